/**
 * Watches as they are kept and exchanged: JSON, a shelf for each chronology. A chronology has no name of its own that
 * lasts, so it is known by the documents that it holds: a pile that grew still shares them.
 */
import type { Chronology } from '../data/chronology';
import { STATUS_VALUES } from '../generated/records';
import { START, decodeAddress, encodeAddress } from '../state/address';
import type { Filters } from '../state/filters';
import type { SeenEvent } from './changes';

export type Target =
  | { readonly sort: 'filter'; readonly filters: Filters }
  | { readonly sort: 'actor' | 'place' | 'event'; readonly id: string };

export interface Watch {
  /** What is watched, as text: one watch for each. */
  readonly key: string;
  readonly name: string;
  /** ISO instants. */
  readonly made: string;
  readonly looked: string;
  readonly seen: readonly SeenEvent[];
}

export interface Shelf {
  readonly title: string;
  /** Ids of some of its documents. */
  readonly documents: readonly string[];
  readonly watches: readonly Watch[];
}

export const WATCH_FORMAT = 1;
/** So many document ids tell one chronology from another. */
const KNOWN_BY = 200;

/** `filter:#/chronology?status=planned`, `actor:per:ana`; a filter is written as its address. */
export function targetKey(target: Target): string {
  if (target.sort !== 'filter') return `${target.sort}:${target.id}`;
  const { text, ...rest } = target.filters;
  return `filter:${encodeAddress({ ...START, filters: { ...rest, text: text.trim() } })}`;
}

/** Null for a key of no known sort. */
export function targetOf(key: string): Target | null {
  const at = key.indexOf(':');
  const [sort, id] = [key.slice(0, at), key.slice(at + 1)];
  if (sort === 'filter') return { sort, filters: decodeAddress(id).filters };
  if ((sort === 'actor' || sort === 'place' || sort === 'event') && id) return { sort, id };
  return null;
}

export function emptyShelf(chronology: Pick<Chronology, 'title' | 'documents'>): Shelf {
  return { ...knownBy(chronology), watches: [] };
}

/** What a chronology is known by. */
export function knownBy({ title, documents }: Pick<Chronology, 'title' | 'documents'>): {
  title: string;
  documents: string[];
} {
  return { title, documents: documents.slice(0, KNOWN_BY).map(({ id }) => id) };
}

/** The shelf of a chronology: that which shares most documents with it; without any, one that holds none and has its title. */
export function shelfFor(
  shelves: readonly Shelf[],
  chronology: Pick<Chronology, 'title' | 'documents'>,
): Shelf | null {
  const here = new Set(chronology.documents.map(({ id }) => id));
  let best: { readonly shelf: Shelf; readonly score: number } | null = null;
  for (const shelf of shelves) {
    const shared = shelf.documents.filter((id) => here.has(id)).length;
    const titled = shelf.title === chronology.title;
    const share = shelf.documents.length ? shared / shelf.documents.length : here.size || !titled ? 0 : 1;
    // Piles may overlap: another title needs half of the documents in common, the same title one.
    if (share <= 0 || (!titled && share < 0.5)) continue;
    const score = share + (titled ? 1 : 0);
    if (!best || score > best.score) best = { shelf, score };
  }
  return best?.shelf ?? null;
}

export class UnreadableWatches extends Error {}

/** Reads what was kept or exported. Throws UnreadableWatches with what is wrong. */
export function parseShelves(text: string): Shelf[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnreadableWatches('This file is not JSON; watches are exported as a .json file.');
  }
  const kept = value as { strandline_watches?: unknown; shelves?: unknown } | null;
  if (typeof kept !== 'object' || kept === null || kept.strandline_watches === undefined)
    throw new UnreadableWatches('This file holds no watches.');
  if (kept.strandline_watches !== WATCH_FORMAT)
    throw new UnreadableWatches(
      `These watches have format ${String(kept.strandline_watches)}; this page reads format ${WATCH_FORMAT}.`,
    );
  if (!Array.isArray(kept.shelves) || !kept.shelves.every(isShelf))
    throw new UnreadableWatches('The watches in this file are damaged.');
  return kept.shelves;
}

export function writeShelves(shelves: readonly Shelf[]): string {
  return JSON.stringify({ strandline_watches: WATCH_FORMAT, shelves });
}

/** Both, each watch once; of the same watch the one that was looked at later. */
export function joined(own: readonly Watch[], other: readonly Watch[]): Watch[] {
  const byKey = new Map(own.map((watch) => [watch.key, watch]));
  for (const watch of other) {
    const known = byKey.get(watch.key);
    if (!known || known.looked < watch.looked) byKey.set(watch.key, watch);
  }
  return [...byKey.values()];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}
function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isBound(value: unknown): boolean {
  return value === null || isText(value);
}

function isShelf(value: unknown): value is Shelf {
  return (
    isRow(value) &&
    isText(value.title) &&
    isTexts(value.documents) &&
    Array.isArray(value.watches) &&
    value.watches.every(isWatch)
  );
}

function isWatch(value: unknown): value is Watch {
  return (
    isRow(value) &&
    isText(value.key) &&
    targetOf(value.key) !== null &&
    isText(value.name) &&
    isText(value.made) &&
    isText(value.looked) &&
    Array.isArray(value.seen) &&
    value.seen.every(isSeen)
  );
}

function isSeen(value: unknown): value is SeenEvent {
  return (
    isRow(value) &&
    isText(value.id) &&
    isText(value.gist) &&
    STATUS_VALUES.some((status) => status === value.status) &&
    isTexts(value.claims) &&
    Array.isArray(value.when) &&
    value.when.length === 2 &&
    value.when.every(isBound) &&
    Array.isArray(value.figures) &&
    value.figures.every(
      (figure) =>
        isRow(figure) &&
        isText(figure.what) &&
        isBound(figure.whose) &&
        typeof figure.low === 'number' &&
        (figure.high === null || typeof figure.high === 'number'),
    ) &&
    Array.isArray(value.conflicts) &&
    value.conflicts.every((conflict) => isRow(conflict) && isText(conflict.field) && isTexts(conflict.values))
  );
}
