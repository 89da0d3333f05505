/** How a status stands to the facts; this, and never colour alone, decides how a mark is drawn. */
import type { Kind, Review, Status } from '../generated/records';

/** `fact` solid · `ahead` hollow · `not` hollow and crossed · `unclear` hollow, dotted */
export type Stance = 'fact' | 'ahead' | 'not' | 'unclear';

const STANCES: Record<Status, Stance> = {
  happened: 'fact',
  ongoing: 'fact',
  attempted: 'fact',
  planned: 'ahead',
  proposed: 'ahead',
  ordered: 'ahead',
  threatened: 'ahead',
  possible: 'ahead',
  conditional: 'ahead',
  denied: 'not',
  did_not_happen: 'not',
  unclear: 'unclear',
};

export function stanceOf(status: Status): Stance {
  return STANCES[status] ?? 'unclear';
}

export function statusWords(status: Status): string {
  return status === 'did_not_happen' ? 'did not happen' : status;
}

/** Words of a line that deny by themselves, so that "did not happen" beside them would deny it once more. */
const NEGATED =
  /\b(?:not|no|nor|never|nobody|nothing|none|neither|without|cannot|no one|declin(?:e|es|ed|ing)|refus(?:e|es|ed|ing)|fail(?:s|ed|ing)?)\b|n[’']t\b/iu;

/** The status beside a line: "The crew could not shut it" tells what did not happen; "The crew shut it" did not happen. */
export function statusBeside(status: Status, line: string): string {
  if (status === 'did_not_happen' && NEGATED.test(line)) return 'tells what did not happen';
  return statusWords(status);
}

const KINDS: Partial<Record<Kind, string>> = {
  legal: 'legal act',
  move: 'movement',
  transact: 'transaction',
  coerce: 'coercion',
  publish: 'publication',
  appoint: 'appointment',
  elect: 'vote',
  meet: 'meeting',
  mobilize: 'mobilisation',
  aid: 'relief',
  request: 'request',
  other: 'other',
  accuse: 'accusation',
  agree: 'agreement',
  concede: 'concession',
  consult: 'consultation',
  cooperate: 'cooperation',
  reject: 'rejection',
  threaten: 'threat',
  sanction: 'sanction',
};

export function kindWords(kind: Kind): string {
  return KINDS[kind] ?? kind;
}

export const REVIEW_WORDS: Record<Review, string> = {
  open: 'not reviewed',
  accepted: 'accepted',
  edited: 'edited',
  rejected: 'rejected',
};
