import { describe, expect, test } from 'vitest';
import {
  DAY,
  civilFromDays,
  daysFromCivil,
  isoOf,
  parseMoment,
  wallSeconds,
  weekdayOf,
} from '../../src/time/moment';

describe('calendar arithmetic', () => {
  test('agrees with the Date object over its whole safe range', () => {
    for (let days = -1_000_000; days < 1_000_000; days += 12_347) {
      const date = new Date(days * DAY * 1000);
      expect(civilFromDays(days)).toEqual({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
      });
      expect(weekdayOf(days)).toBe((date.getUTCDay() + 6) % 7);
    }
  });
  test('days and dates are each other’s inverse, far outside that range too', () => {
    for (const days of [-200_000_000, -719_529, -1, 0, 59, 60, 11_016, 200_000_000])
      expect(daysFromCivil(civilFromDays(days))).toBe(days);
  });
});

describe('parseMoment', () => {
  test.each([
    ['2024-03-02', { seconds: 19784 * DAY, clock: false, offset: null }],
    ['2024-03-02T00:10', { seconds: 19784 * DAY + 600, clock: true, offset: null }],
    ['2024-03-02T00:10:30Z', { seconds: 19784 * DAY + 630, clock: true, offset: 0 }],
    ['2024-03-02T00:10-03:30', { seconds: 19784 * DAY + 600, clock: true, offset: -12600 }],
    [
      '-0043-03-15',
      { seconds: daysFromCivil({ year: -43, month: 3, day: 15 }) * DAY, clock: false, offset: null },
    ],
  ])('%s', (iso, moment) => expect(parseMoment(iso)).toEqual(moment));

  test.each([
    '',
    'yesterday',
    '2024-02-30',
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '24-01-01',
    '2024-03-02 00:10',
    null,
  ])('%s is none', (iso) => expect(parseMoment(iso)).toBeNull());
  test('2024 has a 29 February, 1900 has none', () => {
    expect(parseMoment('2024-02-29')).not.toBeNull();
    expect(parseMoment('1900-02-29')).toBeNull();
  });
});

describe('walls', () => {
  const moment = parseMoment('2024-11-13T19:20-04:00');
  test('as written, in UTC, at another offset', () => {
    expect(isoOf(wallSeconds(moment!, 'written'))).toBe('2024-11-13T19:20');
    expect(isoOf(wallSeconds(moment!, 'utc'))).toBe('2024-11-13T23:20');
    expect(isoOf(wallSeconds(moment!, { offset: 3600 }))).toBe('2024-11-14T00:20');
  });
  test('a date alone is never moved', () =>
    expect(isoOf(wallSeconds(parseMoment('2024-11-13')!, 'utc'))).toBe('2024-11-13'));
  test('isoOf writes what parseMoment reads', () => {
    for (const iso of ['2024-11-13', '2024-11-13T18:05', '-0043-03-15', '0000-01-01T00:01'])
      expect(isoOf(parseMoment(iso)!.seconds)).toBe(iso);
  });
});
