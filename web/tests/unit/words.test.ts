import { describe, expect, test } from 'vitest';
import type { When } from '../../src/generated/records';
import { statusBeside } from '../../src/marks/stance';
import { headingOf } from '../../src/time/grouping';
import { intervalOf } from '../../src/time/interval';
import { dateRange, durationName, offsetName, stretchName, yearName } from '../../src/time/names';
import { lineTime, publishedWords, rowTime, wholeTime, zoneWords } from '../../src/time/words';
import { when } from './made';

const timex = (value: string): Partial<When> => ({
  timex: { type: 'TIME', value },
  granularity: 'part-of-day',
});

describe('time in words: heading | row | whole', () => {
  const cases: [string, When, string, string, string][] = [
    [
      'an instant',
      when('2024-11-13T18:00+01:00', '2024-11-13T18:00+01:00'),
      'Wednesday',
      '18:00',
      'Wednesday 13 November 2024, 18:00',
    ],
    [
      'an approximate instant',
      when('2024-11-13T20:45', '2024-11-13T20:45', { qualifier: '~' }),
      'Wednesday',
      'about 20:45',
      'Wednesday 13 November 2024, about 20:45',
    ],
    [
      'an uncertain instant',
      when('2024-11-13T20:45', '2024-11-13T20:45', { qualifier: '?' }),
      'Wednesday',
      'perhaps 20:45',
      'Wednesday 13 November 2024, perhaps 20:45',
    ],
    [
      'a minute to its last second',
      when('2024-11-13T18:00:00', '2024-11-13T18:00:59'),
      'Wednesday',
      '18:00',
      'Wednesday 13 November 2024, 18:00',
    ],
    [
      'a stretch within a day',
      when('2024-03-02T00:10', '2024-03-02T00:25'),
      'Saturday',
      '00:10–00:25',
      'Saturday 2 March 2024, between 00:10 and 00:25',
    ],
    [
      'a day',
      when('2024-03-02', '2024-03-02'),
      'Saturday',
      'that day',
      'Saturday 2 March 2024, hour unknown',
    ],
    [
      'a part of a day',
      when('2024-03-02T06:00', '2024-03-02T12:00', timex('2024-03-02TMO')),
      'Saturday',
      'morning',
      'Saturday 2 March 2024, morning',
    ],
    [
      'before a clock time, from a day’s start',
      when('2024-03-02', '2024-03-02T06:00'),
      'Saturday',
      'before 06:00',
      'Saturday 2 March 2024, before 06:00',
    ],
    [
      'a night over midnight',
      when('2024-11-13T23:45', '2024-11-14T00:20'),
      'Wed–Thu',
      '23:45–00:20',
      'Between Wednesday 13 November, 23:45 and Thursday 14 November 2024, 00:20',
    ],
    [
      'either of two days',
      when('2024-11-13', '2024-11-14'),
      'Wed–Thu',
      'either day',
      'Between Wednesday 13 November and Thursday 14 November 2024',
    ],
    [
      'some days',
      when('2024-01-01', '2024-01-07'),
      '1–7 Jan',
      'within a week',
      'Between Monday 1 January and Sunday 7 January 2024',
    ],
    [
      'days over the new year',
      when('2023-12-30', '2024-01-02'),
      '30 Dec 2023 – 2 Jan 2024',
      'within 4 days',
      'Between Saturday 30 December 2023 and Tuesday 2 January 2024',
    ],
    [
      'ninety years',
      when('1934-01-01', '2024-01-31'),
      '1 Jan 1934 – 31 Jan 2024',
      'within 90 years',
      'Between Monday 1 January 1934 and Wednesday 31 January 2024',
    ],
    [
      'a night',
      when('2024-03-02T18:00', '2024-03-03T05:59:59', timex('2024-03-02TNI')),
      'Sat–Sun',
      'that night',
      'The night from Saturday 2 March to Sunday 3 March 2024',
    ],
    [
      'a month',
      when('2024-03-01', '2024-03-31', { granularity: 'month' }),
      'March',
      'day unknown',
      'March 2024',
    ],
    [
      'a season',
      when('2023-03-01', '2023-05-31', { granularity: 'season', edtf: '2023-21' }),
      'Spring',
      'month unknown',
      'Spring 2023',
    ],
    ['a year', when('1987-01-01', '1987-12-31', { granularity: 'year' }), '1987', 'month unknown', '1987'],
    [
      'a decade',
      when('1990-01-01', '1999-12-31', { granularity: 'decade' }),
      '1990s',
      'year unknown',
      '1990s',
    ],
    [
      'a year before Christ',
      when('-0043-01-01', '-0043-12-31', { granularity: 'year' }),
      '44 BC',
      'month unknown',
      '44 BC',
    ],
    [
      'open before',
      when(null, '2024-11-17'),
      'By Sunday',
      'or earlier',
      'On or before Sunday 17 November 2024',
    ],
    [
      'open before a clock time',
      when(null, '2024-11-17T06:00'),
      'By Sunday',
      'before 06:00',
      'Before Sunday 17 November 2024, 06:00',
    ],
    [
      'open before, and uncertain',
      when(null, '2024-11-17', { qualifier: '?' }),
      'By Sunday',
      'perhaps then or earlier',
      'Perhaps on or before Sunday 17 November 2024',
    ],
    [
      'open after, and uncertain',
      when('2024-11-16', null, { qualifier: '?' }),
      'From Saturday',
      'perhaps then or later',
      'Perhaps Saturday 16 November 2024 or later',
    ],
    [
      'an uncertain year',
      when('1987-01-01', '1987-12-31', { granularity: 'year', qualifier: '?' }),
      '1987',
      'perhaps then',
      'Perhaps 1987',
    ],
    [
      'open after',
      when('2024-11-16', null),
      'From Saturday',
      'or later',
      'Saturday 16 November 2024 or later',
    ],
  ];
  test.each(cases)('%s', (_name, time, main, row, whole) => {
    const interval = intervalOf(time, 'written');
    const heading = headingOf(interval, time);
    expect(heading?.main).toBe(main);
    expect(rowTime(interval, time, heading!)).toBe(row);
    expect(wholeTime(interval, time)).toBe(whole);
  });

  test('an event between 1 and 7 January never stands under a day', () => {
    const time = when('2024-01-01', '2024-01-07');
    expect(headingOf(intervalOf(time, 'written'), time)?.kind).toBe('span');
  });
  test('nothing known has no heading', () =>
    expect(headingOf(intervalOf(when(null, null), 'written'), when(null, null))).toBeNull());
  test('under a week’s heading the row names the day', () => {
    const time = when('2024-11-13T18:00', '2024-11-13T18:00');
    const interval = intervalOf(time, 'written');
    expect(rowTime(interval, time, headingOf(interval, time, 'week')!)).toBe('Wed 13 Nov, 18:00');
  });
});

