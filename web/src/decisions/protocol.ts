/** What passes between the page and the server about decisions: shapes of `/api/me`, `/api/decisions`, `/api/changes`, `/api/jobs`. */
import type {
  Claim,
  Document,
  Event,
  EventFigure,
  Actor,
  Kind,
  Place,
  Status,
  When,
} from '../generated/records';

export type Action =
  | 'accept'
  | 'reject'
  | 'reopen'
  | 'edit'
  | 'pin'
  | 'hide'
  | 'show'
  | 'merge'
  | 'split'
  | 'unmerge'
  | 'add'
  | 'claim'
  | 'identity'
  | 'date'
  | 'restrict'
  | 'unrestrict'
  | 'undo';

export interface Me {
  readonly name: string;
  readonly role: 'reader' | 'reviewer' | 'owner';
  /** Whether the server keeps accounts: then it knows the name, and what the page sends as `who` is ignored. */
  readonly accounts: boolean;
  readonly csrf: string | null;
}

/** The fields of an event that a person may set. */
export interface EventFields {
  gist: string;
  kind: Kind;
  status: Status;
  when: When;
  where: readonly Place[];
  actors: readonly Actor[];
  figures: readonly EventFigure[];
}

/** One row of the log. `number` is its place in it, from 1. */
export interface DecisionRow {
  readonly number: number;
  readonly id: string;
  readonly at: string;
  readonly who: string;
  readonly action: Action;
  readonly target: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly note: string;
  readonly undone_by: string | null;
}

export interface DecisionRequest {
  readonly action: Action;
  readonly target: string;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly note?: string;
  readonly who?: string;
  /** The last number that the person had seen when deciding. */
  readonly seen?: number;
  /** 32 hex digits: a decision that is sent twice, because no answer came, is taken once. */
  readonly id?: string;
}

export interface DecisionAnswer {
  readonly decision: DecisionRow;
  readonly last: number;
  /** Whole, as they now are. */
  readonly events: readonly Event[];
  /** Ids that redirect now, or are gone. */
  readonly removed: readonly string[];
  readonly redirects: Readonly<Record<string, string>>;
  readonly claims: readonly Claim[];
  /** Without their texts. */
  readonly documents: readonly Document[];
  readonly job: string | null;
}

/** What somebody else decided on the same target since. */
export interface Meanwhile {
  readonly message: string;
  readonly decisions: readonly DecisionRow[];
  readonly events: readonly Event[];
  readonly last: number;
}

export interface DecisionPage {
  readonly total: number;
  readonly last: number;
  readonly decisions: readonly DecisionRow[];
}

export interface JobRefusal {
  readonly path: string;
  readonly reason: string;
}

export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly stage: string | null;
  readonly done: number;
  readonly total: number;
  readonly started: string | null;
  readonly ended: string | null;
  readonly added?: number;
  readonly refused?: readonly JobRefusal[];
  readonly changes?: Readonly<Record<string, number>>;
  /** Why it failed. */
  readonly error?: string | null;
}

/** A message of `/api/changes`. */
export type Change =
  | {
      readonly type: 'decision';
      readonly number: number;
      readonly id: string;
      readonly target: string;
      readonly who: string;
      readonly action: Action;
    }
  | ({ readonly type: 'job' } & Partial<Job> & Pick<Job, 'id' | 'state'>)
  | { readonly type: 'chronology'; readonly state: string }
  /** The connection stands, or is lost; the browser tries again by itself. */
  | { readonly type: 'connection'; readonly open: boolean };
