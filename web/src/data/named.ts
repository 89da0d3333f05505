/** Who and what the events name: keys of places, ids of actors, and the name that stands for each. */
import type { Event, Place } from '../generated/records';
import { claimsOf, type Lookups } from './lookups';

/** A place that no gazetteer knows is known by its name. */
export function placeKey({ id, name }: Pick<Place, 'id' | 'name'>): string {
  return id ?? `name:${name.normalize('NFC').toLowerCase()}`;
}

const byEvent = new WeakMap<Lookups, Map<string, readonly string[]>>();

/** Ids of all who have a part in an event, in any of its claims too. */
export function actorsNamed(lookups: Lookups, event: Event): readonly string[] {
  const events = byEvent.get(lookups) ?? new Map<string, readonly string[]>();
  byEvent.set(lookups, events);
  const known = events.get(event.id);
  if (known) return known;
  const ids = new Set(event.actors.map(({ id }) => id));
  for (const claim of claimsOf(lookups, event)) for (const { id } of claim.actors) ids.add(id);
  const list = [...ids];
  events.set(event.id, list);
  return list;
}

export interface Names {
  /** By id, and by `placeKey`: the name that most events use. */
  readonly actors: ReadonlyMap<string, string>;
  readonly places: ReadonlyMap<string, string>;
}

const byLookups = new WeakMap<Lookups, Names>();

export function namesIn(lookups: Lookups): Names {
  const known = byLookups.get(lookups);
  if (known) return known;
  const actors = new Counted();
  const places = new Counted();
  for (const claim of lookups.chronology.claims)
    for (const actor of claim.actors) actors.add(actor.id, actor.name);
  for (const event of lookups.chronology.events) {
    for (const actor of event.actors) actors.add(actor.id, actor.name);
    for (const place of event.where) places.add(placeKey(place), place.name);
  }
  const names = { actors: actors.most(), places: places.most() };
  byLookups.set(lookups, names);
  return names;
}

class Counted {
  readonly #counts = new Map<string, Map<string, number>>();

  add(id: string, name: string): void {
    const names = this.#counts.get(id) ?? new Map<string, number>();
    names.set(name, (names.get(name) ?? 0) + 1);
    this.#counts.set(id, names);
  }

  most(): Map<string, string> {
    return new Map(
      [...this.#counts].map(([id, names]) => {
        const [first] = [...names].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
        return [id, first?.[0] ?? id];
      }),
    );
  }
}