describe('zones', () => {
  const time = when('2024-11-13T18:00+01:00', '2024-11-13T18:00+01:00', {
    zone: 'Europe/Oslo',
    zone_assumed: true,
  });
  test('as written names the zone and says where it is assumed', () =>
    expect(zoneWords(time, 'written')).toBe('Europe/Oslo, assumed'));
  test('UTC', () => {
    expect(zoneWords(time, 'utc')).toBe('UTC');
    expect(wholeTime(intervalOf(time, 'utc'), time)).toBe('Wednesday 13 November 2024, 17:00');
  });
  test('an offset alone', () =>
    expect(zoneWords(when('2024-11-13T18:00-03:30', null), 'written')).toBe('UTC−3:30'));
  test('a date has none', () =>
    expect(zoneWords(when('2024-11-13', '2024-11-13', { zone: 'Europe/Oslo' }), 'written')).toBe(''));
});

describe('names', () => {
  test.each([
    [3, '3 days'],
    [7, 'a week'],
    [13, '13 days'],
    [14, '2 weeks'],
    [15, '2 weeks'],
    [17, '3 weeks'],
    [31, 'a month'],
    [60, '2 months'],
    [112, '4 months'],
    [365, 'a year'],
    [500, '17 months'],
    [731, '2 years'],
    [32903, '90 years'],
    [730485, '2,000 years'],
  ])('within %i days', (days, name) => expect(stretchName(days)).toBe(name));

  test.each([
    [1, '1'],
    [0, '1 BC'],
    [-43, '44 BC'],
  ])('year %i', (year, name) => expect(yearName(year)).toBe(name));
  test.each([
    [0, 'UTC'],
    [3600, 'UTC+1'],
    [-12600, 'UTC−3:30'],
    [20700, 'UTC+5:45'],
  ])('offset %i', (offset, name) => expect(offsetName(offset)).toBe(name));
  test('ranges', () => {
    expect(dateRange(19784, 19784)).toBe('2 March 2024');
    expect(dateRange(19784, 19788)).toBe('2–6 March 2024');
    expect(dateRange(19780, 19784)).toBe('27 February – 2 March 2024');
  });
  test.each([
    ['P4D', '4 days'],
    ['PT2H30M', '2 hours 30 minutes'],
    ['P1M', '1 month'],
    ['PT1M', '1 minute'],
    ['P1Y2M3DT4H', '1 year 2 months 3 days 4 hours'],
    ['soon', 'soon'],
  ])('duration %s', (iso, words) => expect(durationName(iso)).toBe(words));
  test('a document’s date', () => {
    expect(
      publishedWords({ earliest: '2024-11-14T07:10+01:00', latest: '2024-11-14T07:10+01:00' }, 'written'),
    ).toBe('14 November 2024, 07:10');
    expect(publishedWords({ earliest: '2024-11-14', latest: '2024-11-16' }, 'written')).toBe(
      '14–16 November 2024',
    );
    expect(publishedWords({ earliest: 'once', latest: 'once' }, 'written')).toBe('once');
  });
});

describe('time in one line, without a heading', () => {
  const shown = (time: When) => lineTime(intervalOf(time, 'written'), time).replaceAll('\u2060', '');
  test.each<[string, When]>([
    ['Thu 14 Nov 2024, 00:01–06:00', when('2024-11-14T00:01', '2024-11-14T06:00')],
    ['Thu 14 Nov 2024', when('2024-11-14', '2024-11-14')],
    ['13–17 Nov 2024', when('2024-11-13', '2024-11-17')],
    ['13–14 Nov 2024, 18:00–06:00', when('2024-11-13T18:00', '2024-11-14T06:00')],
    ['from Sat 16 Nov 2024', when('2024-11-16', null)],
    ['by Sun 17 Nov 2024', when(null, '2024-11-17')],
    ['March 2024', when('2024-03-01', '2024-03-31', { granularity: 'month' })],
    ['no date', when(null, null)],
  ])('%s', (words, time) => expect(shown(time)).toBe(words));
});

describe('the status beside a line', () => {
  test.each<[string, string]>([
    ['The crew could not shut it', 'tells what did not happen'],
    ['Web office phoned, no answer', 'tells what did not happen'],
    ['They didn’t call', 'tells what did not happen'],
    ['The evacuation of the lower town', 'did not happen'],
    ['The northern gate was tried', 'did not happen'],
  ])('%s', (line, words) => expect(statusBeside('did_not_happen', line)).toBe(words));

  test('another status says itself', () => expect(statusBeside('denied', 'He did not go')).toBe('denied'));
});
