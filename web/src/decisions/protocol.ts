/**
 * What passes between the page and the server about decisions. What the server answers has generated types; what the page
 * alone says, sends or makes of an answer stands here.
 */
import type {
  Actor,
  DecisionAnswer as Answer,
  DecisionPage as Page,
  Event,
  EventFigure,
  Job,
  Kind,
  NumberedDecision,
  Place,
  Reached as ReachedBy,
  Status,
  When,
} from '../generated/records';

export type { Job, Me } from '../generated/records';

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

/** One row of the log; the page knows what each action means. */
export type DecisionRow = Omit<NumberedDecision, 'action'> & { readonly action: Action };

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

export type DecisionAnswer = Omit<Answer, 'decision'> & { readonly decision: DecisionRow };
export type DecisionPage = Omit<Page, 'decisions'> & { readonly decisions: readonly DecisionRow[] };

/** What later decisions changed. */
export type Reached = Omit<ReachedBy, 'decisions'> & { readonly decisions: readonly DecisionRow[] };

/** What somebody else decided on the same target since. */
export interface Meanwhile {
  readonly message: string;
  readonly decisions: readonly DecisionRow[];
  readonly events: readonly Event[];
  readonly last: number;
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
