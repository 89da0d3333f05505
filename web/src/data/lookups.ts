/** The chronology with its records findable: by id, by document, by origin. Built once; rows that name nobody are skipped. */
import type { Claim, Document, Event, Origin } from '../generated/records';
import { parseMoment, type Wall, type ZoneMode } from '../time/moment';
import type { Chronology } from './chronology';

export interface OriginEntry {
  readonly origin: Origin;
  /** 1, 2, 3 … in the order of the chronology; what a person sees. */
  readonly number: number;
  readonly documents: readonly Document[];
}

export interface Lookups {
  readonly chronology: Chronology;
  readonly eventById: ReadonlyMap<string, Event>;
  readonly claimById: ReadonlyMap<string, Claim>;
  readonly documentById: ReadonlyMap<string, Document>;
  readonly originByDocument: ReadonlyMap<string, OriginEntry>;
  readonly origins: readonly OriginEntry[];
  /** In the order of the text. */
  readonly claimsByDocument: ReadonlyMap<string, readonly Claim[]>;
  readonly eventByClaim: ReadonlyMap<string, Event>;
  /** Lines that more than one event has: one sentence may tell of several. */
  readonly sharedLines: ReadonlySet<string>;
  /** Some time has a UTC offset, so a zone can be chosen. */
  readonly hasOffsets: boolean;
  /** The offset in which most times are written; times in another one say their own. Null where none has any. */
  readonly usualOffset: number | null;
}

export function buildLookups(chronology: Chronology): Lookups {
  const documentById = new Map(chronology.documents.map((document) => [document.id, document]));
  const claimById = new Map(chronology.claims.map((claim) => [claim.id, claim]));
  const eventByClaim = new Map<string, Event>();
  for (const event of chronology.events) for (const id of event.claims) eventByClaim.set(id, event);
  const origins = originEntries(chronology, documentById);
  const originByDocument = new Map<string, OriginEntry>();
  for (const entry of origins)
    for (const document of entry.documents) originByDocument.set(document.id, entry);
  const offsets = offsetsIn(chronology.events);
  return {
    chronology,
    eventById: new Map(chronology.events.map((event) => [event.id, event])),
    claimById,
    documentById,
    originByDocument,
    origins,
    claimsByDocument: claimsInOrder(chronology.claims),
    eventByClaim,
    sharedLines: linesTwice(chronology.events),
    hasOffsets: offsets.size > 0,
    usualOffset: [...offsets].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null,
  };
}

/** Origins as given; a document that none of them names stands for itself. */
function originEntries(chronology: Chronology, documentById: ReadonlyMap<string, Document>): OriginEntry[] {
  const named = new Set(chronology.origins.flatMap((origin) => origin.documents));
  const alone = chronology.documents
    .filter((document) => !named.has(document.id))
    .map((document): Origin => ({ id: document.id, documents: [document.id] }));
  return [...chronology.origins, ...alone].map((origin, index) => ({
    origin,
    number: index + 1,
    documents: origin.documents.flatMap((id) => documentById.get(id) ?? []),
  }));
}

function claimsInOrder(claims: readonly Claim[]): Map<string, Claim[]> {
  const byDocument = new Map<string, Claim[]>();
  for (const claim of claims) {
    const list = byDocument.get(claim.document);
    if (list) list.push(claim);
    else byDocument.set(claim.document, [claim]);
  }
  for (const list of byDocument.values()) list.sort((a, b) => a.start - b.start || b.end - a.end);
  return byDocument;
}

function linesTwice(events: readonly Event[]): Set<string> {
  const once = new Set<string>();
  const twice = new Set<string>();
  for (const { gist } of events) (once.has(gist) ? twice : once).add(gist);
  return twice;
}

/** A line in three: before, in and after the word that tells its event from others of the same line; else all in one. */
export function lineParts(lookups: Lookups, event: Event, line: string): readonly [string, string, string] {
  if (!lookups.sharedLines.has(event.gist)) return [line, '', ''];
  for (const { trigger } of claimsOf(lookups, event)) {
    const at = line.toLowerCase().indexOf(trigger.text.toLowerCase());
    const end = at + trigger.text.length;
    if (at >= 0 && trigger.text) return [line.slice(0, at), line.slice(at, end), line.slice(end)];
  }
  return [line, '', ''];
}

/** Offsets with the number of times that are written in each. */
function offsetsIn(events: readonly Event[]): Map<number, number> {
  const offsets = new Map<number, number>();
  for (const { when } of events)
    for (const iso of [when.earliest, when.latest]) {
      const offset = parseMoment(iso)?.offset;
      if (offset !== null && offset !== undefined) offsets.set(offset, (offsets.get(offset) ?? 0) + 1);
    }
  return offsets;
}

/** The wall on which times of different zones are compared and drawn together. */
export function sharedWall(lookups: Lookups, mode: ZoneMode): Wall {
  return mode === 'written' && lookups.usualOffset !== null ? { offset: lookups.usualOffset } : mode;
}

/** The claims of an event that are at hand, in the event's order. */
export function claimsOf(lookups: Lookups, event: Event): Claim[] {
  return event.claims.flatMap((id) => lookups.claimById.get(id) ?? []);
}
