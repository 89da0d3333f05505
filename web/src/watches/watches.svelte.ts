/** The watches of this chronology, kept in the browser's own storage; nobody else learns of them. */
import { actorsNamed, placeKey } from '../data/named';
import type { Event } from '../generated/records';
import { eventTest } from '../state/filters';
import type { Workplace } from '../state/workplace.svelte';
import { changesSince, remember, type News } from './changes';
import {
  emptyShelf,
  joined,
  knownBy,
  parseShelves,
  shelfFor,
  targetKey,
  targetOf,
  UnreadableWatches,
  writeShelves,
  type Shelf,
  type Target,
  type Watch,
} from './shelf';

const KEY = 'strandline-watches';

export interface Watched {
  readonly watch: Watch;
  readonly target: Target;
  readonly news: readonly News[];
  /** How many events it holds now. */
  readonly events: number;
}

export class Watches {
  readonly #workplace: Workplace;
  #watches = $state.raw<readonly Watch[]>([]);
  /** What went wrong with keeping or reading; said on the page. */
  trouble = $state('');
  readonly all: readonly Watched[] = $derived.by(() =>
    this.#watches.flatMap((watch) => {
      const target = targetOf(watch.key);
      if (!target) return [];
      const matching = this.matching(target);
      const { eventById, eventByClaim } = this.#workplace.lookups;
      const news = changesSince(watch.seen, { matching, eventById, eventByClaim });
      return [{ watch, target, news, events: matching.length }];
    }),
  );
  /** Watches that have something new. */
  readonly withNews = $derived.by(() => this.all.filter(({ news }) => news.length > 0).length);

  constructor(workplace: Workplace) {
    this.#workplace = workplace;
    this.#watches = this.#read()?.watches ?? [];
    // Another tab on the same chronology.
    globalThis.addEventListener?.('storage', (event: StorageEvent) => {
      if (event.key === KEY) this.#watches = this.#read()?.watches ?? [];
    });
  }

  get any(): boolean {
    return this.#watches.length > 0;
  }

  matching(target: Target): Event[] {
    const { lookups, events } = this.#workplace;
    if (target.sort === 'filter')
      return lookups.chronology.events.filter(eventTest(lookups, target.filters, 'written'));
    if (target.sort === 'actor')
      return events.filter((event) => actorsNamed(lookups, event).includes(target.id));
    if (target.sort === 'place')
      return events.filter(({ where }) => where.some((place) => placeKey(place) === target.id));
    const event = lookups.eventById.get(this.#workplace.redirect(target.id));
    return event ? [event] : [];
  }

  has(target: Target): boolean {
    const key = targetKey(target);
    return this.#watches.some((watch) => watch.key === key);
  }

  add(target: Target, name: string): void {
    if (this.has(target)) return;
    const now = new Date().toISOString();
    const seen = remember(this.matching(target));
    this.#keep([...this.#watches, { key: targetKey(target), name, made: now, looked: now, seen }]);
  }

  drop(key: string): void {
    this.#keep(this.#watches.filter((watch) => watch.key !== key));
  }

  /** Everything as it is now is known: what is new begins from here. */
  markSeen(key: string): void {
    const looked = new Date().toISOString();
    this.#keep(
      this.#watches.map((watch) => {
        const target = watch.key === key ? targetOf(key) : null;
        return target ? { ...watch, looked, seen: remember(this.matching(target)) } : watch;
      }),
    );
  }

  export(): string {
    return writeShelves([{ ...knownBy(this.#workplace.lookups.chronology), watches: this.#watches }]);
  }

  /** Takes exported watches of this chronology in. Returns how many the file held; throws UnreadableWatches. */
  import(text: string): number {
    const shelves = parseShelves(text);
    const shelf = shelfFor(shelves, this.#workplace.lookups.chronology);
    if (!shelf) {
      const titles = shelves.map(({ title }) => `“${title || 'Chronology'}”`).join(', ');
      throw new UnreadableWatches(`These watches belong to another chronology: ${titles || 'none'}.`);
    }
    this.#keep(joined(this.#watches, shelf.watches));
    return shelf.watches.length;
  }

  #shelves(): Shelf[] {
    const text = localStorage.getItem(KEY);
    return text === null ? [] : parseShelves(text);
  }

  #read(): Shelf | null {
    try {
      return shelfFor(this.#shelves(), this.#workplace.lookups.chronology);
    } catch (error) {
      if (error instanceof UnreadableWatches)
        this.trouble = 'The watches that this browser kept cannot be read; new ones take their place.';
      return null;
    }
  }

  #keep(watches: readonly Watch[]): void {
    this.#watches = watches;
    const { chronology } = this.#workplace.lookups;
    let shelves: Shelf[] = [];
    try {
      shelves = this.#shelves();
    } catch {
      // Damaged, or no storage: what follows says so.
    }
    const own = shelfFor(shelves, chronology) ?? emptyShelf(chronology);
    const others = shelves.filter((shelf) => shelf !== shelfFor(shelves, chronology));
    const next = { ...own, ...knownBy(chronology), watches };
    try {
      localStorage.setItem(KEY, writeShelves(watches.length ? [...others, next] : others));
      this.trouble = '';
    } catch {
      this.trouble =
        'This browser keeps nothing for this page, or its room is full: the watches last as long as the page is open. Export them to keep them.';
    }
  }
}

const known = new WeakMap<Workplace, Watches>();

/** The watches of a workplace, made when first asked for. */
export function watchesOf(workplace: Workplace): Watches {
  const watches = known.get(workplace) ?? new Watches(workplace);
  known.set(workplace, watches);
  return watches;
}
