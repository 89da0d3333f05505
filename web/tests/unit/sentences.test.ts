import { describe, expect, test } from 'vitest';
import { buildLookups } from '../../src/data/lookups';
import type { DecisionRow } from '../../src/decisions/protocol';
import { doneWords, instantWords, sentenceOf } from '../../src/history/sentences';
import { when, STORY } from './made';

const lookups = buildLookups(STORY);
const row = (more: Partial<DecisionRow>): DecisionRow => ({
  number: 1,
  id: 'd1',
  at: '2026-03-04T10:00:00Z',
  who: 'Ana',
  action: 'accept',
  target: 'bought',
  before: null,
  after: null,
  note: '',
  undone_by: null,
  ...more,
});
const said = (more: Partial<DecisionRow>, rows: DecisionRow[] = []) => {
  const sentence = sentenceOf(lookups, row(more), (id) => rows.find((each) => each.id === id) ?? null);
  return `${sentence.did} ${sentence.target}`;
};

describe('a decision in plain words', () => {
  const [document] = STORY.documents;
  const [claim] = STORY.claims;
  const actor = STORY.events.flatMap(({ actors }) => actors)[0]!;
  test.each<[Partial<DecisionRow>, string]>([
    [{}, 'accepted “Veltra buys the dam.”'],
    [{ action: 'merge', after: { events: ['a', 'b'] } }, 'merged 2 events into “Veltra buys the dam.”'],
    [{ action: 'split', after: { claims: ['a'] } }, 'split 1 claim from “Veltra buys the dam.”'],
    [{ action: 'hide' }, 'hid “Veltra buys the dam.”'],
    [{ action: 'restrict', target: document!.id }, `restricted ${document!.publisher}`],
    [
      { action: 'reject', target: claim!.id, after: { claim: true } },
      `rejected one claim, “${claim!.quote}”`,
    ],
    [{ action: 'identity', target: actor.id }, `changed who or what is meant by ${actor.name}`],
    [{ action: 'reject', target: 'gone', before: { gist: 'It was.' } }, 'rejected “It was.”'],
    [{ action: 'reject', target: 'gone' }, 'rejected gone'],
  ])('%o', (more, words) => expect(said(more)).toBe(words));

  test('each value before and after', () => {
    const { changes } = sentenceOf(
      lookups,
      row({
        action: 'edit',
        before: {
          gist: 'Old.',
          when: when('2024-11-13', '2024-11-13'),
          figures: [],
          status: 'planned',
          kind: 'move',
        },
        after: {
          gist: 'New.',
          when: when('2024-11-14', null),
          figures: [{ what: 'killed', low: 4, high: null, whose: null, values: [] }],
          status: 'did_not_happen',
          kind: 'move',
          actors: [{ name: 'Ana', role: 'speaker' }],
        },
      }),
      () => null,
    );
    expect(changes).toEqual([
      { field: 'line', before: '“Old.”', after: '“New.”' },
      { field: 'status', before: 'planned', after: 'did not happen' },
      {
        field: 'time',
        before: 'Wednesday 13 November 2024, hour unknown',
        after: 'Thursday 14 November 2024 or later',
      },
      { field: 'actors', before: null, after: 'Ana (speaker)' },
      { field: 'figures', before: 'nothing', after: 'at least 4 killed' },
    ]);
  });

  test('an undo says whose and what, with the values turned back', () => {
    const edit = row({ action: 'edit', before: { gist: 'Old.' }, after: { gist: 'New.' } });
    const undo = row({ id: 'd2', who: 'Tom', action: 'undo', target: 'd1' });
    expect(said(undo, [edit])).toBe('undid an edit by Ana: “Veltra buys the dam.”');
    expect(sentenceOf(lookups, undo, () => edit).changes).toEqual([
      { field: 'line', before: '“New.”', after: '“Old.”' },
    ]);
    expect(said({ ...undo, before: { action: 'merge', target: 'bought', after: { events: ['x'] } } })).toBe(
      'undid a merge: “Veltra buys the dam.”',
    );
    expect(said(undo)).toBe('undid a decision');
  });

  test('an event that was merged away leads to where it went', () => {
    const sentence = sentenceOf(
      lookups,
      row({ target: 'old' }),
      () => null,
      (id) => (id === 'old' ? 'bought' : id),
    );
    expect(sentence.open).toEqual({ view: 'chronology', id: 'bought' });
  });

  test('what is said aloud', () => {
    expect(doneWords('accept')).toBe('Accepted');
    expect(doneWords('reject', true)).toBe('Rejected a claim of');
  });
  test('no instant is shown as it is', () => {
    expect(instantWords('soon')).toBe('soon');
    expect(instantWords('2026-03-04T10:00:00Z')).toMatch(/^4 Mar 2026, \d\d:\d\d$/);
  });
});
