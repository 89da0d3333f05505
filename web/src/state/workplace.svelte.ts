/** The state of the page: the chronology, what is seen of it (held in the address) and what follows from both. */
import { getContext, setContext } from 'svelte';
import { buildLookups, claimsOf, sharedWall, type Lookups } from '../data/lookups';
import type { Chronology } from '../data/chronology';
import type { Ahead } from '../data/parts';
import { standingIn } from '../data/standing';
import type { Event, EventStanding } from '../generated/records';
import { domainOf, focusDomain, wholeDomain } from '../strip/domain';
import { groupEvents, placeEvents, type Group, type PlacedEvent } from '../time/grouping';
import { isUndated } from '../time/interval';
import type { Period } from '../time/periods';
import type { Desk } from '../decisions/desk.svelte';
import { doubtOf, inDoubtOrder, type Doubt } from '../review/doubts';
import { START, decodeAddress, encodeAddress, type Address, type ViewName } from './address';
import { NO_FILTERS, eventTest, isFiltering, type Filters } from './filters';
import { Preferences } from './preferences.svelte';

/** Views that show one event beside a list of events. */
const EVENT_VIEWS: ReadonlySet<ViewName> = new Set([
  'chronology',
  'tray',
  'review',
  'map',
  'people',
  'watches',
]);

/** Rows. */
const SCREENFUL = 6;

export class Workplace {
  #lookups = $state.raw() as Lookups;
  /** What is known of all events while only the first are here; null once everything is. */
  #ahead = $state.raw<Ahead | null>(null);
  /** The share of everything that is here, from 0 to 1, in steps of a hundredth. */
  arrived = $state(1);
  /** Why the rest did not come. */
  missing = $state.raw<Error | null>(null);
  /** Where decisions are made; null where the page can only be read. */
  desk = $state.raw<Desk | null>(null);
  /** Asks a server why an event stands where it stands; null where the chronology carries that itself. */
  askStanding: ((event: string) => Promise<EventStanding>) | null = null;
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

  /** Everything but what somebody hid. */
  readonly events: readonly Event[] = $derived.by(() => {
    const { events, hidden = [] } = this.lookups.chronology;
    const ids = new Set(hidden);
    return ids.size ? events.filter(({ id }) => !ids.has(id)) : events;
  });
  readonly #allGroups = $derived.by(() => groupEvents(this.events, this.#zone, this.#by));
  readonly #inAnyTime = $derived.by(() => this.#matching(true));
  readonly #matched = $derived.by(() => this.#matching(false));
  readonly #grouped = $derived.by(() => groupEvents(this.#matched, this.#zone, this.#by));

  constructor(chronology: Chronology, ahead: Ahead | null = null) {
    this.#lookups = buildLookups(chronology);
    this.#ahead = ahead;
    this.arrived = ahead ? 0 : 1;
    this.#address = decodeAddress(location.hash);
    this.cursor = this.#address.open;
  }

  get lookups(): Lookups {
    return this.#lookups;
  }

  /** Whether it can be told why an event stands where it stands. */
  get tellsStanding(): boolean {
    return this.askStanding !== null || this.lookups.chronology.standings !== undefined;
  }

  /** Why an event stands where it stands; null where that is not known. */
  async standing(event: string): Promise<EventStanding | null> {
    return standingIn(this.lookups.chronology, event) ?? (await this.askStanding?.(event)) ?? null;
  }

