/**
 * Where the events are: each place once, with its events. A country has no point; it is named, not dotted. What has no
 * coordinates is kept apart, and so is what names no place at all: nothing is left out.
 */
import type { Place } from '../generated/records';
import { placeKey } from '../data/named';
import type { PlacedEvent } from '../time/grouping';

export interface PlaceEntry {
  readonly key: string;
  readonly name: string;
  /** As the texts have it, where that is not the name; most frequent first. */
  readonly alsoCalled: readonly string[];
  /** Two letters. */
  readonly country: string | null;
  readonly level: Place['level'];
  /** Degrees; null where there is no point. */
  readonly point: { readonly lon: number; readonly lat: number } | null;
  /** Kilometres around the point within which the place lies. */
  readonly precision: number | null;
  /** What happened there, or began or ended there; in the order of the chronology. */
  readonly events: readonly PlacedEvent[];
}

/** Several events that went from one place to another. */
export interface Move {
  readonly key: string;
  readonly from: PlaceEntry;
  readonly to: PlaceEntry;
  readonly events: readonly PlacedEvent[];
}

export interface PlaceIndex {
  readonly byKey: ReadonlyMap<string, PlaceEntry>;
  /** Most events first, in each of the lists. */
  readonly onMap: readonly PlaceEntry[];
  /** Countries, and areas as wide: named without a point. */
  readonly wide: readonly PlaceEntry[];
  readonly unlocated: readonly PlaceEntry[];
  /** Events that name no place. */
  readonly nowhere: readonly PlacedEvent[];
  readonly moves: readonly Move[];
}

interface Gathered {
  readonly places: Place[];
  readonly events: PlacedEvent[];
}

export function indexPlaces(events: readonly PlacedEvent[]): PlaceIndex {
  const gathered = new Map<string, Gathered>();
  const nowhere: PlacedEvent[] = [];
  for (const placed of events) {
    if (!placed.event.where.length) nowhere.push(placed);
    for (const place of placed.event.where) {
      const key = placeKey(place);
      const entry = gathered.get(key) ?? { places: [], events: [] };
      gathered.set(key, entry);
      entry.places.push(place);
      if (entry.events.at(-1) !== placed) entry.events.push(placed);
    }
  }
  const byKey = new Map([...gathered].map(([key, entry]) => [key, entryOf(key, entry)]));
  const all = [...byKey.values()].sort(
    (a, b) => b.events.length - a.events.length || a.name.localeCompare(b.name),
  );
  return {
    byKey,
    onMap: all.filter(({ point }) => point !== null),
    wide: all.filter((entry) => entry.point === null && isWide(entry)),
    unlocated: all.filter((entry) => entry.point === null && !isWide(entry)),
    nowhere,
    moves: movesIn(events, byKey),
  };
}

function entryOf(key: string, { places, events }: Gathered): PlaceEntry {
  const first = places.find(isLocated) ?? (places[0] as Place);
  const texts = countedTexts(places).filter((text) => text.toLowerCase() !== first.name.toLowerCase());
  return {
    key,
    name: first.name,
    alsoCalled: texts,
    country: first.country,
    level: first.level,
    point: isPoint(first) ? { lon: first.lon as number, lat: first.lat as number } : null,
    precision: first.precision,
    events: [...new Set(events)],
  };
}

/** A country has no point, and a continent should have none: its middle would be one more place where nothing happened. */
const WIDE_KM = 800;

function isPoint(place: Place): boolean {
  const { level, precision } = place;
  return (
    isLocated(place) &&
    level !== 'country' &&
    !((level === 'area' || level === 'water') && (precision ?? 0) >= WIDE_KM)
  );
}

/** No point, but known: a country, a continent, an ocean. */
function isWide({ level, precision }: PlaceEntry): boolean {
  return level === 'country' || (precision ?? 0) >= WIDE_KM;
}

function isLocated({ lat, lon }: Place): boolean {
  return lat !== null && lon !== null && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
}

function countedTexts(places: readonly Place[]): string[] {
  const counts = new Map<string, number>();
  for (const { text } of places) {
    const words = text.replace(/\s+/g, ' ').trim();
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([text]) => text);
}

function movesIn(events: readonly PlacedEvent[], byKey: ReadonlyMap<string, PlaceEntry>): Move[] {
  const moves = new Map<string, { from: PlaceEntry; to: PlaceEntry; events: PlacedEvent[] }>();
  for (const placed of events) {
    const ends = (role: Place['role']) =>
      placed.event.where
        .filter((place) => place.role === role)
        .flatMap((place) => byKey.get(placeKey(place)) ?? []);
    for (const from of ends('from'))
      for (const to of ends('to')) {
        if (from === to) continue;
        const key = `${from.key}\n${to.key}`;
        const move = moves.get(key) ?? { from, to, events: [] };
        moves.set(key, move);
        if (move.events.at(-1) !== placed) move.events.push(placed);
      }
  }
  return [...moves]
    .map(([key, move]) => ({ key, ...move }))
    .sort((a, b) => b.events.length - a.events.length || a.key.localeCompare(b.key));
}

const LEVELS: Record<Place['level'], string> = {
  area: 'a wide area',
  country: 'a country',
  facility: 'a facility',
  locality: 'a town or village',
  region: 'a region',
  unknown: 'a place',
  water: 'a water',
};

/** "a region of Iraq, within 204 km" */
export function placeSortWords(entry: PlaceEntry, countryName: (code: string) => string): string {
  const of = entry.country && entry.level !== 'country' ? `, ${countryName(entry.country)}` : '';
  return `${LEVELS[entry.level]}${of}`;
}

/** How near the point is meant: "to about 4 km"; nothing where it is unknown. */
export function precisionWords(precision: number | null): string {
  if (precision === null) return '';
  const km = precision >= 10 ? Math.round(precision) : Math.round(precision * 10) / 10;
  return `known to about ${km.toLocaleString('en-GB')} km`;
}
