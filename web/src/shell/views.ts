/**
 * The views of the page: one entry for each, in the order of the navigation. A new view is a name in
 * `state/address.ts` and an entry here.
 */
import type { Component } from 'svelte';
import HistoryView from '../history/HistoryView.svelte';
import ReviewView from '../review/ReviewView.svelte';
import type { ViewName } from '../state/address';
import type { Workplace } from '../state/workplace.svelte';
import ChronologyView from '../views/ChronologyView.svelte';
import DisputesView from '../views/DisputesView.svelte';
import MapView from '../views/MapView.svelte';
import PeopleView from '../views/PeopleView.svelte';
import SourcesView from '../views/SourcesView.svelte';
import TrayView from '../views/TrayView.svelte';
import WatchesView from '../views/WatchesView.svelte';
import { watchesOf } from '../watches/watches.svelte';

export interface ViewEntry {
  readonly name: ViewName;
  readonly label: string;
  readonly part: Component;
  /** A number beside the label; null for none. */
  readonly count: (workplace: Workplace) => number | null;
  /** Whether it makes sense here: what needs a server is not offered without one. */
  readonly offered: (workplace: Workplace) => boolean;
}

const always = (): boolean => true;
const none = (): null => null;

export const VIEW_ENTRIES: readonly ViewEntry[] = [
  { name: 'chronology', label: 'Chronology', part: ChronologyView, count: none, offered: always },
  {
    name: 'disputes',
    label: 'Disputes',
    part: DisputesView,
    count: (workplace) => workplace.disputedTotal,
    offered: always,
  },
  { name: 'map', label: 'Map', part: MapView, count: none, offered: always },
  { name: 'people', label: 'People & channels', part: PeopleView, count: none, offered: always },
  {
    name: 'sources',
    label: 'Sources',
    part: SourcesView,
    count: (workplace) => workplace.documentTotal,
    offered: always,
  },
  {
    name: 'review',
    label: 'Review',
    part: ReviewView,
    count: (workplace) => workplace.openTotal,
    offered: (workplace) => workplace.desk?.writes === true,
  },
  {
    name: 'tray',
    label: 'Tray',
    part: TrayView,
    count: (workplace) => workplace.undatedTotal,
    offered: always,
  },
  {
    name: 'watches',
    label: 'Watches',
    part: WatchesView,
    // Only what is new is a number worth a look.
    count: (workplace) => (workplace.ahead ? null : watchesOf(workplace).withNews || null),
    offered: always,
  },
  {
    name: 'history',
    label: 'History',
    part: HistoryView,
    count: none,
    offered: (workplace) => workplace.desk !== null,
  },
];

/** The entry of a view; where it is not offered, the chronology's. */
export function viewEntry(workplace: Workplace, name: ViewName): ViewEntry {
  const entry = VIEW_ENTRIES.find((each) => each.name === name && each.offered(workplace));
  return entry ?? (VIEW_ENTRIES[0] as ViewEntry);
}