  /** Takes the chronology as it now is; an open event that was merged into another leads there. */
  take(chronology: Chronology, redirects: Readonly<Record<string, string>> = {}): void {
    this.#lookups = buildLookups(chronology);
    this.#redirects = { ...this.#redirects, ...redirects };
    const { open } = this.#address;
    if (open !== null && !this.#lookups.eventById.has(open) && redirects[open] !== undefined)
      this.go({ open: this.redirect(open) }, { replace: true });
    if (this.cursor !== null && redirects[this.cursor] !== undefined)
      this.cursor = this.redirect(this.cursor);
  }

  /** Takes everything as it was read whole: nothing is ahead any more. */
  takeWhole(chronology: Chronology): void {
    this.take(chronology);
    this.#ahead = null;
    this.missing = null;
    this.arrived = 1;
  }

  /** Reads what the first view has not, while that is used. */
  async readRest(read: (told: (share: number) => void) => Promise<Chronology>): Promise<void> {
    this.missing = null;
    try {
      const chronology = await read((share) => (this.arrived = Math.floor(share * 100) / 100));
      if (this.#ahead === null) return;
      this.takeWhole(chronology);
      // What was decided since it was read.
      this.desk?.catchUp();
    } catch (error) {
      this.missing = error instanceof Error ? error : new Error(String(error));
    }
  }

  get ahead(): Ahead | null {
    return this.#ahead;
  }

  /** Whether what is here is enough for what the address asks for: the beginning of the list, without filters. */
  readonly covered: boolean = $derived.by(
    () => this.#ahead === null || (this.#view === 'chronology' && !isFiltering(this.filters)),
  );

  #redirects: Readonly<Record<string, string>> = {};

  /** The id under which an event stands now. */
  redirect(id: string): string {
    const seen = new Set<string>();
    let at = id;
    while (!this.#lookups.eventById.has(at) && this.#redirects[at] !== undefined && !seen.has(at)) {
      seen.add(at);
      at = this.#redirects[at] as string;
    }
    return at;
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
    return this.#ahead?.counts.undated ?? this.#allGroups.undated.length;
  }
  get datedTotal(): number {
    return this.eventTotal - this.undatedTotal;
  }
  get eventTotal(): number {
    return this.#ahead?.counts.events ?? this.events.length;
  }
  get documentTotal(): number {
    return this.#ahead?.counts.documents ?? this.lookups.chronology.documents.length;
  }
  get disputedTotal(): number {
    return this.#ahead?.counts.disputed ?? this.disputed.length;
  }
  /** For the strip: everything that the other filters let through, with what the time range cuts off. */
  readonly onStrip = $derived.by(() =>
    placeEvents(this.#inAnyTime, this.wall).filter(({ interval }) => !isUndated(interval)),
  );
  /** All that pass the filters, most doubtful first; decided or not. */
  readonly inDoubt = $derived.by(() =>
    inDoubtOrder(placeEvents(this.#matched, this.wall), ({ event }) => this.doubt(event)),
  );
  /** What still has to be decided. */
  readonly queue = $derived.by(() => this.inDoubt.filter(({ event }) => (event.review ?? 'open') === 'open'));
  readonly openTotal = $derived.by(
    () =>
      this.#ahead?.counts.open ?? this.events.filter((event) => (event.review ?? 'open') === 'open').length,
  );
  readonly inOrder = $derived.by(() => {
    if (this.#view === 'review') return this.queue;
    // Its list is of what changed, not of what happened.
    if (this.#view === 'watches') return [];
    return this.#view === 'tray' ? this.undated : this.groups.flatMap((group) => group.events);
  });
  readonly disputed = $derived.by(() => this.events.filter((event) => event.conflicts.length > 0));
  readonly isHidden = $derived.by(() => {
    const ids = new Set(this.lookups.chronology.hidden);
    return (id: string) => ids.has(id);
  });
  readonly wall = $derived.by(() => sharedWall(this.lookups, this.#zone));
  readonly #everything = $derived.by(() => placeEvents(this.events, this.wall));
  readonly wholeDomain = $derived.by(() =>
    this.#ahead ? domainOf(this.#ahead.density) : wholeDomain(this.#everything),
  );
  readonly focusDomain = $derived.by(() =>
    this.#ahead ? domainOf(this.#ahead.density) : focusDomain(this.#everything),
  );
  readonly domain: Period | null = $derived.by(() => this.#zoom ?? this.focusDomain);

  /** Where the list of days is opened: at what the strip shows, if more than a screen lies years before it; null: its top. */
  get begin(): string | null {
    const focus = this.focusDomain;
    if (this.#view !== 'chronology' || this.filtering || this.#zoom || !focus) return null;
    const row = this.inOrder.findIndex(({ interval: { from } }) => from !== null && from >= focus.from);
    return row >= SCREENFUL ? (this.inOrder[row]?.event.id ?? null) : null;
  }

  get event(): Event | null {
    const { view, open } = this.#address;
    return !EVENT_VIEWS.has(view) || open === null ? null : (this.lookups.eventById.get(open) ?? null);
  }

  /** Whether J and K step through events in this view. */
  get stepping(): boolean {
    return EVENT_VIEWS.has(this.#view);
  }

  readonly #doubts = new WeakMap<Event, Doubt>();

  /** How doubtful an event is, worked out once for each state of it. */
  doubt(event: Event): Doubt {
    const doubt = this.#doubts.get(event) ?? doubtOf(event, claimsOf(this.#lookups, event));
    this.#doubts.set(event, doubt);
    return doubt;
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
    if (address.open !== null && EVENT_VIEWS.has(address.view)) this.cursor = address.open;
  }

  open(id: string, options: { replace?: boolean } = {}): void {
    this.cursor = id;
    this.go({ open: id }, options);
  }

  /** Opens an event where the view shows events; elsewhere nothing moves. */
  openBeside(id: string): void {
    const event = this.lookups.eventById.get(id);
    if (event && this.stepping) this.open(id, { replace: this.#address.open !== null });
  }

  /** The address of an event in the view that can show it. */
  addressOf(id: string): string {
    const view = EVENT_VIEWS.has(this.#view) ? this.#view : 'chronology';
    return this.addressWith({ view, open: id });
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
    // Without a row to start from, a step forward goes to where the list begins, a step back to the last.
    const begin = rows.findIndex(({ event }) => event.id === this.begin) - 1;
    const at = found >= 0 ? found : steps > 0 ? Math.max(-1, begin) : rows.length;
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
