/**
 * What is new for a watch: from the state that was remembered when it was last looked at, and the chronology as it is now.
 * Events keep their ids; where two were merged, their claims say which became which.
 */
import type { Conflict, Event, EventFigure, Status } from '../generated/records';

/** One event as it was when it was last looked at. */
export interface SeenEvent {
  readonly id: string;
  readonly gist: string;
  readonly status: Status;
  readonly claims: readonly string[];
  readonly figures: readonly SeenFigure[];
  readonly conflicts: readonly SeenConflict[];
  readonly when: readonly [earliest: string | null, latest: string | null];
}

export interface SeenFigure {
  readonly what: EventFigure['what'];
  readonly whose: string | null;
  readonly low: number;
  readonly high: number | null;
}

export interface SeenConflict {
  readonly field: Conflict['field'];
  readonly values: readonly string[];
}

export type Change =
  /** It was not there before, or did not pass. */
  | { readonly sort: 'new' }
  /** Made of reports that stood under other events before: somebody split or moved them. */
  | { readonly sort: 'rearranged' }
  | { readonly sort: 'status'; readonly before: Status; readonly after: Status }
  | { readonly sort: 'figure'; readonly before: SeenFigure | null; readonly after: SeenFigure }
  /** `further`: the accounts differed in this before, and now there is one more side. */
  | {
      readonly sort: 'conflict';
      readonly field: Conflict['field'];
      readonly values: readonly string[];
      readonly further: boolean;
    }
  | { readonly sort: 'settled'; readonly field: Conflict['field'] }
  | { readonly sort: 'time'; readonly before: SeenEvent['when']; readonly after: SeenEvent['when'] }
  | { readonly sort: 'claims'; readonly claims: readonly string[] }
  /** It is still there, and no longer passes. */
  | { readonly sort: 'left' }
  | { readonly sort: 'gone' };

/** The changes of one event. */
export interface News {
  readonly id: string;
  /** As it is now; null where it is gone. */
  readonly event: Event | null;
  /** Its line as it was last known. */
  readonly gist: string;
  readonly changes: readonly Change[];
}

/** What a watch is held against. */
export interface Present {
  /** In display order. */
  readonly matching: readonly Event[];
  readonly eventById: ReadonlyMap<string, Event>;
  readonly eventByClaim: ReadonlyMap<string, Event>;
}

const GIST = 160;

export function remember(events: readonly Event[]): SeenEvent[] {
  return events.map((event) => ({
    id: event.id,
    gist: Array.from(event.gist).slice(0, GIST).join(''),
    status: event.status,
    claims: [...event.claims],
    figures: event.figures.map(({ what, whose, low, high }) => ({ what, whose, low, high })),
    conflicts: event.conflicts.map(({ field, values }) => ({
      field,
      values: values.map(({ value }) => value),
    })),
    when: [event.when.earliest, event.when.latest],
  }));
}

/** Events of the chronology's order first, then what left or is gone. Without changes, an empty list. */
export function changesSince(seen: readonly SeenEvent[], present: Present): News[] {
  const seenById = new Map(seen.map((each) => [each.id, each]));
  const seenByClaim = new Map(seen.flatMap((each) => each.claims.map((claim) => [claim, each] as const)));
  const matching = new Set(present.matching.map(({ id }) => id));
  const accounted = new Set<string>();
  const news: News[] = [];
  for (const event of present.matching) {
    const before = forerunners(event, seenById, seenByClaim, present);
    for (const { id } of before) accounted.add(id);
    const changes = changesOf(event, before, seenByClaim);
    if (changes.length) news.push({ id: event.id, event, gist: event.gist, changes });
  }
  for (const each of seen) {
    if (accounted.has(each.id)) continue;
    const event = present.eventById.get(each.id) ?? successor(each, present);
    if (!event) news.push({ id: each.id, event: null, gist: each.gist, changes: [{ sort: 'gone' }] });
    else if (!matching.has(event.id)) {
      const changes = changesOf(event, [each], seenByClaim);
      news.push({ id: event.id, event, gist: event.gist, changes: [...changes, { sort: 'left' }] });
    }
  }
  return news;
}

/** The event as it was, and those that were merged into it since. */
function forerunners(
  event: Event,
  seenById: ReadonlyMap<string, SeenEvent>,
  seenByClaim: ReadonlyMap<string, SeenEvent>,
  { eventById }: Present,
): SeenEvent[] {
  const found = new Set<SeenEvent>();
  const own = seenById.get(event.id);
  if (own) found.add(own);
  for (const claim of event.claims) {
    const other = seenByClaim.get(claim);
    if (other && !eventById.has(other.id)) found.add(other);
  }
  return [...found];
}

/** The event that holds most of the claims of one that is no more. */
function successor({ claims }: SeenEvent, { eventByClaim }: Present): Event | null {
  const counts = new Map<Event, number>();
  for (const claim of claims) {
    const event = eventByClaim.get(claim);
    if (event) counts.set(event, (counts.get(event) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function changesOf(
  event: Event,
  before: readonly SeenEvent[],
  seenByClaim: ReadonlyMap<string, SeenEvent>,
): Change[] {
  const claims = event.claims.filter((claim) => !seenByClaim.has(claim));
  const [first] = before;
  if (!first) return [claims.length || !event.claims.length ? { sort: 'new' } : { sort: 'rearranged' }];
  const [now] = remember([event]) as [SeenEvent];
  const changes: Change[] = [];
  if (!before.some(({ status }) => status === now.status))
    changes.push({ sort: 'status', before: first.status, after: now.status });
  changes.push(...movedFigures(now, before), ...movedConflicts(now, before));
  if (!before.some(({ when }) => when[0] === now.when[0] && when[1] === now.when[1]))
    changes.push({ sort: 'time', before: first.when, after: now.when });
  if (claims.length) changes.push({ sort: 'claims', claims });
  return changes;
}

function movedFigures(now: SeenEvent, before: readonly SeenEvent[]): Change[] {
  const earlier = before.flatMap(({ figures }) => figures);
  return now.figures.flatMap((after): Change[] => {
    const same = earlier.filter(({ what, whose }) => what === after.what && whose === after.whose);
    if (same.some(({ low, high }) => low === after.low && high === after.high)) return [];
    return [{ sort: 'figure', before: same[0] ?? null, after }];
  });
}

function movedConflicts(now: SeenEvent, before: readonly SeenEvent[]): Change[] {
  const earlier = before.flatMap(({ conflicts }) => conflicts);
  const fields = [...new Set([...now.conflicts, ...earlier].map(({ field }) => field))];
  return fields.flatMap((field): Change[] => {
    const of = (list: readonly SeenConflict[]) =>
      new Set(list.filter((each) => each.field === field).flatMap(({ values }) => values));
    const old = of(earlier);
    const values = of(now.conflicts);
    if (!values.size) return [{ sort: 'settled', field }];
    const added = [...values].filter((value) => !old.has(value));
    return added.length ? [{ sort: 'conflict', field, values: added, further: old.size > 0 }] : [];
  });
}
