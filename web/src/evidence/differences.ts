/** Where the accounts differ: each value with who says so, drawn on one scale where it is a time or a number. */
import type { Claim, ClaimFigure, Conflict, Event, EventFigure, Status } from '../generated/records';
import { sharedWall, type Lookups } from '../data/lookups';
import { statusWords } from '../marks/stance';
import { conflictField, countWords, figureNoun } from '../marks/words';
import { intervalOf, type Interval } from '../time/interval';
import { MINUTE, type ZoneMode } from '../time/moment';
import type { Period } from '../time/periods';
import { publishedWords, shortTime } from '../time/words';
import { documentInWords, voiceOf } from './attribution';

export interface DifferingValue {
  readonly value: string;
  /** "the rescue service, in Nordkyst Wire (Thu 14 Nov, 07:10)"; one for each origin. */
  readonly voices: readonly string[];
  readonly origins: number;
  /** Documents behind it; more than origins where some speak with one voice. */
  readonly documents: number;
  readonly interval: Interval | null;
  readonly bounds: { readonly low: number; readonly high: number | null } | null;
}

export interface Difference {
  readonly label: string;
  readonly field: Conflict['field'];
  readonly values: readonly DifferingValue[];
  /** The one scale of the drawn times. */
  readonly domain: Period | null;
  /** The end of the one scale of the drawn numbers. */
  readonly most: number;
  /** Whether any of its values can be drawn. */
  readonly drawn: boolean;
}

export function differencesOf(lookups: Lookups, event: Event, mode: ZoneMode): Difference[] {
  return event.conflicts.map((conflict) => {
    const figure = figureOf(conflict, event);
    const values = conflict.values.map(({ value, claims: ids }) => {
      const claims = ids.flatMap((id) => lookups.claimById.get(id) ?? []);
      return differingValue(lookups, conflict, value, claims, statedFigure(figure, value, claims), mode);
    });
    values.sort((a, b) => edgeOf(a) - edgeOf(b));
    const numbers = values.flatMap(({ bounds }) =>
      bounds ? [bounds.low, bounds.high ?? bounds.low + 1] : [],
    );
    const domain = domainOf(values);
    return {
      label: labelOf(conflict, figure, event),
      field: conflict.field,
      values,
      domain,
      most: Math.max(1, ...numbers),
      drawn: domain !== null || numbers.length > 0,
    };
  });
}

/** Values in the order of their scale; what has none keeps its place. */
function edgeOf({ interval, bounds }: DifferingValue): number {
  return bounds?.low ?? interval?.from ?? interval?.to ?? 0;
}

/** The figure that a conflict is about: values begin with what is counted ("killed 6") where an event has several. */
function figureOf(conflict: Conflict, event: Event): EventFigure | undefined {
  if (conflict.field !== 'figures') return undefined;
  const ids = new Set(conflict.values.flatMap((value) => value.claims));
  const what = conflict.values[0]?.value.split(' ')[0];
  const shared = (figure: EventFigure) => figure.values.filter(({ claim }) => ids.has(claim)).length;
  return event.figures
    .filter((figure) => shared(figure) > 0)
    .sort((a, b) => Number(b.what === what) - Number(a.what === what) || shared(b) - shared(a))[0];
}

/** "killed" rather than "toll" where the figure is known. */
function labelOf(conflict: Conflict, figure: EventFigure | undefined, event: Event): string {
  if (conflict.field !== 'figures') return conflictField(conflict, event);
  return (figure && figureNoun(figure)) || 'figures';
}

/** What the claims of one value say of the figure; of several, the one that the value spells. */
function statedFigure(
  figure: EventFigure | undefined,
  value: string,
  claims: readonly Claim[],
): ClaimFigure | undefined {
  const ids = new Set(claims.map(({ id }) => id));
  const held = figure?.values.filter(({ claim }) => ids.has(claim)) ?? [];
  const numbers = (value.match(/\d+/g) ?? []).map(Number);
  return (
    held.find(({ low, high }) => low === numbers[0] && (high ?? low) === (numbers[1] ?? numbers[0])) ??
    held[0]
  );
}

function differingValue(
  lookups: Lookups,
  conflict: Conflict,
  value: string,
  claims: readonly Claim[],
  own: ClaimFigure | undefined,
  mode: ZoneMode,
): DifferingValue {
  const byOrigin = new Map<string, Claim>();
  const documents = new Set<string>();
  for (const claim of claims) {
    documents.add(claim.document);
    const origin = lookups.originByDocument.get(claim.document)?.origin.id ?? claim.document;
    if (!byOrigin.has(origin)) byOrigin.set(origin, claim);
  }
  const first = claims[0];
  return {
    value: valueWords(conflict, value, first, own, mode),
    voices: [...byOrigin.values()].map((claim) => voiceIn(lookups, claim, mode)),
    origins: byOrigin.size,
    documents: documents.size,
    interval: conflict.field === 'when' && first ? intervalOf(first.when, sharedWall(lookups, mode)) : null,
    bounds: own ?? null,
  };
}

/** A value as a person writes it. A number stands under its noun; a time that is spelt as ISO 8601 is put in words. */
function valueWords(
  { field }: Conflict,
  value: string,
  first: Claim | undefined,
  figure: ClaimFigure | undefined,
  mode: ZoneMode,
): string {
  if (field === 'status') return statusWords(value as Status) ?? value;
  if (figure) return countWords(figure);
  if (field === 'when' && first && /\d{4}-\d\d-\d\d/.test(value))
    return shortTime(intervalOf(first.when, mode), first.when);
  return value;
}

/** "a farmer, unnamed, in Radio Sundal (Thu 14 Nov, 06:30)" */
export function voiceIn(lookups: Lookups, claim: Claim, mode: ZoneMode): string {
  const document = lookups.documentById.get(claim.document);
  const voice = voiceOf(claim);
  if (!document) return voice ?? 'a document that is not at hand';
  const date = document.published ? publishedWords(document.published, mode, true) : 'no date';
  // A date is not broken between two lines.
  const place = `${documentInWords(document)} (${date.replaceAll(' ', '\u00a0')})`;
  return voice ? `${voice}, in ${place}` : place;
}

/** Around an event's own stretch: accounts that are much wider run out of the track instead of pressing it flat. */
export function domainAround(own: Interval, rows: readonly { readonly interval: Interval }[]): Period | null {
  const { from, to } = own;
  if (from === null || to === null) return domainOf([...rows, { interval: own }]);
  const margin = Math.max((to - from) * 0.9, 15 * MINUTE);
  const near = rows.filter(({ interval }) => {
    const size = (interval.to ?? Infinity) - (interval.from ?? -Infinity);
    return size <= 3 * Math.max(to - from, 15 * MINUTE);
  });
  const hull = domainOf([...near, { interval: own }]);
  return hull && { from: Math.max(hull.from, from - 4 * margin), to: Math.min(hull.to, to + 4 * margin) };
}

export function domainOf(values: readonly { readonly interval: Interval | null }[]): Period | null {
  const edges = values
    .flatMap(({ interval }) => (interval ? [interval.from, interval.to] : []))
    .filter((edge) => edge !== null);
  if (!edges.length) return null;
  const low = Math.min(...edges);
  const high = Math.max(...edges);
  const margin = Math.max((high - low) * 0.08, 5 * MINUTE);
  return { from: low - margin, to: high + margin };
}
