import { describe, expect, test } from 'vitest';
import { draftOf, edgeOf, finenessOf, readTime, sameDraft } from '../../src/decisions/times';
import { when, STORY } from './made';

describe('an edge as it is typed', () => {
  test.each([
    ['2024', '2024-01-01', '2024-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2023-2', '2023-02-01', '2023-02-28'],
    ['2024-11-13', '2024-11-13', '2024-11-13'],
    [' 2024-11-13 18:00 ', '2024-11-13T18:00', '2024-11-13T18:00'],
    ['2024-11-13 8:05', '2024-11-13T08:05', '2024-11-13T08:05'],
    ['2024-11-13T18:00:30', '2024-11-13T18:00:30', '2024-11-13T18:00:30'],
    ['2024-11-13 18:00 +0100', '2024-11-13T18:00+01:00', '2024-11-13T18:00+01:00'],
    ['2024-11-13 18:00z', '2024-11-13T18:00Z', '2024-11-13T18:00Z'],
    ['-0044-03-15', '-0044-03-15', '-0044-03-15'],
  ])('%s', (typed, earliest, latest) => {
    expect(edgeOf(typed, 'earliest')?.iso).toBe(earliest);
    expect(edgeOf(typed, 'latest')?.iso).toBe(latest);
  });
  test('nothing is open', () => expect(edgeOf('  ', 'latest')).toBeNull());
  test.each([
    'someday',
    '2024-13',
    '2024-02-30',
    '2024-11-13 24:30',
    '2024-11-13 18:75',
    '13.11.2024',
    '24-11-13',
  ])('no date: %s', (typed) => expect(edgeOf(typed, 'earliest')).toBeUndefined());
});

describe('how fine two edges are', () => {
  test.each([
    ['2024', '2024', 'year'],
    ['2024-02', '2024-02', 'month'],
    ['2024-11-13', '2024-11-13', 'day'],
    ['2024-11-11', '2024-11-17', 'week'],
    ['2024-11-13 18:00', '2024-11-13 18:00', 'minute'],
    ['2024-11-13 18:00', '2024-11-13 19:00', 'hour'],
  ])('%s to %s: %s', (earliest, latest, fine) => expect(finenessOf(earliest, latest)).toBe(fine));
  test('an open edge says nothing of it', () => expect(finenessOf('2024', '')).toBeNull());
});

describe('a time read from its draft', () => {
  const draft = {
    earliest: '2024-03-02',
    latest: '2024-03-02',
    granularity: 'day',
    qualifier: '',
    zone: '',
  } as const;
  test('says in plain words what it means', () => {
    expect(readTime(draft, null, 'set by Ana').preview).toBe('Saturday 2 March 2024, hour unknown');
    expect(readTime({ ...draft, latest: '' }, null, '').preview).toBe('Saturday 2 March 2024 or later');
    expect(readTime({ ...draft, earliest: '', latest: '' }, null, '').preview).toBe('No date is known');
    const clock = { ...draft, earliest: '2024-03-02 00:10', latest: '2024-03-02 00:25', zone: 'Europe/Oslo' };
    expect(readTime(clock, null, '').preview).toBe(
      'Saturday 2 March 2024, between 00:10 and 00:25 (Europe/Oslo)',
    );
  });
  test('is whole, stated by whoever set it', () => {
    const before = when('2024-03-01', '2024-03-01', { duration: 'PT2H', basis: 'inferred' });
    expect(readTime(draft, before, 'set by Ana').when).toMatchObject({
      earliest: '2024-03-02',
      latest: '2024-03-02',
      granularity: 'day',
      basis: 'stated',
      reason: 'set by Ana',
      duration: 'PT2H',
      expression: null,
    });
    expect(readTime({ ...draft, earliest: '', latest: '' }, before, '').when?.basis).toBe('unknown');
  });
  test('the latest may not lie before the earliest, offsets counted', () => {
    expect(readTime({ ...draft, latest: '2024-03-01' }, null, '').fault?.field).toBe('latest');
    const zones = { ...draft, earliest: '2024-03-02 10:00+05:00', latest: '2024-03-02 06:00+00:00' };
    expect(readTime(zones, null, '').fault).toBeNull();
    expect(readTime({ ...draft, earliest: 'soon' }, null, '').fault?.field).toBe('earliest');
  });
  test('every time of the story comes back from its draft as it was', () => {
    for (const { when: time } of STORY.events) {
      const there = draftOf(time);
      const back = readTime(there, time, time.reason).when;
      expect([back?.earliest, back?.latest]).toEqual([time.earliest, time.latest]);
      expect(back?.zone_assumed).toBe(time.zone_assumed);
      expect(sameDraft(there, draftOf(back ?? null))).toBe(true);
    }
  });
});
