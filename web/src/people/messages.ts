/**
 * Who told whom, through whom: the claims in which somebody speaks to somebody, as messages in time order. What an event's
 * reports say of the same message is one message. It draws what the documents tell of the past, and adds nothing.
 */
import { claimsOf, type Lookups } from '../data/lookups';
import type { Actor, Claim } from '../generated/records';
import type { PlacedEvent } from '../time/grouping';
import type { Interval } from '../time/interval';

export interface Party {
  readonly id: string;
  readonly name: string;
}

export interface Message {
  /** Of its event; several messages may belong to one. */
  readonly placed: PlacedEvent;
  readonly from: Party;
  /** In the order of the text. */
  readonly via: readonly Party[];
  readonly to: readonly Party[];
  /** Claims that tell of it. */
  readonly claims: readonly string[];
}

/** A kind in which one party turns to another with words. */
const SPEECH: ReadonlySet<Claim['kind']> = new Set([
  'statement',
  'request',
  'consult',
  'accuse',
  'reject',
  'threaten',
  'agree',
  'concede',
  'support',
  'publish',
  'cooperate',
]);

function parties(actors: readonly Actor[], role: Actor['role']): Party[] {
  const found = new Map<string, Party>();
  for (const actor of actors)
    if (actor.role === role && !found.has(actor.id)) found.set(actor.id, { id: actor.id, name: actor.name });
  return [...found.values()];
}

/** One message for each sender of a claim that has somebody to hear or to pass on; none where nobody is named. */
export function messageOf(claim: Pick<Claim, 'kind' | 'actors'>): Omit<Message, 'placed' | 'claims'>[] {
  const { actors } = claim;
  const via = parties(actors, 'via');
  const to = parties(actors, 'addressee');
  if (!to.length && !via.length) return [];
  const speakers = parties(actors, 'speaker');
  // An agent sends, too, where words are what is sent: "the ministry wrote to the port through the union".
  const senders = speakers.length
    ? speakers
    : SPEECH.has(claim.kind) || via.length
      ? parties(actors, 'agent')
      : [];
  if (!SPEECH.has(claim.kind) && !speakers.length && !(via.length && to.length)) return [];
  return senders.flatMap((from) => {
    const others = to.filter(({ id }) => id !== from.id);
    const between = via.filter(({ id }) => id !== from.id && !others.some((other) => other.id === id));
    return others.length || between.length ? [{ from, via: between, to: others }] : [];
  });
}

/** In order of time: by the middle of what is known of each, undated last; the order of the chronology breaks ties. */
export function messagesIn(lookups: Lookups, events: readonly PlacedEvent[]): Message[] {
  const found: Message[] = [];
  for (const placed of events) {
    const here = new Map<string, { message: Omit<Message, 'placed' | 'claims'>; claims: string[] }>();
    for (const claim of claimsOf(lookups, placed.event))
      for (const message of messageOf(claim)) {
        const key = [message.from, ...message.via, '|', ...message.to]
          .map((party) => (typeof party === 'string' ? party : party.id))
          .join('\n');
        const known = here.get(key);
        if (known) known.claims.push(claim.id);
        else here.set(key, { message, claims: [claim.id] });
      }
    for (const { message, claims } of here.values()) found.push({ placed, ...message, claims });
  }
  return found.sort(
    (a, b) => anchor(a.placed.interval) - anchor(b.placed.interval) || a.placed.index - b.placed.index,
  );
}

function anchor({ from, to }: Interval): number {
  if (from !== null && to !== null) return (from + to) / 2;
  return from ?? to ?? Infinity;
}

export function partiesOf({ from, via, to }: Pick<Message, 'from' | 'via' | 'to'>): Party[] {
  return [from, ...via, ...to];
}

/** Seconds between two messages: at least and at most; null at most is open. */
export interface Delay {
  readonly least: number;
  readonly most: number | null;
}

/** Null where nothing can be said: a time is missing, or nothing tells which came first. */
export function delayBetween(before: Interval, after: Interval): Delay | null {
  if (before.to === null || after.from === null || before.from === null) return null;
  const least = Math.max(0, after.from - before.to);
  const most = after.to === null ? null : after.to - before.from;
  if (most !== null && most < 0) return null;
  // Two that may both lie anywhere in the same days: their order is not known, much less what lay between.
  if (least === 0 && before.from !== before.to && after.from < before.to) return null;
  return { least, most };
}

const UNITS: readonly { readonly seconds: number; readonly one: string; readonly many: string }[] = [
  { seconds: 365.2425 * 86400, one: 'a year', many: 'years' },
  { seconds: 30.44 * 86400, one: 'a month', many: 'months' },
  { seconds: 7 * 86400, one: 'a week', many: 'weeks' },
  { seconds: 86400, one: 'a day', many: 'days' },
  { seconds: 3600, one: 'an hour', many: 'hours' },
  { seconds: 60, one: 'a minute', many: 'minutes' },
];

/** "20 minutes later", "2–4 days later", "at least 3 hours later", "at the same time", "within a day". */
export function delayWords({ least, most }: Delay): string {
  if (most !== null && most < 60) return 'at the same time';
  if (most === null) return least < 60 ? 'later' : `at least ${lengthWords(least, Math.floor)} later`;
  if (least < 60) return `within ${lengthWords(most, Math.ceil)}`;
  const low = countIn(unitFor(most), least, Math.floor);
  const high = countIn(unitFor(most), most, Math.ceil);
  const unit = unitFor(most);
  if (low === high || most - least < 60) return `${unitWords(unit, high)} later`;
  if (low === 0) return `within ${unitWords(unit, high)}`;
  return `${low}–${high} ${unit.many} later`;
}

type Unit = (typeof UNITS)[number];

function unitFor(seconds: number): Unit {
  return UNITS.find((unit) => seconds >= 2 * unit.seconds) ?? (UNITS.at(-1) as Unit);
}

function countIn(unit: Unit, seconds: number, round: (value: number) => number): number {
  // What is nearly whole is whole: clocks are told to the minute.
  const count = seconds / unit.seconds;
  const near = Math.round(count);
  return Math.abs(count - near) < 0.02 ? near : round(count);
}

function unitWords(unit: Unit, count: number): string {
  return count === 1 ? unit.one : `${count.toLocaleString('en-GB')} ${unit.many}`;
}

function lengthWords(seconds: number, round: (value: number) => number): string {
  const unit = unitFor(seconds);
  return unitWords(unit, Math.max(1, countIn(unit, seconds, round)));
}
