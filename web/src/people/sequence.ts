/** Lays messages out: a column for each party, a line for each message, in order of time. */
import { sortOf } from './actors';
import type { Message, Party } from './messages';
import { partiesOf } from './messages';

export interface Column extends Party {
  /** Messages it has a part in. */
  readonly messages: number;
  /** Somebody chose it. */
  readonly chosen: boolean;
}

export interface Leg {
  /** Indexes of columns. */
  readonly from: number;
  readonly to: number;
}

export interface Line {
  readonly message: Message;
  /** From sender to the first that passes on, and so on; the last leg ends at each of those addressed. */
  readonly legs: readonly Leg[];
  /** Columns that only pass it on. */
  readonly passing: readonly number[];
  /** Column of the sender; null where it has none. */
  readonly sender: number | null;
  /** Columns that are reached from a sender without one. */
  readonly reached: readonly number[];
  /** Parties that have no column here. */
  readonly unseen: readonly Party[];
}

export interface Sequence {
  readonly columns: readonly Column[];
  readonly lines: readonly Line[];
}

/**
 * Columns for the chosen and for those with most messages, up to `most`; who has none is named beside the line. Somebody
 * described and not named ("the residents", "us") gets a column only when chosen: the same words of two documents need
 * not mean the same people. Order of columns: by first appearance, so that arrows mostly run to the right.
 */
export function layOutSequence(
  messages: readonly Message[],
  chosen: ReadonlySet<string>,
  most: number,
): Sequence {
  const concerned = chosen.size
    ? messages.filter((message) => partiesOf(message).some(({ id }) => chosen.has(id)))
    : messages;
  const columns = columnsOf(concerned, chosen, most);
  const at = new Map(columns.map(({ id }, index) => [id, index]));
  return { columns, lines: concerned.map((message) => lineOf(message, at)) };
}

function columnsOf(messages: readonly Message[], chosen: ReadonlySet<string>, most: number): Column[] {
  const counts = new Map<string, { party: Party; messages: number; first: number }>();
  messages.forEach((message, index) => {
    partiesOf(message).forEach((party, place) => {
      const known = counts.get(party.id) ?? { party, messages: 0, first: index * 100 + place };
      known.messages += 1;
      counts.set(party.id, known);
    });
  });
  return [...counts.values()]
    .filter(({ party }) => chosen.has(party.id) || sortOf(party.id) !== 'described')
    .sort(
      (a, b) =>
        Number(chosen.has(b.party.id)) - Number(chosen.has(a.party.id)) ||
        b.messages - a.messages ||
        a.first - b.first,
    )
    .slice(0, Math.max(1, most))
    .sort((a, b) => a.first - b.first)
    .map(({ party, messages: count }) => ({ ...party, messages: count, chosen: chosen.has(party.id) }));
}

function lineOf(message: Message, at: ReadonlyMap<string, number>): Line {
  const { from, via, to } = message;
  const column = (party: Party) => at.get(party.id);
  const chain = [from, ...via].flatMap((party) => column(party) ?? []);
  const ends = to.flatMap((party) => column(party) ?? []);
  const legs: Leg[] = [];
  for (let i = 1; i < chain.length; i += 1)
    legs.push({ from: chain[i - 1] as number, to: chain[i] as number });
  const last = chain.at(-1);
  if (last !== undefined) for (const end of ends) if (end !== last) legs.push({ from: last, to: end });
  return {
    message,
    legs,
    passing: via.flatMap((party) => column(party) ?? []),
    sender: column(from) ?? null,
    reached: legs.length || column(from) !== undefined ? [] : [...chain, ...ends],
    unseen: partiesOf(message).filter((party) => !at.has(party.id)),
  };
}

/** "the ministry → the union → the port authority" */
export function messageArrows({ from, via, to }: Pick<Message, 'from' | 'via' | 'to'>): string {
  return [from, ...via]
    .map(({ name }) => name)
    .concat(to.map(({ name }) => name).join(', ') || [])
    .join(' → ');
}

/** "the ministry, through the union, to the port authority" */
export function messageWords({ from, via, to }: Pick<Message, 'from' | 'via' | 'to'>): string {
  const names = (list: readonly Party[]) => list.map(({ name }) => name).join(', ');
  const through = via.length ? `, through ${names(via)}` : '';
  return `${from.name}${through}${to.length ? `${through && ','} to ${names(to)}` : ''}`;
}
