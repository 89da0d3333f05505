/**
 * Under which heading an event stands. A heading never says more than is known: what lies between 1 and 7 January has
 * the heading "1–7 January", not that of a day; what is known to the month has the month's.
 * Headings stand in order of their first day, then of their last; within one, events keep the chronology's order.
 */
import type { Event, When } from '../generated/records';
import { intervalOf, isUndated, lastDay, type Interval } from './interval';
import { DAY, civilFromDays, dayOf, type Wall, type ZoneMode } from './moment';
import { dateName, dateRange, monthName, weekdayName, yearName } from './names';
import { contains, enclosing, fills, periodAround, type Period } from './periods';

export type GroupBy = 'day' | 'week' | 'month';
export const GROUP_BY: readonly GroupBy[] = ['day', 'week', 'month'];

/** `sure`: the heading is one calendar unit that surely holds its events; others are drawn as less than that. */
export type HeadingKind = 'day' | 'week' | 'month' | 'span' | 'longer' | 'open' | 'undated';

export interface Heading {
  readonly key: string;
  readonly kind: HeadingKind;
  readonly main: string;
  readonly sub: string;
  /** Place in the order of headings: first day's start, end. */
  readonly order: readonly [number, number];
  /** What the row's track stands for. */
  readonly track: Period;
}

export interface PlacedEvent {
  readonly event: Event;
  readonly interval: Interval;
  /** Index in the chronology. */
  readonly index: number;
}

export interface Group extends Heading {
  readonly events: readonly PlacedEvent[];
}

const SEASONS = ['Spring', 'Summer', 'Autumn', 'Winter'];

/** Null where nothing is known: such an event belongs in the tray. */
export function headingOf(
  interval: Interval,
  when: Pick<When, 'edtf' | 'granularity'>,
  by: GroupBy = 'day',
): Heading | null {
  if (isUndated(interval)) return null;
  const { from, to } = interval;
  if (from === null || to === null) return openHeading(interval, when.granularity);
  if (by !== 'day') {
    const period = periodAround(from, by);
    if (contains(period, from, to)) return by === 'week' ? weekHeading(period) : monthHeading(period);
  }
  const first = dayOf(from);
  const last = lastDay(from, to);
  if (first === last) return dayHeading(first);
  return unitHeading(first, last, when) ?? spanHeading(first, last);
}

function dayHeading(day: number): Heading {
  const weekday = weekdayName(day);
  const date = dateName(day);
  const track = { from: day * DAY, to: (day + 1) * DAY };
  const words = weekday ? { main: weekday, sub: date } : splitYear(dateName(day, { year: false }), day);
  return { key: `day:${day}`, kind: 'day', ...words, order: [track.from, track.to], track };
}

function splitYear(main: string, day: number): { main: string; sub: string } {
  return { main, sub: yearName(civilFromDays(day).year) };
}

function weekHeading(track: Period): Heading {
  const monday = dayOf(track.from);
  return {
    key: `week:${monday}`,
    kind: 'week',
    ...rangeWords(monday, monday + 6),
    order: [track.from, track.to],
    track,
  };
}

function monthHeading(track: Period): Heading {
  const day = dayOf(track.from);
  const { year, month } = civilFromDays(day);
  return {
    key: `month:${day}`,
    kind: 'month',
    main: monthName(month),
    sub: yearName(year),
    order: [track.from, track.to],
    track,
  };
}

/** "28 February – 3 March" over "2024"; the years stay in the range where they differ. */
function rangeWords(first: number, last: number): { main: string; sub: string } {
  const a = civilFromDays(first).year;
  const b = civilFromDays(last).year;
  if (a !== b) return { main: dateRange(first, last, { month: 'short' }), sub: '' };
  return { main: dateRange(first, last, { year: false, month: 'short' }), sub: yearName(a) };
}

