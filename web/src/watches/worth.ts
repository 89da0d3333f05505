/** What a reader may want to watch: what the accounts disagree on, what is still to come, what most of them tell. */
import type { Event, Status } from '../generated/records';

export interface Worth {
  readonly title: string;
  readonly why: string;
  readonly events: readonly Event[];
}

const MOST = 4;
const TO_COME = new Set<Status>(['planned', 'ordered', 'threatened', 'proposed']);

/** At most four events for each reason, the best supported first; an event stands under its first reason only. */
export function worthWatching(events: readonly Event[]): Worth[] {
  const ranked = events
    .filter((event) => event.review !== 'rejected')
    .sort((a, b) => b.origins - a.origins || b.claims.length - a.claims.length || (a.id < b.id ? -1 : 1));
  const taken = new Set<string>();
  const first = (fits: (event: Event) => boolean) => {
    const found = ranked.filter((event) => !taken.has(event.id) && fits(event)).slice(0, MOST);
    for (const { id } of found) taken.add(id);
    return found;
  };
  return [
    {
      title: 'The accounts differ',
      why: 'A later report may take a side.',
      events: first(({ conflicts }) => conflicts.length > 0),
    },
    {
      title: 'Planned, ordered, proposed or threatened',
      why: 'A later report may tell whether it came about.',
      events: first(({ status }) => TO_COME.has(status)),
    },
    {
      title: 'Told by most',
      why: 'A later report may change a figure or a time.',
      events: first(({ origins }) => origins > 1),
    },
  ].filter((worth) => worth.events.length > 0);
}
