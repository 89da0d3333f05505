import { describe, expect, test } from 'vitest';
import { groupEvents } from '../../src/time/grouping';
import { meets, intervalOf } from '../../src/time/interval';
import { parseMoment } from '../../src/time/moment';
import { event, when } from './made';

const at = (iso: string) => parseMoment(iso)!.seconds;

describe('groupEvents', () => {
  const events = [
    event('week', when('2024-01-01', '2024-01-07')),
    event('late', when('2024-01-01T22:00', '2024-01-01T22:00')),
    event('month', when('2024-01-01', '2024-01-31', { granularity: 'month' })),
    event('day', when('2024-01-01', '2024-01-01')),
    event('or-later', when('2024-01-01', null)),
    event('by-first', when(null, '2024-01-01')),
    event('second', when('2024-01-02', '2024-01-02')),
    event('none', when(null, null)),
    event('year', when('2023-01-01', '2023-12-31', { granularity: 'year' })),
  ];
  const { groups, undated } = groupEvents(events, 'written', 'day');

  test('headings stand by their first day, then by their last; what is open comes after its day', () =>
    expect(groups.map((group) => [group.main, group.events.map(({ event: { id } }) => id)])).toEqual([
      ['2023', ['year']],
      ['Monday', ['late', 'day']],
      ['1–7 Jan', ['week']],
      ['January', ['month']],
      ['From Monday', ['or-later']],
      ['By Monday', ['by-first']],
      ['Tuesday', ['second']],
    ]));
  test('what is open from the first of a year, or by its last, and of no day is headed by the year', () => {
    const open = [
      event('since', when('1934-01-01', null, { granularity: 'unknown' })),
      event('until', when(null, '1934-12-31', { granularity: 'unknown' })),
      event('march', when('1934-03-01', null, { granularity: 'unknown' })),
    ];
    expect(groupEvents(open, 'written', 'day').groups.map(({ main, sub }) => [main, sub])).toEqual([
      ['From 1934', ''],
      ['From Thursday', '1 March 1934'],
      ['By the end of 1934', ''],
    ]);
  });
  test('no event is lost or doubled', () => {
    const placed = [...groups.flatMap((group) => group.events), ...undated].map(({ event: { id } }) => id);
    expect(placed.sort()).toEqual(events.map(({ id }) => id).sort());
    expect(undated.map(({ event: { id } }) => id)).toEqual(['none']);
  });
  test('the order of the input changes no heading', () => {
    const again = groupEvents([...events].reverse(), 'written', 'day').groups.map(({ key }) => key);
    expect(again).toEqual(groups.map(({ key }) => key));
  });
  test('by month, days and weeks of a month stand together', () => {
    const months = groupEvents(events, 'written', 'month').groups;
    expect(months.map(({ main, sub, events: held }) => [main, sub, held.length])).toEqual([
      ['2023', '', 1],
      ['January', '2024', 5],
      ['From Monday', '1 January 2024', 1],
      ['By Monday', '1 January 2024', 1],
    ]);
  });
  test('another zone moves an instant to another day, and never a date', () => {
    const moved = groupEvents(
      [
        event('a', when('2024-01-02T00:30+03:00', '2024-01-02T00:30+03:00')),
        event('b', when('2024-01-02', '2024-01-02')),
      ],
      'utc',
      'day',
    );
    expect(moved.groups.map((group) => [group.sub, group.events[0]?.event.id])).toEqual([
      ['1 January 2024', 'a'],
      ['2 January 2024', 'b'],
    ]);
  });
});

describe('meets', () => {
  const day = intervalOf(when('2024-01-02', '2024-01-02'), 'written');
  test.each([
    ['2024-01-02', '2024-01-03', true],
    ['2024-01-03', '2024-01-04', false],
    ['2024-01-01', '2024-01-02', false],
    ['2024-01-02T23:00', null, true],
    [null, '2024-01-02', false],
    [null, '2024-01-02T00:01', true],
  ])('a day in [%s, %s): %s', (from, to, expected) =>
    expect(meets(day, from === null ? null : at(from), to === null ? null : at(to))).toBe(expected),
  );
  test('an instant at the very beginning of the range is in it', () =>
    expect(
      meets(
        intervalOf(when('2024-01-02T10:00', '2024-01-02T10:00'), 'written'),
        at('2024-01-02T10:00'),
        at('2024-01-02T11:00'),
      ),
    ).toBe(true));
  test('what is open counts by its known edge', () => {
    const by = intervalOf(when(null, '2024-01-02'), 'written');
    expect(meets(by, at('2024-01-02'), at('2024-01-03'))).toBe(true);
    expect(meets(by, at('2023-01-02'), at('2023-01-03'))).toBe(false);
  });
  test('what has no date is in no range', () =>
    expect(meets(intervalOf(when(null, null), 'written'), null, at('2024-01-03'))).toBe(false));
});
