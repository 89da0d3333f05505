/**
 * The address holds what is seen: `#/chronology/EVENT?status=planned,denied&disputed=1&from=2024-11-13&q=gate&zone=utc`.
 * Unknown words in an address are dropped, so that an old link still opens.
 */
import { KIND_VALUES, REVIEW_VALUES, STATUS_VALUES } from '../generated/records';
import { GROUP_BY, type GroupBy } from '../time/grouping';
import { ZONE_MODES, isoOf, parseMoment, type ZoneMode } from '../time/moment';
import { NO_FILTERS, type Filters } from './filters';

export const VIEWS = [
  'chronology',
  'disputes',
  'map',
  'people',
  'sources',
  'review',
  'tray',
  'watches',
  'history',
] as const;
export type ViewName = (typeof VIEWS)[number];

export interface Address {
  readonly view: ViewName;
  /** What is open beside the list: an event id, in the sources a document id. */
  readonly open: string | null;
  readonly filters: Filters;
  readonly zone: ZoneMode;
  readonly by: GroupBy;
  /** The stretch that the strip shows; null is its own choice. */
  readonly zoom: { readonly from: number; readonly to: number } | null;
}

export const START: Address = {
  view: 'chronology',
  open: null,
  filters: NO_FILTERS,
  zone: 'written',
  by: 'day',
  zoom: null,
};

export function encodeAddress(address: Address): string {
  const { view, open, filters, zone, by, zoom } = address;
  const query = new URLSearchParams();
  const list = (name: string, values: readonly string[]) =>
    values.length && query.set(name, values.join(','));
  list('status', filters.statuses);
  list('kind', filters.kinds);
  list('review', filters.reviews);
  for (const id of filters.actors) query.append('actor', id);
  for (const key of filters.places) query.append('place', key);
  if (filters.disputed) query.set('disputed', '1');
  if (filters.hidden) query.set('hidden', '1');
  if (filters.from !== null) query.set('from', isoOf(filters.from));
  if (filters.to !== null) query.set('to', isoOf(filters.to));
  if (filters.text.trim()) query.set('q', filters.text.trim());
  if (zone !== START.zone) query.set('zone', zone);
  if (by !== START.by) query.set('by', by);
  if (zoom) query.set('zoom', `${isoOf(zoom.from)}~${isoOf(zoom.to)}`);
  // Commas and colons may stand in a fragment; a link is easier to read with them.
  const words = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%7E', '~');
  return `#/${view}${open === null ? '' : `/${encodeURIComponent(open)}`}${words ? `?${words}` : ''}`;
}

export function decodeAddress(hash: string): Address {
  const [path = '', words = ''] = splitOnce(hash.replace(/^#\/?/, ''), '?');
  const [view = '', open = ''] = splitOnce(path, '/');
  const query = new URLSearchParams(words);
  const known = oneOf(VIEWS, view);
  return {
    view: known ?? START.view,
    open: known && open ? decoded(open) : null,
    filters: {
      statuses: someOf(STATUS_VALUES, query.get('status')),
      kinds: someOf(KIND_VALUES, query.get('kind')),
      reviews: someOf(REVIEW_VALUES, query.get('review')),
      actors: [...new Set(query.getAll('actor').filter(Boolean))],
      places: [...new Set(query.getAll('place').filter(Boolean))],
      disputed: query.get('disputed') === '1',
      hidden: query.get('hidden') === '1',
      text: query.get('q') ?? '',
      from: parseMoment(query.get('from'))?.seconds ?? null,
      to: parseMoment(query.get('to'))?.seconds ?? null,
    },
    zone: oneOf(ZONE_MODES, query.get('zone')) ?? START.zone,
    by: oneOf(GROUP_BY, query.get('by')) ?? START.by,
    zoom: zoomOf(query.get('zoom')),
  };
}

function zoomOf(text: string | null): Address['zoom'] {
  const [first, last] = splitOnce(text ?? '', '~').map((iso) => parseMoment(iso)?.seconds);
  return first !== undefined && last !== undefined && first < last ? { from: first, to: last } : null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function splitOnce(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function oneOf<T extends string>(values: readonly T[], word: string | null): T | null {
  return values.find((value) => value === word) ?? null;
}

function someOf<T extends string>(values: readonly T[], words: string | null): T[] {
  const asked = new Set((words ?? '').split(','));
  return values.filter((value) => asked.has(value));
}
