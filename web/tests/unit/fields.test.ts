import { describe, expect, test } from 'vitest';
import { byHand, draftOfEvent, readDraft } from '../../src/decisions/fields';
import { event, when, STORY } from './made';

const place = {
  ...STORY.events.find(({ where }) => where.length)!.where[0]!,
  name: 'Holm',
  role: 'at' as const,
};
const own = event('own', when('2024-11-13', '2024-11-13'), {
  gist: 'The gate jams.',
  where: [place],
  actors: [{ start: 3, end: 9, text: 'Veltra', name: 'Veltra', id: 'v1', role: 'agent' }],
  figures: [
    {
      what: 'killed',
      low: 4,
      high: null,
      whose: null,
      values: [{ claim: 'c', low: 4, high: null, text: 'at least four' }],
    },
  ],
});

describe('what a person changed of an event', () => {
  test('nothing, for every event of the story', () => {
    for (const each of [own, ...STORY.events])
      expect(readDraft(draftOfEvent(each), each, '').fields).toEqual({});
  });
  test('only what was changed is sent', () => {
    const draft = draftOfEvent(own);
    draft.gist = '  The gate\njams at last. ';
    draft.status = 'denied';
    expect(readDraft(draft, own, '').fields).toEqual({ gist: 'The gate jams at last.', status: 'denied' });
  });
  test('a time with its reason', () => {
    const draft = draftOfEvent(own);
    draft.time.latest = '2024-11-14';
    expect(readDraft(draft, own, byHand('Ana', 'the log')).fields.when).toMatchObject({
      earliest: '2024-11-13',
      latest: '2024-11-14',
      reason: 'set by Ana: the log',
    });
  });
  test('a name that stays keeps its words and id; a new one has neither point nor words', () => {
    const draft = draftOfEvent(own);
    draft.where.push({ key: -1, name: 'Sundal', role: 'to' }, { key: -2, name: '  ', role: 'at' });
    draft.actors.push({ key: -3, name: 'Zoë Łuk', role: 'speaker' });
    draft.actors[0]!.role = 'patient';
    const { where, actors } = readDraft(draft, own, '').fields;
    expect(where).toHaveLength(2);
    expect(where?.[0]).toEqual(place);
    expect(where?.[1]).toMatchObject({
      name: 'Sundal',
      role: 'to',
      id: null,
      lat: null,
      start: 0,
      end: 0,
      text: '',
    });
    expect(actors?.[0]).toMatchObject({ id: 'v1', text: 'Veltra', role: 'patient' });
    expect(actors?.[1]).toMatchObject({ id: 'by-hand:zoe-łuk', text: '' });
  });
  test('figures: open, exact, wrong', () => {
    const draft = draftOfEvent(own);
    expect(draft.figures[0]).toMatchObject({ low: '4', high: '' });
    draft.figures[0]!.high = '6';
    expect(readDraft(draft, own, '').fields.figures?.[0]).toMatchObject({
      low: 4,
      high: 6,
      values: own.figures[0]!.values,
    });
    draft.figures[0]!.high = '3';
    expect(readDraft(draft, own, '').faults.figures).toBeDefined();
    draft.figures[0]!.low = 'four';
    expect(readDraft(draft, own, '').faults.figures).toBeDefined();
    draft.figures = [];
    expect(readDraft(draft, own, '').fields.figures).toEqual([]);
  });
  test('an event by hand gives all of its fields, and needs a line', () => {
    const draft = draftOfEvent(null);
    expect(readDraft(draft, null, '').faults.gist).toBeDefined();
    draft.gist = 'The union asks again.';
    expect(Object.keys(readDraft(draft, null, '').fields).sort()).toEqual(
      ['actors', 'figures', 'gist', 'kind', 'status', 'when', 'where'].sort(),
    );
  });
});
