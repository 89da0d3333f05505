/** What people merged into an event, from the log: whose claims came from where, so that a merge can be taken apart. */
import type { DecisionRow } from './protocol';

export interface Merge {
  /** The decision. */
  readonly id: string;
  readonly who: string;
  /** Claims that came with it and are still in the event. */
  readonly claims: readonly string[];
}

/** Merges that stand, the newest first; `claims` are those of the event now. */
export function mergesIn(rows: readonly DecisionRow[], claims: readonly string[]): Merge[] {
  const here = new Set(claims);
  return rows
    .filter((row) => row.action === 'merge' && row.undone_by === null)
    .sort((a, b) => b.number - a.number)
    .map((row) => ({ id: row.id, who: row.who, claims: broughtIn(row).filter((id) => here.has(id)) }))
    .filter((merge) => merge.claims.length > 0 && merge.claims.length < claims.length);
}

/** `before.events` lists the claims of each event concerned; those of the events in `after.events` came in. */
function broughtIn({ before, after }: DecisionRow): string[] {
  const listed = (before as { events?: Record<string, unknown> } | null)?.events ?? {};
  const merged = (after as { events?: unknown } | null)?.events;
  if (!Array.isArray(merged)) return [];
  return merged.flatMap((id) => {
    const of = listed[String(id)];
    return Array.isArray(of) ? of.filter((claim) => typeof claim === 'string') : [];
  });
}
