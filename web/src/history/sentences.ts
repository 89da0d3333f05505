/** A row of the log in plain words: what was done to what, and each value before and after. */
import type { Kind, Status, When } from '../generated/records';
import type { Lookups } from '../data/lookups';
import type { Action, DecisionRow } from '../decisions/protocol';
import { timeWords } from '../decisions/times';
import { documentName } from '../evidence/attribution';
import { kindWords, statusWords } from '../marks/stance';
import { countWords, gistLine, plural } from '../marks/words';

export interface Change {
  readonly field: string;
  /** Null where nothing is known of before. */
  readonly before: string | null;
  readonly after: string;
}

export interface Sentence {
  /** "accepted", "merged 2 events into" */
  readonly did: string;
  /** What it was done to, in words. */
  readonly target: string;
  readonly changes: readonly Change[];
  /** Where the target can be read. */
  readonly open: { readonly view: 'chronology' | 'sources'; readonly id: string } | null;
}

const DID: Readonly<Record<Action, string>> = {
  accept: 'accepted',
  reject: 'rejected',
  reopen: 'reopened',
  edit: 'edited',
  pin: 'pinned',
  hide: 'hid',
  show: 'showed again',
  merge: 'merged',
  split: 'split',
  unmerge: 'un-merged',
  add: 'added by hand',
  claim: 'marked a missed claim in',
  identity: 'changed who or what is meant by',
  date: 'dated',
  restrict: 'restricted',
  unrestrict: 'lifted the restriction of',
  undo: 'undid',
};

