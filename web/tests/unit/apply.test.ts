import { describe, expect, test } from 'vitest';
import type { Chronology } from '../../src/data/chronology';
import { applyAnswer, hiddenAfter } from '../../src/decisions/apply';
import { event, when, STORY } from './made';

const day = (n: number) => {
  const date = `2024-11-${String(n).padStart(2, '0')}`;
  return when(date, date);
};
const three: Chronology = {
  ...STORY,
  events: [event('a', day(10)), event('b', day(12)), event('c', day(14))],
};
const nothing = { events: [], removed: [], claims: [], documents: [] };
const ids = (chronology: Chronology) => chronology.events.map(({ id }) => id).join('');

describe('an answer is taken in', () => {
  test('a changed event stays in its place', () => {
    const next = applyAnswer(three, { ...nothing, events: [event('b', day(12), { review: 'accepted' })] });
    expect(ids(next)).toBe('abc');
    expect(next.events[1]?.review).toBe('accepted');
  });
  test('the chronology that was given is not touched', () => {
    const before = JSON.stringify(three);
    applyAnswer(three, { ...nothing, events: [event('b', day(15))], removed: ['a'] });
    expect(JSON.stringify(three)).toBe(before);
  });
  test('an event whose time moved goes where its time puts it', () => {
    expect(ids(applyAnswer(three, { ...nothing, events: [event('a', day(13))] }))).toBe('bac');
    expect(ids(applyAnswer(three, { ...nothing, events: [event('c', day(9))] }))).toBe('cab');
    expect(ids(applyAnswer(three, { ...nothing, events: [event('a', when(null, null))] }))).toBe('bca');
  });
  test('new ones come in, removed ones go', () => {
    const answer = { ...nothing, events: [event('d', day(11))], removed: ['c'] };
    expect(ids(applyAnswer(three, answer))).toBe('adb');
  });
  test('claims are replaced or added; nothing is doubled', () => {
    const [first] = STORY.claims;
    const changed = { ...first!, event: 'other' };
    const next = applyAnswer(STORY, { ...nothing, claims: [changed, { ...first!, id: 'new' }] });
    expect(next.claims).toHaveLength(STORY.claims.length + 1);
    expect(next.claims[0]?.event).toBe('other');
  });
  test('documents keep the text that the answer leaves out', () => {
    const [first] = STORY.documents;
    const dated = { earliest: '2024-11-20', latest: '2024-11-20', basis: 'given' as const };
    const next = applyAnswer(STORY, { ...nothing, documents: [{ ...first!, text: '', published: dated }] });
    expect(next.documents[0]?.text).toBe(first!.text);
    expect(next.documents[0]?.published).toEqual(dated);
  });
  test('taking the same answer twice changes nothing more', () => {
    const answer = {
      ...nothing,
      events: [event('d', day(11)), event('a', day(13))],
      removed: ['c'],
      last: 4,
    };
    const once = applyAnswer(three, answer);
    expect(applyAnswer(once, answer)).toEqual(once);
    expect(once.decisions_last).toBe(4);
  });
});

describe('what is hidden', () => {
  const row = (action: 'hide' | 'show' | 'undo' | 'accept', target: string) => ({ action, target });
  test('hide and show', () => {
    expect(hiddenAfter([], row('hide', 'a'), null)).toEqual(['a']);
    expect(hiddenAfter(['a'], row('hide', 'a'), null)).toEqual(['a']);
    expect(hiddenAfter(['a', 'b'], row('show', 'a'), null)).toEqual(['b']);
    expect(hiddenAfter(['a'], row('accept', 'a'), null)).toEqual(['a']);
  });
  test('undo takes either back', () => {
    expect(hiddenAfter(['a'], row('undo', 'd1'), row('hide', 'a'))).toEqual([]);
    expect(hiddenAfter([], row('undo', 'd1'), row('show', 'a'))).toEqual(['a']);
    expect(hiddenAfter(['b'], row('undo', 'd1'), row('accept', 'a'))).toEqual(['b']);
  });
});
