/** The state of the page: the chronology, what is seen of it (held in the address) and what follows from both. */
import { getContext, setContext } from 'svelte';
import { buildLookups, sharedWall, type Lookups } from '../data/lookups';
import type { Chronology } from '../data/chronology';
import type { Event } from '../generated/records';
import { focusDomain, wholeDomain } from '../strip/domain';
import { groupEvents, placeEvents, type Group, type PlacedEvent } from '../time/grouping';
import { isUndated } from '../time/interval';
import type { Period } from '../time/periods';
import { START, decodeAddress, encodeAddress, type Address, type ViewName } from './address';
import { NO_FILTERS, eventTest, isFiltering, type Filters } from './filters';
import { Preferences } from './preferences.svelte';

export class Workplace {
  readonly lookups: Lookups;
  readonly preferences = new Preferences();
  #address = $state.raw<Address>(START);
  /** The list and its evidence do not fit side by side: the evidence slides over the list. */
  narrow = $state(false);
  /** The row that J and K start from; stays when the evidence is closed. */
  cursor = $state<string | null>(null);

  // Parts of the address on their own: moving along the list must not filter and group everything again.
  readonly filters: Filters = $derived(this.#address.filters);
  readonly #zone = $derived(this.#address.zone);
  readonly #by = $derived(this.#address.by);
  readonly #zoom = $derived(this.#address.zoom);
  readonly #view = $derived(this.#address.view);

  readonly #allGroups = $derived.by(() => groupEvents(this.lookups.chronology.events, this.#zone, this.#by));
  readonly #inAnyTime = $derived.by(() => this.#matching(true));
  readonly #matched = $derived.by(() => this.#matching(false));
  readonly #grouped = $derived.by(() => groupEvents(this.#matched, this.#zone, this.#by));

  constructor(chronology: Chronology) {
    this.lookups = buildLookups(chronology);
    this.#address = decodeAddress(location.hash);
    this.cursor = this.#address.open;
  }

  get address(): Address {
    return this.#address;
  }
  get filtering(): boolean {
    return isFiltering(this.filters);
  }
  get groups(): readonly Group[] {
    return this.#grouped.groups;
  }
  /** Happenings without a date, filters applied. */
  get undated(): readonly PlacedEvent[] {
    return this.#grouped.undated;
  }
  get undatedTotal(): number {
    return this.#allGroups.undated.length;
  }
  get datedTotal(): number {
    return this.lookups.chronology.events.length - this.undatedTotal;
  }
  /** For the strip: everything that the other filters let through, with what the time range cuts off. */
  readonly onStrip = $derived.by(() =>
    placeEvents(this.#inAnyTime, this.wall).filter(({ interval }) => !isUndated(interval)),
  );
  readonly inOrder = $derived.by(() =>
    this.#view === 'tray' ? this.undated : this.groups.flatMap((group) => group.events),
  );
  readonly disputed = $derived.by(() =>
    this.lookups.chronology.events.filter((event) => event.conflicts.length > 0),
  );
  readonly wall = $derived.by(() => sharedWall(this.lookups, this.#zone));
  readonly #everything = $derived.by(() => placeEvents(this.lookups.chronology.events, this.wall));
  readonly wholeDomain = $derived.by(() => wholeDomain(this.#everything));
  readonly focusDomain = $derived.by(() => focusDomain(this.#everything));
  readonly domain: Period | null = $derived.by(() => this.#zoom ?? this.focusDomain);

  get event(): Event | null {
    const { view, open } = this.#address;
    return view === 'sources' || open === null ? null : (this.lookups.eventById.get(open) ?? null);
  }

  #matching(withoutTime: boolean): Event[] {
    const test = eventTest(this.lookups, this.filters, this.#zone, withoutTime);
    return this.lookups.chronology.events.filter(test);
  }

  addressWith(change: Partial<Address>): string {
    return encodeAddress({ ...this.#address, ...change });
  }

  /** Moves on. `replace` leaves no step in the browser's history (moving along the list, typing, dragging). */
  go(change: Partial<Address>, { replace = false } = {}): void {
    const next = { ...this.#address, ...change };
    const hash = encodeAddress(next);
    if (hash !== location.hash) history[replace ? 'replaceState' : 'pushState'](null, '', hash);
    this.#take(next);
  }

  /** After the address was changed from outside: back, forward, a link. */
  follow(): void {
    this.#take(decodeAddress(location.hash));
  }

  #take(address: Address): void {
    this.#address = address;
    if (address.open !== null && address.view !== 'sources') this.cursor = address.open;
  }

  open(id: string, options: { replace?: boolean } = {}): void {
    this.cursor = id;
    this.go({ open: id }, options);
  }

  close(): void {
    this.go({ open: null });
  }

  show(view: ViewName): void {
    if (view !== this.address.view) this.go({ view, open: null });
  }

  filter(change: Partial<Filters>, options: { replace?: boolean } = {}): void {
    this.go({ filters: { ...this.filters, ...change } }, options);
  }

  clearFilters(): void {
    this.go({ filters: NO_FILTERS });
  }

  /** The event `steps` rows on from the cursor; stays at the ends. */
  step(steps: number): PlacedEvent | null {
    const rows = this.inOrder;
    if (!rows.length) return null;
    const found = rows.findIndex(({ event }) => event.id === this.cursor);
    // Without a row to start from, a step forward goes to the first row, a step back to the last.
    const at = found >= 0 ? found : steps > 0 ? -1 : rows.length;
    const next = Math.min(rows.length - 1, Math.max(0, at + steps));
    return rows[next] ?? null;
  }
}

const WORKPLACE = Symbol('workplace');

export function provideWorkplace(workplace: Workplace): void {
  setContext(WORKPLACE, workplace);
}

export function useWorkplace(): Workplace {
  return getContext<Workplace>(WORKPLACE);
}
