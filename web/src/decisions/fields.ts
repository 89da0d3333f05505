/** An event's fields as a form holds them, and what of them a person changed. */
import type { Actor, Event, EventFigure, Kind, Place, Status } from '../generated/records';
import { draftOf, readTime, sameDraft, type ReadTime, type TimeDraft } from './times';
import type { EventFields } from './protocol';

export interface NamedDraft<Role extends string> {
  /** Key of the row in the form. */
  readonly key: number;
  name: string;
  role: Role;
}

export interface FigureDraft {
  readonly key: number;
  what: EventFigure['what'];
  /** Whole numbers as typed; an empty `high` is open. */
  low: string;
  high: string;
  whose: string;
}

export type PlaceRole = NonNullable<Place['role']>;

export interface EventDraft {
  gist: string;
  kind: Kind;
  status: Status;
  time: TimeDraft;
  where: NamedDraft<PlaceRole>[];
  actors: NamedDraft<Actor['role']>[];
  figures: FigureDraft[];
}

export const PLACE_ROLES: readonly PlaceRole[] = ['at', 'from', 'to'];
export const ACTOR_ROLES: readonly Actor['role'][] = [
  'agent',
  'patient',
  'speaker',
  'addressee',
  'via',
  'instrument',
  'other',
];
export const FIGURE_KINDS: readonly EventFigure['what'][] = [
  'killed',
  'injured',
  'missing',
  'captured',
  'displaced',
  'count',
];

let keys = 0;
export function freshKey(): number {
  keys += 1;
  return keys;
}

export function draftOfEvent(event: Event | null): EventDraft {
  return {
    gist: event?.gist ?? '',
    kind: event?.kind ?? 'other',
    status: event?.status ?? 'happened',
    time: draftOf(event?.when ?? null),
    where: (event?.where ?? []).map(({ name, role }) => ({ key: freshKey(), name, role: role ?? 'at' })),
    actors: (event?.actors ?? []).map(({ name, role }) => ({ key: freshKey(), name, role })),
    figures: (event?.figures ?? []).map(({ what, low, high, whose }) => ({
      key: freshKey(),
      what,
      low: String(low),
      high: high === null ? '' : String(high),
      whose: whose ?? '',
    })),
  };
}

export interface ReadDraft {
  /** The fields that differ from the event; all that are filled for an event by hand. */
  readonly fields: Partial<EventFields>;
  readonly time: ReadTime;
  /** What must be mended before it can be sent, by field. */
  readonly faults: Readonly<Partial<Record<'gist' | 'when' | 'figures', string>>>;
}

/** What a draft comes to. `reason` is the line under the time: who set it. */
export function readDraft(draft: EventDraft, event: Event | null, reason: string): ReadDraft {
  const faults: Partial<Record<'gist' | 'when' | 'figures', string>> = {};
  const fields: Partial<EventFields> = {};
  const gist = draft.gist.replace(/\s+/g, ' ').trim();
  if (!gist) faults.gist = 'The line must say something.';
  else if (gist !== event?.gist) fields.gist = gist;
  if (draft.kind !== event?.kind) fields.kind = draft.kind;
  if (draft.status !== event?.status) fields.status = draft.status;
  const time = readTime(draft.time, event?.when ?? null, reason);
  if (time.fault) faults.when = time.fault.words;
  else if (time.when && (!event || !sameDraft(draft.time, draftOf(event.when)))) fields.when = time.when;
  const where = draft.where.filter(named).map((row) => placeOf(row, event));
  if (!event || !samePlaces(where, event.where)) fields.where = where;
  const actors = draft.actors.filter(named).map((row) => actorOf(row, event));
  if (!event || !sameActors(actors, event.actors)) fields.actors = actors;
  const figures = draft.figures.map((row) => figureOf(row, event));
  if (figures.some((figure) => figure === null))
    faults.figures = 'A figure is a whole number; “at most” may stay open.';
  else if (!event || JSON.stringify(figures) !== JSON.stringify(event.figures))
    fields.figures = figures.filter((figure) => figure !== null);
  return { fields, time, faults };
}

function named({ name }: { name: string }): boolean {
  return name.trim() !== '';
}

/** A place that keeps its name keeps its point and its words; a new one is a name alone. */
function placeOf({ name, role }: NamedDraft<PlaceRole>, event: Event | null): Place {
  const clean = name.trim();
  const known = event?.where.find((place) => place.name === clean);
  if (known) return { ...known, role };
  return {
    start: 0,
    end: 0,
    text: '',
    name: clean,
    id: null,
    lat: null,
    lon: null,
    country: null,
    level: 'unknown',
    precision: null,
    role,
  };
}

function actorOf({ name, role }: NamedDraft<Actor['role']>, event: Event | null): Actor {
  const clean = name.trim();
  const known = event?.actors.find((actor) => actor.name === clean);
  return known
    ? { ...known, role }
    : { start: 0, end: 0, text: '', name: clean, id: `by-hand:${slug(clean)}`, role };
}

function slug(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-');
}

function figureOf({ what, low, high, whose }: FigureDraft, event: Event | null): EventFigure | null {
  const least = wholeNumber(low);
  const most = high.trim() ? wholeNumber(high) : null;
  if (least === undefined || most === undefined || (most !== null && most < least)) return null;
  const group = whose.trim() || null;
  const known = event?.figures.find((figure) => figure.what === what && figure.whose === group);
  return known
    ? { ...known, low: least, high: most }
    : { what, low: least, high: most, whose: group, values: [] };
}

function wholeNumber(text: string): number | undefined {
  const digits = text.replace(/[\s,.]/g, '');
  return /^\d{1,12}$/.test(digits) ? Number(digits) : undefined;
}

function samePlaces(a: readonly Place[], b: readonly Place[]): boolean {
  return (
    a.length === b.length &&
    a.every((place, i) => place.name === b[i]?.name && place.role === (b[i]?.role ?? 'at'))
  );
}

function sameActors(a: readonly Actor[], b: readonly Actor[]): boolean {
  return (
    a.length === b.length && a.every((actor, i) => actor.name === b[i]?.name && actor.role === b[i]?.role)
  );
}

/** The line under a time that a person set. */
export function byHand(who: string, note: string): string {
  return `set by ${who || 'hand'}${note.trim() ? `: ${note.trim()}` : ''}`;
}
