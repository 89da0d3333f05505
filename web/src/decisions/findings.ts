/** What an event says of its own making: why its reports are one, and where what was decided meets new evidence. */
import type { Event } from '../generated/records';

/** The lines that a run adds where a decision stands against the reports, or more of them came since. */
const MET = [/; the reports (?:now )?say: /, /\bcome since \S.* this$/, /^decision \S+: .* was left out$/];

export interface Findings {
  readonly reasons: readonly string[];
  /** "Ana set gist; the reports say: …" */
  readonly met: readonly string[];
}

export function findingsOf({ why = [] }: Pick<Event, 'why'>): Findings {
  const isMet = (line: string) => MET.some((pattern) => pattern.test(line));
  return { reasons: why.filter((line) => !isMet(line)), met: why.filter(isMet) };
}
