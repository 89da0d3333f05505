/** Actors and places of the chronology by id, with how often each is named: whom an identity can be changed to. */
import type { Event } from '../generated/records';
import { fold } from '../state/filters';

export interface Identity {
  readonly id: string;
  readonly name: string;
  readonly sort: 'actor' | 'place';
  /** Events that name it. */
  readonly events: number;
}

export function identitiesIn(events: readonly Event[]): Identity[] {
  const found = new Map<string, { id: string; name: string; sort: Identity['sort']; events: number }>();
  for (const event of events) {
    const here = new Set<string>();
    const take = (id: string | null, name: string, sort: Identity['sort']) => {
      if (!id || here.has(id)) return;
      here.add(id);
      const known = found.get(id);
      if (known) known.events += 1;
      else found.set(id, { id, name, sort, events: 1 });
    };
    for (const { id, name } of event.actors) take(id, name, 'actor');
    for (const { id, name } of event.where) take(id, name, 'place');
  }
  return [...found.values()].sort((a, b) => b.events - a.events || a.name.localeCompare(b.name));
}

/** Others of the same sort whose name holds what is typed; without it those whose names are alike come first. */
export function likelySame(all: readonly Identity[], own: Identity, typed: string, most = 8): Identity[] {
  const words = new Set(wordsOf(own.name));
  const asked = fold(typed.trim());
  return all
    .filter((each) => each.sort === own.sort && each.id !== own.id)
    .filter((each) => !asked || fold(each.name).includes(asked))
    .map((each) => ({ each, shared: wordsOf(each.name).filter((word) => words.has(word)).length }))
    .sort((a, b) => b.shared - a.shared || b.each.events - a.each.events)
    .slice(0, most)
    .map(({ each }) => each);
}

function wordsOf(name: string): string[] {
  return fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1);
}
