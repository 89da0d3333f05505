/** Whom to merge with, who is meant, which words are marked, what was merged. */
import { describe, expect, test } from 'vitest';
import { CodePointText } from '../../src/data/codepoints';
import { candidatesFor } from '../../src/decisions/candidates';
import { identitiesIn, likelySame } from '../../src/decisions/identities';
import { placesOf, tidySpan, wordsIn } from '../../src/decisions/marking';
import { mergesIn } from '../../src/decisions/merges';
import type { DecisionRow } from '../../src/decisions/protocol';
import { event, when, STORY } from './made';

describe('candidates for a merge', () => {
  const own = event('own', when('2024-11-13', '2024-11-13'), { gist: 'The gate at Holm jams' });
  const same = event('same', when('2024-11-13', '2024-11-13'), { gist: 'The Holm gate is jammed' });
  const late = event('late', when('2025-06-01', '2025-06-01'), { gist: 'The gate is opened again' });
  const undated = event('undated', when(null, null), { gist: 'The gate was old' });
  test('the nearest first, never itself', () => {
    const found = candidatesFor(own, [own, late, undated, same], 'written', '');
    expect(found.map(({ event: { id } }) => id)).toEqual(['same', 'undated', 'late']);
    expect(found[0]?.shared).toEqual(expect.arrayContaining(['may be at the same time', 'gate', 'holm']));
  });
  test('what is typed must be in it', () => {
    const found = candidatesFor(own, [late, undated, same], 'written', 'OPENED');
    expect(found.map(({ event: { id } }) => id)).toEqual(['late']);
    expect(candidatesFor(own, [late], 'written', 'zzz')).toEqual([]);
  });
  test('no more than asked', () =>
    expect(candidatesFor(STORY.events[0]!, STORY.events, 'written', '', 5)).toHaveLength(5));
});

describe('identities', () => {
  const all = identitiesIn(STORY.events);
  test('each id once, with the events that name it', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const veltra = all.find(({ name }) => name === 'Veltra Hydro')!;
    const naming = STORY.events.filter((each) => each.actors.some(({ id }) => id === veltra.id));
    expect(veltra.events).toBe(naming.length);
  });
  test('likely ones share words of the name; a place is no person', () => {
    const own = { id: 'x', name: 'Ministry of Energy', sort: 'actor' as const, events: 1 };
    expect(likelySame(all, own, '')[0]?.name).toMatch(/Energy/);
    expect(likelySame(all, own, 'veltra').map(({ name }) => name)).toEqual(['Veltra Hydro']);
    expect(likelySame(all, { ...own, sort: 'place' }, 'veltra')).toEqual([]);
  });
});

describe('words of a source', () => {
  const text = 'Ana said: the gate went.\nLater the  gate\nwent again 🌊 quietly.';
  test('every place where they stand, white space alike', () => {
    expect(placesOf(text, 'the gate went').map((span) => text.slice(...span))).toEqual([
      'the gate went',
      'the  gate\nwent',
    ]);
    expect(placesOf(text, 'The gate')).toEqual([]);
    expect(placesOf(text, '  ')).toEqual([]);
    expect(placesOf('a.b (c', 'a.b (c')).toEqual([[0, 6]]);
    expect(placesOf('aXb', 'a.b')).toEqual([]);
  });
  test('a span loses white space at its edges and never cuts a character', () => {
    const wave = text.indexOf('🌊');
    expect(tidySpan(text, [wave + 1, text.length])?.[0]).toBe(wave);
    expect(tidySpan(text, [0, wave + 1])?.[1]).toBe(wave + 2);
    expect(tidySpan('a   b', [1, 4])).toBeNull();
    expect(tidySpan(' a ', [-5, 99])).toEqual([1, 2]);
  });
  test('its words, with where they stand', () => {
    const words = wordsIn('x Ana’s co-worker went, 3 times.', [2, 32]);
    expect(words.map((word) => word.text)).toEqual(['Ana’s', 'co-worker', 'went', '3', 'times']);
    expect(words[2]?.span).toEqual([18, 22]);
  });
  test('units and code points are each other’s inverse', () => {
    const points = new CodePointText(`${'🌊a'.repeat(700)}end`);
    for (const point of [0, 1, 2, 255, 256, 257, 1023, 1400, 1403])
      expect(points.pointOf(points.unitOf(point))).toBe(point);
    expect(points.pointOf(1)).toBe(0);
    expect(new CodePointText('plain').pointOf(3)).toBe(3);
  });
});

describe('what people merged', () => {
  const row = (number: number, more: Partial<DecisionRow>): DecisionRow => ({
    number,
    id: `d${number}`,
    at: '',
    who: 'Ana',
    action: 'merge',
    target: 'e',
    before: { events: { e: ['a'], f: ['b', 'c'], g: ['d'] } },
    after: { events: ['f'] },
    note: '',
    undone_by: null,
    ...more,
  });
  test('claims that came in and are still there, the newest first', () => {
    const merges = mergesIn([row(1, {}), row(2, { who: 'Tom', after: { events: ['g'] } })], ['a', 'c', 'd']);
    expect(merges.map(({ who, claims }) => [who, claims])).toEqual([
      ['Tom', ['d']],
      ['Ana', ['c']],
    ]);
  });
  test('not what was undone, what is no merge, what has left, what is all', () => {
    expect(mergesIn([row(1, { undone_by: 'd9' }), row(2, { action: 'accept' })], ['a', 'b'])).toEqual([]);
    expect(mergesIn([row(1, {})], ['a'])).toEqual([]);
    expect(mergesIn([row(1, {})], ['b', 'c'])).toEqual([]);
    expect(mergesIn([row(1, { before: null })], ['a', 'b'])).toEqual([]);
  });
});
