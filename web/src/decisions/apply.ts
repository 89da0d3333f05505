/** Takes an answer of the server into the chronology: rows replaced, put in their place, or taken out. Nothing is changed in place. */
import type { Claim, Document, Event } from '../generated/records';
import type { Chronology } from '../data/chronology';
import { intervalOf } from '../time/interval';
import type { DecisionAnswer, DecisionRow, Reached } from './protocol';

export type Taken = Pick<DecisionAnswer, 'events' | 'removed' | 'claims' | 'documents'> &
  Partial<Pick<DecisionAnswer, 'last'>> &
  Partial<Pick<Reached, 'removed_claims' | 'hidden'>>;

export function applyAnswer(chronology: Chronology, answer: Taken): Chronology {
  const { hidden = chronology.hidden } = answer;
  const gone = new Set(answer.removed_claims);
  const claims = replaced<Claim>(chronology.claims, answer.claims);
  const events = placed(chronology.events, answer.events, new Set(answer.removed));
  const empty = ({ claims: own }: Event) => own.length > 0 && own.every((id) => gone.has(id));
  return {
    ...chronology,
    ...(hidden ? { hidden } : {}),
    // An event of nothing but claims that are taken out again goes with them.
    events: gone.size ? events.filter((event) => !empty(event)) : events,
    claims: gone.size ? claims.filter(({ id }) => !gone.has(id)) : claims,
    documents: withTexts(chronology.documents, answer.documents),
    decisions_last: Math.max(chronology.decisions_last ?? 0, answer.last ?? 0),
  };
}

/** Which events are hidden after a decision. `undone` is the row that an undo takes back. */
export function hiddenAfter(
  hidden: readonly string[],
  decision: Pick<DecisionRow, 'action' | 'target'>,
  undone: Pick<DecisionRow, 'action' | 'target'> | null,
): readonly string[] {
  const { action, target } = decision;
  if (action === 'hide') return hidden.includes(target) ? hidden : [...hidden, target];
  if (action === 'show') return hidden.filter((id) => id !== target);
  if (action !== 'undo' || !undone) return hidden;
  if (undone.action === 'hide') return hidden.filter((id) => id !== undone.target);
  return undone.action === 'show'
    ? hiddenAfter(hidden, { action: 'hide', target: undone.target }, null)
    : hidden;
}

function replaced<T extends { readonly id: string }>(
  rows: readonly T[],
  changed: readonly T[],
): readonly T[] {
  if (!changed.length) return rows;
  const byId = new Map(changed.map((row) => [row.id, row]));
  const kept = rows.map((row) => {
    const other = byId.get(row.id);
    byId.delete(row.id);
    return other ?? row;
  });
  return [...kept, ...byId.values()];
}

/** Documents come without their texts; the page has these already. */
function withTexts(documents: readonly Document[], changed: readonly Document[]): readonly Document[] {
  const known = new Map(documents.map((document) => [document.id, document]));
  return replaced(
    documents,
    changed.map((document) => ({ ...document, text: document.text || (known.get(document.id)?.text ?? '') })),
  );
}

/** An event whose time stays keeps its place; a new one, or one whose time moved, goes where its time puts it. */
function placed(events: readonly Event[], changed: readonly Event[], removed: ReadonlySet<string>): Event[] {
  const byId = new Map(changed.map((event) => [event.id, event]));
  const rows: Event[] = [];
  for (const event of events) {
    const now = byId.get(event.id);
    if (now && sameTime(event, now)) {
      rows.push(now);
      byId.delete(event.id);
    } else if (!now && !removed.has(event.id)) rows.push(event);
  }
  for (const event of byId.values()) if (!removed.has(event.id)) rows.splice(placeFor(rows, event), 0, event);
  return rows;
}

function sameTime({ when: a }: Event, { when: b }: Event): boolean {
  return a.earliest === b.earliest && a.latest === b.latest;
}

function placeFor(rows: readonly Event[], event: Event): number {
  const [from, to] = orderOf(event);
  const at = rows.findIndex((row) => {
    const [otherFrom, otherTo] = orderOf(row);
    return otherFrom > from || (otherFrom === from && otherTo > to);
  });
  return at < 0 ? rows.length : at;
}

/** By the first edge that is known, then by the last; what has no time comes last. */
function orderOf({ when }: Event): readonly [number, number] {
  const { from, to } = intervalOf(when, 'utc');
  return [from ?? to ?? Infinity, to ?? Infinity];
}
