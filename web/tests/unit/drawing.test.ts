import { describe, expect, test } from 'vitest';
import { LEAST_BAR, draw, trackTicks } from '../../src/marks/drawing';
import { stanceOf } from '../../src/marks/stance';
import { STATUS_VALUES, type When } from '../../src/generated/records';
import { columnsOf, packLanes } from '../../src/strip/density';
import { focusDomain, ticksOf, wholeDomain } from '../../src/strip/domain';
import { moved, zoomed } from '../../src/strip/zoom';
import { placeEvents } from '../../src/time/grouping';
import { intervalOf } from '../../src/time/interval';
import { DAY, HOUR, isoOf, parseMoment } from '../../src/time/moment';
import { STORY, event, when } from './made';

const start = parseMoment('2024-03-02')!.seconds;
const scale = { domain: { from: start, to: start + DAY }, width: 104, inset: 4 };
const drawn = (time: When) => draw(intervalOf(time, 'written'), 'fact', scale);

describe('draw', () => {
  test('an instant is a dot at its place', () =>
    expect(drawn(when('2024-03-02T12:00', '2024-03-02T12:00'))).toMatchObject({
      shape: 'dot',
      x0: 52,
      x1: 52,
    }));
  test('a day fills its track', () =>
    expect(drawn(when('2024-03-02', '2024-03-02'))).toMatchObject({ shape: 'bar', x0: 4, x1: 100 }));
  test('a quarter of an hour is still a bar', () => {
    const bar = drawn(when('2024-03-02T12:00', '2024-03-02T12:15'))!;
    expect(bar.shape).toBe('bar');
    expect(bar.x1 - bar.x0).toBeCloseTo(LEAST_BAR);
  });
  test('a narrow bar at the very end stays on the track', () =>
    expect(drawn(when('2024-03-02T23:50', '2024-03-02T23:59'))!.x1).toBeLessThanOrEqual(100));
  test('before: an edge at the end that is known', () =>
    expect(drawn(when(null, '2024-03-02T12:00'))).toMatchObject({ shape: 'before', x1: 52 }));
  test('or later: an arrow from the beginning that is known', () =>
    expect(drawn(when('2024-03-02T12:00', null))).toMatchObject({ shape: 'after', x0: 52 }));
  test('nothing known is not drawn', () => expect(drawn(when(null, null))).toBeNull());
  test('approximate and uncertain are marked', () => {
    expect(drawn(when('2024-03-02', '2024-03-02', { qualifier: '~' }))?.approximate).toBe(true);
    expect(drawn(when('2024-03-02', '2024-03-02', { qualifier: '?' }))?.approximate).toBe(true);
  });
  test('what runs beyond the track is cut there, and says so', () =>
    expect(drawn(when('2024-03-01', '2024-03-05'))).toMatchObject({
      x0: 4,
      x1: 100,
      cutStart: true,
      cutEnd: true,
    }));
  test('every mark lies on the track, whatever the time', () => {
    for (const [a, b] of [
      [null, '1200-01-01'],
      ['2999-01-01', null],
      ['2024-03-02T23:59', null],
      [null, '2024-03-02T00:00'],
      ['-0500-01-01', '-0400-01-01'],
    ] as const) {
      const { x0, x1 } = drawn(when(a, b))!;
      expect(x0).toBeGreaterThanOrEqual(4);
      expect(x1).toBeLessThanOrEqual(100);
      expect(x1).toBeGreaterThanOrEqual(x0);
    }
  });
  test('ticks stand within the track', () => {
    for (const days of [1, 2, 7, 31, 366, 3653]) {
      const ticks = trackTicks({ ...scale, domain: { from: start, to: start + days * DAY } });
      expect(ticks[0]).toBe(4);
      expect(ticks.at(-1)).toBeLessThanOrEqual(100.001);
      expect(ticks.length).toBeLessThan(14);
    }
  });
});

test('every status has a stance', () =>
  expect(
    STATUS_VALUES.map(stanceOf).every((stance) => ['fact', 'ahead', 'not', 'unclear'].includes(stance)),
  ).toBe(true));

describe('the strip', () => {
  const placed = placeEvents(STORY.events, 'written');
  test('years of background do not press the week into one pixel', () => {
    const focus = focusDomain(placed)!;
    expect(isoOf(focus.from) >= '2024-11-08').toBe(true);
    expect(isoOf(focus.to) <= '2024-11-26').toBe(true);
    expect(isoOf(wholeDomain(placed)!.from) < '1988').toBe(true);
  });
  test('few marks are packed without overlap', () => {
    const wide = { domain: focusDomain(placed)!, width: 1200, inset: 10 };
    const marks = packLanes(placed, wide, 9)!;
    expect(marks.length).toBeGreaterThan(15);
    for (const a of marks)
      for (const b of marks)
        if (a !== b && a.lane === b.lane)
          expect(a.drawing.x1 < b.drawing.x0 || b.drawing.x1 < a.drawing.x0).toBe(true);
  });
  test('what does not fit is not packed', () =>
    expect(packLanes(placed, { domain: focusDomain(placed)!, width: 300, inset: 10 }, 2)).toBeNull());
  test('columns hold each happening once, spread over where it may lie', () => {
    const days = placeEvents(
      [
        event('a', when('2024-03-02T01:00', '2024-03-02T01:00')),
        event('b', when('2024-03-02', '2024-03-02')),
      ],
      'written',
    );
    const columns = columnsOf(days, { domain: { from: start, to: start + DAY }, width: 24, inset: 0 }, 1);
    expect(columns).toHaveLength(24);
    expect(columns.reduce((sum, { sharp }) => sum + sharp, 0)).toBe(1);
    expect(columns.reduce((sum, { spread }) => sum + spread, 0)).toBeCloseTo(1);
    expect(Math.max(...columns.map(({ spread }) => spread))).toBeLessThan(0.05);
  });
  test.each([3, 24, 24 * 10, 24 * 200, 24 * 4000, 24 * 365 * 2500])(
    'ticks over %i hours are labelled and few',
    (hours) => {
      const ticks = ticksOf({ from: start, to: start + hours * HOUR }, 1000);
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks.length).toBeLessThan(25);
      expect(ticks.every(({ label }) => label.length > 0)).toBe(true);
    },
  );
  test('zooming in and out keeps the point that is held', () => {
    const domain = { from: start, to: start + 10 * DAY };
    const at = start + 2 * DAY;
    const near = zoomed(domain, 0.5, at);
    expect((at - near.from) / (near.to - near.from)).toBeCloseTo(0.2, 3);
    expect(moved(domain, 0.1)).toEqual({ from: start + DAY, to: start + 11 * DAY });
    expect(zoomed(domain, 1e-9).to - zoomed(domain, 1e-9).from).toBe(HOUR);
  });
});
