/** Which events are shown. Filters of different sorts must all hold; values of one sort are alternatives. */
import type { Event, Kind, Review, Status } from '../generated/records';
import { claimsOf, sharedWall, type Lookups } from '../data/lookups';
import { actorsNamed, placeKey } from '../data/named';
import { intervalOf, meets } from '../time/interval';
import type { ZoneMode } from '../time/moment';

export interface Filters {
  readonly statuses: readonly Status[];
  readonly kinds: readonly Kind[];
  readonly reviews: readonly Review[];
  /** Ids of actors, keys of places (`placeKey`): one of each must take part, or be where it was. */
  readonly actors: readonly string[];
  readonly places: readonly string[];
  readonly disputed: boolean;
  /** What somebody hid, and only that; it is in no list else. */
  readonly hidden: boolean;
  readonly text: string;
  /** Wall seconds, end excluded; null is open. */
  readonly from: number | null;
  readonly to: number | null;
}

export const NO_FILTERS: Filters = {
  statuses: [],
  kinds: [],
  reviews: [],
  actors: [],
  places: [],
  disputed: false,
  hidden: false,
  text: '',
  from: null,
  to: null,
};

export function isFiltering(filters: Filters): boolean {
  const { statuses, kinds, reviews, actors, places, disputed, hidden, text, from, to } = filters;
  return Boolean(
    statuses.length ||
    kinds.length ||
    reviews.length ||
    actors.length ||
    places.length ||
    disputed ||
    hidden ||
    text.trim() ||
    from !== null ||
    to !== null,
  );
}

/** Lower case without accents, so that "lukaszewska" finds "Łukaszewska". */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/đ/g, 'd')
    .replace(/ß/g, 'ss')
    .replace(/[’‘]/g, "'");
}

/** The words that a search must find, each anywhere in the event. */
export function searchTerms(text: string): string[] {
  return fold(text).split(/\s+/).filter(Boolean);
}

const haystacks = new WeakMap<Event, string>();

/** Everything of an event that a search may find: its own line, its sources' words, names, places, publishers. */
function haystackOf(lookups: Lookups, event: Event): string {
  const known = haystacks.get(event);
  if (known !== undefined) return known;
  const parts: (string | null | undefined)[] = [event.gist, event.id];
  for (const { name, text } of [...event.actors, ...event.where]) parts.push(name, text);
  for (const claim of claimsOf(lookups, event)) {
    const document = lookups.documentById.get(claim.document);
    parts.push(
      claim.quote,
      document?.publisher,
      document?.title,
      document?.path,
      ...claim.attribution.map((link) => link.source?.text),
    );
  }
  const haystack = fold(parts.filter(Boolean).join('\n'));
  haystacks.set(event, haystack);
  return haystack;
}

/** A test for one set of filters; `withoutTime` leaves the time range out (the strip still shows what it cuts off). */
export function eventTest(
  lookups: Lookups,
  filters: Filters,
  mode: ZoneMode,
  withoutTime = false,
): (event: Event) => boolean {
  const terms = searchTerms(filters.text);
  const statuses = new Set(filters.statuses);
  const kinds = new Set(filters.kinds);
  const reviews = new Set(filters.reviews);
  const actors = new Set(filters.actors);
  const places = new Set(filters.places);
  const wall = sharedWall(lookups, mode);
  const hiddenIds = new Set(lookups.chronology.hidden);
  const timed = !withoutTime && (filters.from !== null || filters.to !== null);
  return (event) => {
    if (hiddenIds.has(event.id) !== filters.hidden) return false;
    if (statuses.size && !statuses.has(event.status)) return false;
    if (kinds.size && !kinds.has(event.kind)) return false;
    if (reviews.size && !reviews.has(event.review ?? 'open')) return false;
    if (actors.size && !actorsNamed(lookups, event).some((id) => actors.has(id))) return false;
    if (places.size && !event.where.some((place) => places.has(placeKey(place)))) return false;
    if (filters.disputed && !event.conflicts.length) return false;
    if (timed && !meets(intervalOf(event.when, wall), filters.from, filters.to)) return false;
    if (!terms.length) return true;
    const haystack = haystackOf(lookups, event);
    return terms.every((term) => haystack.includes(term));
  };
}
