/** The reports of one event: each origin once, with its further reports folded under it. */
import type { Claim, Document, Event } from '../generated/records';
import { claimsOf, type Lookups, type OriginEntry } from '../data/lookups';
import { parseMoment } from '../time/moment';

export interface ReportEntry {
  readonly document: Document;
  /** In the order of the text. */
  readonly claims: readonly Claim[];
}

export interface OriginReports {
  readonly origin: OriginEntry | null;
  readonly lead: ReportEntry;
  readonly further: readonly ReportEntry[];
}

/** Origins by the date of their earliest report, undated last; the lead of an origin is its first document at hand. */
export function reportsOf(lookups: Lookups, event: Event): OriginReports[] {
  const byDocument = new Map<string, Claim[]>();
  for (const claim of claimsOf(lookups, event)) {
    const list = byDocument.get(claim.document);
    if (list) list.push(claim);
    else byDocument.set(claim.document, [claim]);
  }
  const byOrigin = new Map<string, { origin: OriginEntry | null; entries: ReportEntry[] }>();
  for (const [id, claims] of byDocument) {
    const document = lookups.documentById.get(id);
    if (!document) continue;
    const origin = lookups.originByDocument.get(id) ?? null;
    const key = origin?.origin.id ?? id;
    const held = byOrigin.get(key) ?? { origin, entries: [] };
    held.entries.push({ document, claims: claims.sort((a, b) => a.start - b.start) });
    byOrigin.set(key, held);
  }
  return [...byOrigin.values()]
    .map(({ origin, entries }) => {
      const place = (entry: ReportEntry) => origin?.documents.indexOf(entry.document) ?? 0;
      const [lead, ...further] = entries.sort((a, b) => place(a) - place(b));
      return { origin, lead: lead as ReportEntry, further };
    })
    .sort((a, b) => publishedAt(a.lead.document) - publishedAt(b.lead.document));
}

/** Seconds for sorting; undated documents come last. */
export function publishedAt(document: Document): number {
  const moment = parseMoment(document.published?.earliest);
  return moment ? moment.seconds - (moment.offset ?? 0) : Infinity;
}
