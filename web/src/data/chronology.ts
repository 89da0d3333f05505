/** What the page is given: one chronology, in the forms of `src/strandline/records.py`, under a version number. */
import type { Claim, Document, Event, Origin, Refusal } from '../generated/records';
import type { Standings } from './standing';

export const FORMAT = 1;

export interface Report {
  readonly refused?: readonly Refusal[];
  /** Paths or ids of documents without a date. */
  readonly undated?: readonly string[];
  readonly [count: string]: unknown;
}

export interface Chronology {
  readonly format: number;
  readonly generated_by: string;
  readonly title: string;
  readonly documents: readonly Document[];
  readonly claims: readonly Claim[];
  /** In display order. */
  readonly events: readonly Event[];
  readonly origins: readonly Origin[];
  readonly report: Report;
  /** Number of the last decision that is in it; only a server tells. */
  readonly decisions_last?: number;
  /** Ids of events that somebody hid: kept out of the list and of what is published, never deleted. */
  readonly hidden?: readonly string[];
  /** Why each event stands below the one before it; only a published page has it. */
  readonly standings?: Standings;
}
