/** Which stretch of time the strip shows, and where its ticks stand. */
import { scaleUtc } from 'd3-scale';
import type { Density } from '../generated/records';
import type { PlacedEvent } from '../time/grouping';
import { DAY, HOUR, civilFromDays, dayOf, parseMoment } from '../time/moment';
import { clockName, monthName, weekdayName, yearName } from '../time/names';
import type { Period } from '../time/periods';

/** The share of events that the first view is sure to hold; older background and far plans may lie outside. */
const CORE = 0.7;
/** Everything is shown where that costs no more than this many times the width of the core. */
const AFFORDABLE = 3;
/** A neighbour is taken in while the gap to it is no more than this share of what is shown already. */
const NEIGHBOURLY = 0.3;
const LEAST = 6 * HOUR;

/** Where an event lies for the strip: its middle, or the edge that is known. */
export function anchorOf({ interval: { from, to } }: PlacedEvent): number | null {
  if (from !== null && to !== null) return (from + to) / 2;
  return from ?? to;
}

export function wholeDomain(events: readonly PlacedEvent[]): Period | null {
  let low = Infinity;
  let high = -Infinity;
  for (const { interval } of events) {
    const first = interval.from ?? interval.to;
    const last = interval.to ?? interval.from;
    if (first !== null && first < low) low = first;
    if (last !== null && last > high) high = last;
  }
  return low > high ? null : padded(low, high);
}

/** The stretch that counts over time span; null where nothing has a time. */
export function domainOf({ buckets }: Density): Period | null {
  const first = parseMoment(buckets[0]?.from)?.seconds;
  const last = parseMoment(buckets.at(-1)?.to)?.seconds;
  return first === undefined || last === undefined ? null : padded(first, last);
}

/** The stretch in which nearly all of it happens. Years of background must not press the week into one pixel. */
export function focusDomain(events: readonly PlacedEvent[]): Period | null {
  const whole = wholeDomain(events);
  const anchors = events.flatMap((event) => anchorOf(event) ?? []).sort((a, b) => a - b);
  if (!whole || anchors.length < 6) return whole;
  let [first, last] = densest(anchors, Math.ceil(anchors.length * CORE));
  const at = (index: number) => anchors[index] ?? 0;
  if (whole.to - whole.from <= Math.max(at(last) - at(first), LEAST) * AFFORDABLE) return whole;
  for (let grown = true; grown;) {
    const room = Math.max(at(last) - at(first), LEAST) * NEIGHBOURLY;
    grown = false;
    if (first > 0 && at(first) - at(first - 1) <= room) [first, grown] = [first - 1, true];
    if (last < anchors.length - 1 && at(last + 1) - at(last) <= room) [last, grown] = [last + 1, true];
  }
  return padded(at(first), at(last));
}

/** First and last index of the shortest run that holds `count` of the sorted anchors. */
function densest(anchors: readonly number[], count: number): [number, number] {
  let best = 0;
  const width = (first: number) => (anchors[first + count - 1] ?? Infinity) - (anchors[first] ?? 0);
  for (let first = 1; first + count <= anchors.length; first += 1)
    if (width(first) < width(best)) best = first;
  return [best, best + count - 1];
}

function padded(low: number, high: number): Period {
  const size = Math.max(high - low, LEAST);
  if (size > 40 * DAY) return { from: low - size * 0.02, to: low + size * 1.02 };
  // Days stay whole, so that labels stand where days begin.
  return { from: dayOf(low) * DAY, to: dayOf(low + size - 1) * DAY + DAY };
}

export interface Tick {
  readonly at: number;
  readonly label: string;
  /** A second word that opens a larger unit: the month, the year. */
  readonly context: string;
  readonly strong: boolean;
}

/** Ticks about `spacing` pixels apart; d3's calendar steps, from minutes to millennia. */
export function ticksOf(domain: Period, width: number, spacing = 92): Tick[] {
  const scale = scaleUtc([new Date(domain.from * 1000), new Date(domain.to * 1000)], [0, width]);
  const times = scale.ticks(Math.max(2, Math.floor(width / spacing))).map((date) => date.getTime() / 1000);
  const step = times.length > 1 ? (times[1] ?? 0) - (times[0] ?? 0) : domain.to - domain.from;
  let before: number | null = null;
  return times.map((at) => {
    const tick = tickAt(at, step, before);
    before = at;
    return tick;
  });
}

function tickAt(at: number, step: number, before: number | null): Tick {
  const { year, month, day } = civilFromDays(dayOf(at));
  const last = before === null ? null : civilFromDays(dayOf(before));
  const newYear = last?.year !== year;
  const newMonth = newYear || last?.month !== month;
  if (step >= 360 * DAY) return { at, label: yearName(year), context: '', strong: false };
  if (step >= 27 * DAY)
    return {
      at,
      label: monthName(month, true),
      context: newYear ? yearName(year) : '',
      strong: newYear && before !== null,
    };
  if (step >= DAY) {
    const weekday = step < 2 * DAY ? (weekdayName(dayOf(at), true) ?? '') : '';
    const context = newMonth ? `${monthName(month)}${newYear ? ` ${yearName(year)}` : ''}` : '';
    return {
      at,
      label: [weekday, day].filter(Boolean).join(' '),
      context,
      strong: newMonth && before !== null,
    };
  }
  const newDay = before === null || dayOf(before) !== dayOf(at);
  return {
    at,
    label: clockName(at),
    context: newDay ? `${day} ${monthName(month, !newYear)}${newYear ? ` ${yearName(year)}` : ''}` : '',
    strong: newDay,
  };
}
