/** Who has a part in the events: names as they occur in the texts, parts taken, and from when to when they are mentioned. */
import { claimsOf, type Lookups } from '../data/lookups';
import type { Actor } from '../generated/records';
import type { PlacedEvent } from '../time/grouping';
import { isUndated, type Interval } from '../time/interval';

export type Sort = 'person' | 'organisation' | 'government' | 'group' | 'described';
export const SORTS: readonly Sort[] = ['person', 'organisation', 'government', 'group', 'described'];

/** In the order in which they are told. */
export const PARTS = ['speaker', 'addressee', 'via', 'agent', 'patient', 'instrument', 'other'] as const;
export type Part = (typeof PARTS)[number];

export const PART_WORDS: Record<Part, string> = {
  speaker: 'speaks',
  addressee: 'is told',
  via: 'passes on',
  agent: 'acts',
  patient: 'is acted on',
  instrument: 'is used',
  other: 'has another part',
};

export interface Mention {
  readonly placed: PlacedEvent;
  readonly parts: readonly Part[];
}

export interface ActorEntry {
  readonly id: string;
  readonly name: string;
  readonly sort: Sort;
  /** As the texts have it, where that is not the name; most frequent first. */
  readonly alsoCalled: readonly string[];
  /** Claims in which it has this part. */
  readonly parts: ReadonlyMap<Part, number>;
  /** In the order of the chronology. */
  readonly mentions: readonly Mention[];
  /** First and last dated event that it has a part in; null where none is dated. */
  readonly first: PlacedEvent | null;
  readonly last: PlacedEvent | null;
}

const PREFIXES: Readonly<Record<string, Sort>> = {
  per: 'person',
  org: 'organisation',
  geonames: 'government',
  place: 'government',
  gpe: 'government',
  loc: 'government',
  group: 'group',
  norp: 'group',
  nominal: 'described',
};

/** By the head of its id; an id of no known form is a group's. */
export function sortOf(id: string): Sort {
  const at = id.indexOf(':');
  return (at > 0 ? PREFIXES[id.slice(0, at)] : undefined) ?? 'group';
}

interface Gathered {
  readonly names: Map<string, number>;
  readonly texts: Map<string, number>;
  readonly parts: Map<Part, number>;
  readonly mentions: Map<PlacedEvent, Set<Part>>;
}

/** Most mentioned first. Events are given in the chronology's order. */
export function actorsIn(lookups: Lookups, events: readonly PlacedEvent[]): ActorEntry[] {
  const gathered = new Map<string, Gathered>();
  const take = (actor: Actor, placed: PlacedEvent, counted: boolean) => {
    const entry = gathered.get(actor.id) ?? newEntry();
    gathered.set(actor.id, entry);
    bump(entry.names, actor.name);
    if (counted) bump(entry.texts, actor.text.replace(/\s+/g, ' ').trim());
    if (counted) bump(entry.parts, actor.role);
    const parts = entry.mentions.get(placed) ?? new Set<Part>();
    parts.add(actor.role);
    entry.mentions.set(placed, parts);
  };
  for (const placed of events) {
    const claims = claimsOf(lookups, placed.event);
    for (const claim of claims) for (const actor of claim.actors) take(actor, placed, true);
    // What a person set on the event itself stands beside its claims.
    for (const actor of placed.event.actors) take(actor, placed, !claims.length);
  }
  return [...gathered]
    .map(([id, entry]) => entryOf(id, entry))
    .sort(
      (a, b) =>
        b.mentions.length - a.mentions.length || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1),
    );
}

function newEntry(): Gathered {
  return { names: new Map(), texts: new Map(), parts: new Map(), mentions: new Map() };
}

function bump<T>(counts: Map<T, number>, key: T): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function mostFirst(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([text]) => text);
}

/** They stand for a name; they are none. */
const PRONOUNS =
  'i me my we us our you your he him his she her hers it its they them their who whom whose which that this those these himself herself itself themselves'.split(
    ' ',
  );

function entryOf(id: string, { names, texts, parts, mentions }: Gathered): ActorEntry {
  const [name = id] = mostFirst(names);
  const seen = new Set([name.toLowerCase(), ...PRONOUNS]);
  const alsoCalled = mostFirst(texts).filter((text) => {
    const key = text.toLowerCase();
    return text !== '' && !seen.has(key) && seen.add(key);
  });
  const list = [...mentions].map(([placed, roles]): Mention => ({
    placed,
    parts: PARTS.filter((part) => roles.has(part)),
  }));
  const dated = list.filter(({ placed }) => !isUndated(placed.interval)).map(({ placed }) => placed);
  const edge = (of: (interval: Interval) => number, sign: number) =>
    dated.reduce<PlacedEvent | null>(
      (best, placed) => (!best || sign * (of(placed.interval) - of(best.interval)) < 0 ? placed : best),
      null,
    );
  return {
    id,
    name,
    sort: sortOf(id),
    alsoCalled,
    parts,
    mentions: list,
    first: edge(({ from, to }) => from ?? to ?? Infinity, 1),
    last: edge(({ from, to }) => to ?? from ?? -Infinity, -1),
  };
}

/** "speaks 12 · acts 5 · is acted on 3", most often first. */
export function partsWords({ parts }: Pick<ActorEntry, 'parts'>): string {
  return [...parts]
    .sort((a, b) => b[1] - a[1] || PARTS.indexOf(a[0]) - PARTS.indexOf(b[0]))
    .map(([part, count]) => `${PART_WORDS[part]} ${count.toLocaleString('en-GB')}`)
    .join(' · ');
}
