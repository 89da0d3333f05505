/**
 * Why an event stands where it stands in the list. A published page carries the reasons; a server is asked for them one
 * by one, for decisions move events.
 */
import type { EventStanding, StandingBy } from '../generated/records';
import type { Chronology } from './chronology';

/** As a published page has them: each reason once, and by event the place of its reason. */
export interface Standings {
  readonly reasons: readonly { readonly tie: boolean; readonly reason: string }[];
  readonly of: Readonly<Record<string, number>>;
}

/** Null where the chronology does not carry the reasons. */
export function standingIn(chronology: Chronology, event: string): EventStanding | null {
  const { standings } = chronology;
  if (!standings) return null;
  const hidden = new Set(chronology.hidden);
  const shown = chronology.events.filter(({ id }) => !hidden.has(id));
  const at = shown.findIndex(({ id }) => id === event);
  if (at < 0) return null;
  const by = (near: number, lower: number): StandingBy | null => {
    const other = shown[near];
    const why = standings.reasons[standings.of[shown[lower]?.id ?? ''] ?? -1];
    return other && why ? { event: other.id, gist: other.gist, ...why } : null;
  };
  return { event, above: by(at - 1, at), below: by(at + 1, at + 1) };
}