/** Month, season, quarter, year, decade, century: only where the interval fills it. */
function unitHeading(first: number, last: number, when: Pick<When, 'edtf' | 'granularity'>): Heading | null {
  const from = first * DAY;
  const to = (last + 1) * DAY;
  const { year } = civilFromDays(first);
  const make = (main: string, sub: string, track: Period): Heading => ({
    key: `unit:${main}:${from}`,
    kind: 'longer',
    main,
    sub,
    order: [from, to],
    track,
  });
  if (fills(from, to, 'month'))
    return { ...monthHeading({ from, to }), key: `unit:month:${first}`, kind: 'longer' };
  const season = /^-?\d+-(2[1-4])$/.exec(when.edtf ?? '');
  if (when.granularity === 'season' && season) {
    return make(SEASONS[Number(season[1]) - 21] ?? 'Season', yearName(year), { from, to });
  }
  if (when.granularity === 'quarter') {
    return make(`Quarter ${Math.floor((civilFromDays(first).month - 1) / 3) + 1}`, yearName(year), {
      from,
      to,
    });
  }
  if (fills(from, to, 'year')) return make(yearName(year), '', { from, to });
  if (fills(from, to, 'decade') && year >= 0) return make(`${year}s`, '', { from, to });
  // The nth century counts from year 1 in some books and from year 0 in others.
  if (when.granularity === 'century' && year > 0)
    return make(ordinal(Math.floor(year / 100) + 1), 'century', { from, to });
  return null;
}

function ordinal(n: number): string {
  const tail = n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${tail}`;
}

function spanHeading(first: number, last: number): Heading {
  const order = [first * DAY, (last + 1) * DAY] as const;
  const key = `span:${first}:${last}`;
  if (last === first + 1) {
    const weekdays = [weekdayName(first, true), weekdayName(last, true)];
    const words = weekdays[0]
      ? { main: weekdays.join('–'), sub: dateRange(first, last, { month: 'short' }) }
      : rangeWords(first, last);
    return { key, kind: 'span', ...words, order, track: { from: order[0], to: order[1] } };
  }
  const around = enclosing(order[0], order[1], ['week', 'month', 'year', 'decade', 'century'])?.period;
  return {
    key,
    kind: 'span',
    ...rangeWords(first, last),
    order,
    track: around ?? padded(order[0], order[1]),
  };
}

function padded(from: number, to: number): Period {
  const margin = Math.ceil((to - from) / 10);
  return { from: from - margin, to: to + margin };
}

function openHeading({ from, to, fromClock, toClock }: Interval, granularity: When['granularity']): Heading {
  const day = from === null ? lastDay(null, to ?? 0) : dayOf(from);
  const weekday = weekdayName(day);
  const word = from === null ? 'By' : 'From';
  const clocked = from === null ? toClock : fromClock;
  const year = clocked || granularity === 'day' ? null : wholeYear(day, from === null);
  const words = year
    ? { main: `${word} ${from === null ? 'the end of ' : ''}${year}`, sub: '' }
    : weekday
      ? { main: `${word} ${weekday}`, sub: dateName(day) }
      : splitYear(`${word} ${dateName(day, { year: false })}`, day);
  const clock = from === null ? toClock : fromClock;
  const track = clock ? periodAround(day * DAY, 'day') : { from: (day - 3) * DAY, to: (day + 4) * DAY };
  // Before the next day, after everything of its own day.
  const order: [number, number] = from === null ? [day * DAY + DAY - 1, Infinity] : [day * DAY, Infinity];
  return { key: `${word}:${day}:${clock}`, kind: 'open', ...words, order, track };
}

/** The year that a day begins, or ends: "since 1934" says nothing of a first of January. */
function wholeYear(day: number, ends: boolean): string | null {
  const civil = civilFromDays(day);
  const atEdge = ends ? civil.month === 12 && civil.day === 31 : civil.month === 1 && civil.day === 1;
  return atEdge ? yearName(civil.year) : null;
}

/** Events with their stretch of wall time, in the chronology's order. */
export function placeEvents(events: readonly Event[], wall: Wall): PlacedEvent[] {
  return events.map((event, index) => ({ event, interval: intervalOf(event.when, wall), index }));
}

/** Places events under headings. Events without any time come back apart. */
export function groupEvents(
  events: readonly Event[],
  mode: ZoneMode,
  by: GroupBy,
): { groups: Group[]; undated: PlacedEvent[] } {
  const groups = new Map<string, { heading: Heading; events: PlacedEvent[] }>();
  const undated: PlacedEvent[] = [];
  for (const placed of placeEvents(events, mode)) {
    const heading = headingOf(placed.interval, placed.event.when, by);
    if (!heading) undated.push(placed);
    else if (groups.has(heading.key)) groups.get(heading.key)?.events.push(placed);
    else groups.set(heading.key, { heading, events: [placed] });
  }
  const sorted = [...groups.values()].sort(
    (a, b) =>
      a.heading.order[0] - b.heading.order[0] ||
      compare(a.heading.order[1], b.heading.order[1]) ||
      a.heading.key.localeCompare(b.heading.key),
  );
  return { groups: sorted.map(({ heading, events: placed }) => ({ ...heading, events: placed })), undated };
}

/** Infinity − Infinity is no number. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