/** For the line that is said aloud: "Accepted", "Merged". */
export function doneWords(action: Action, claim = false): string {
  const words = action === 'reject' && claim ? 'rejected a claim of' : DID[action];
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** What an undo takes back. */
const DEEDS: Readonly<Record<Action, string>> = {
  accept: 'the acceptance',
  reject: 'the rejection',
  reopen: 'the reopening',
  edit: 'an edit',
  pin: 'a pin',
  hide: 'the hiding',
  show: 'the showing',
  merge: 'a merge',
  split: 'a split',
  unmerge: 'an un-merge',
  add: 'the adding',
  claim: 'a marked claim',
  identity: 'a changed identity',
  date: 'the date',
  restrict: 'the restriction',
  unrestrict: 'the lifted restriction',
  undo: 'an undoing',
};

const FIELD_NAMES: Readonly<Record<string, string>> = {
  gist: 'line',
  kind: 'kind',
  status: 'status',
  when: 'time',
  where: 'places',
  actors: 'actors',
  figures: 'figures',
  published: 'date',
  name: 'name',
  same_as: 'the same as',
  review: 'review',
};

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** `rowOf` finds another row of the log by its id: an undo names what it takes back. */
export function sentenceOf(
  lookups: Lookups,
  row: DecisionRow,
  rowOf: (id: string) => DecisionRow | null,
  redirect: (id: string) => string = (id) => id,
): Sentence {
  if (row.action === 'undo') return undoSentence(lookups, row, rowOf, redirect);
  const after = fieldsOf(row.after);
  const before = fieldsOf(row.before);
  const place = targetOf(lookups, row, redirect);
  return {
    did: didWords(row, after),
    target: place.words,
    open: place.open,
    changes: changesOf(lookups, before, after, redirect),
  };
}

function undoSentence(
  lookups: Lookups,
  row: DecisionRow,
  rowOf: (id: string) => DecisionRow | null,
  redirect: (id: string) => string,
): Sentence {
  const undone = rowOf(row.target) ?? undoneIn(row);
  if (!undone) return { did: DID.undo, target: 'a decision', changes: [], open: null };
  const inner = sentenceOf(lookups, undone, rowOf, redirect);
  const whose = undone.who && undone.who !== row.who ? ` by ${undone.who}` : '';
  return {
    did: `${DID.undo} ${DEEDS[undone.action] ?? 'a decision'}${whose}:`,
    target: inner.target,
    open: inner.open,
    changes: inner.changes
      .filter(({ before }) => before !== null)
      .map(({ field, before, after }) => ({ field, before: after, after: before ?? '' })),
  };
}

/** An undo's own row says what it took back, without who and when. */
function undoneIn(row: DecisionRow): DecisionRow | null {
  const { action, target, after } = fieldsOf(row.before);
  if (typeof action !== 'string' || !(action in DID) || action === 'undo') return null;
  return { ...row, action: action as Action, target: String(target ?? ''), before: null, after, who: '' };
}

function didWords(row: DecisionRow, after: Fields): string {
  if (row.action === 'reject' && after.claim) return 'rejected one claim,';
  if (row.action === 'merge') return `merged ${plural(idsIn(after, 'events').length, 'event')} into`;
  if (row.action === 'split' || row.action === 'unmerge')
    return `${DID[row.action]} ${plural(idsIn(after, 'claims').length, 'claim')} from`;
  return DID[row.action] ?? row.action;
}

function idsIn(fields: Fields, name: string): string[] {
  const list = fields[name];
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

function targetOf(
  lookups: Lookups,
  row: DecisionRow,
  redirect: (id: string) => string,
): { words: string; open: Sentence['open'] } {
  const event = lookups.eventById.get(redirect(row.target));
  if (event) return { words: quoted(gistLine(event)), open: { view: 'chronology', id: event.id } };
  const document = lookups.documentById.get(row.target);
  if (document) return { words: documentName(document), open: { view: 'sources', id: document.id } };
  const claim = lookups.claimById.get(row.target);
  if (claim) {
    const home = lookups.eventByClaim.get(claim.id);
    return { words: quoted(claim.quote), open: home ? { view: 'chronology', id: home.id } : null };
  }
  const name = nameOf(lookups, row.target);
  if (name) return { words: name, open: null };
  const gist = fieldsOf(row.before).gist ?? fieldsOf(row.after).gist;
  return { words: typeof gist === 'string' ? quoted(gist) : row.target || 'the chronology', open: null };
}

/** The name that an actor or a place of this id bears. */
export function nameOf(lookups: Lookups, id: string): string | null {
  for (const event of lookups.chronology.events) {
    const found = [...event.actors, ...event.where].find((each) => each.id === id);
    if (found) return found.name;
  }
  return null;
}

function quoted(words: string): string {
  return `“${words}”`;
}

function changesOf(
  lookups: Lookups,
  before: Fields,
  after: Fields,
  redirect: (id: string) => string,
): Change[] {
  return Object.keys(FIELD_NAMES)
    .filter((name) => name in after)
    .map((name) => ({
      field: FIELD_NAMES[name] ?? name,
      before: name in before ? valueWords(lookups, name, before[name], redirect) : null,
      after: valueWords(lookups, name, after[name], redirect),
    }))
    .filter(({ before: was, after: now }) => was !== now);
}

function valueWords(
  lookups: Lookups,
  name: string,
  value: unknown,
  redirect: (id: string) => string,
): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (name === 'when' || name === 'published') return momentWords(value);
  if (name === 'status') return statusWords(value as Status);
  if (name === 'kind') return kindWords(value as Kind);
  if (name === 'same_as') return nameOf(lookups, redirect(String(value))) ?? String(value);
  if (Array.isArray(value)) return value.length ? value.map(itemWords).join(', ') : 'nothing';
  return name === 'gist' ? quoted(String(value)) : String(value);
}

function momentWords(value: unknown): string {
  if (typeof value === 'string') return value;
  const fields = fieldsOf(value);
  if (typeof fields.granularity === 'string') return timeWords(value as When);
  return typeof fields.earliest === 'string' ? fields.earliest : 'no date';
}

function itemWords(item: unknown): string {
  const fields = fieldsOf(item);
  if (typeof fields.name === 'string')
    return typeof fields.role === 'string' && fields.role !== 'at'
      ? `${fields.name} (${fields.role})`
      : fields.name;
  if (typeof fields.what === 'string' && typeof fields.low === 'number') {
    const high = typeof fields.high === 'number' ? fields.high : null;
    const noun = fields.what === 'count' ? (fields.whose ?? '') : fields.what;
    return `${countWords({ low: fields.low, high })} ${String(noun)}`.trimEnd();
  }
  return String(item);
}

/** "22 Nov 2026, 21:04" in the reader's own zone: a decision was taken at a known instant. */
export function instantWords(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(date);
}
