/** A When as the stretch of wall time in which the happening lies. */
import type { When } from '../generated/records';
import { DAY, MINUTE, dayOf, parseMoment, wallSeconds, type Wall } from './moment';

export interface Interval {
  /** First second; null is open. */
  readonly from: number | null;
  /** End: of the day for a date alone (excluded), the moment itself for a clock time; null is open. */
  readonly to: number | null;
  readonly fromClock: boolean;
  readonly toClock: boolean;
  /** Qualifier `~`. */
  readonly approximate: boolean;
  /** Qualifier `?`. */
  readonly uncertain: boolean;
}

export type TimeFields = Pick<When, 'earliest' | 'latest' | 'qualifier'>;

/** By wall: records never change in place, and many parts of the page ask for the same stretch. */
const known = new Map<string, WeakMap<TimeFields, Interval>>();

export function intervalOf(when: TimeFields, wall: Wall): Interval {
  const key = typeof wall === 'object' ? String(wall.offset) : wall;
  let intervals = known.get(key);
  if (!intervals) known.set(key, (intervals = new WeakMap()));
  let interval = intervals.get(when);
  if (!interval) intervals.set(when, (interval = madeInterval(when, wall)));
  return interval;
}

function madeInterval(when: TimeFields, wall: Wall): Interval {
  const first = parseMoment(when.earliest);
  const last = parseMoment(when.latest);
  const from = first && wallSeconds(first, wall);
  let to = last && wallSeconds(last, wall) + (last.clock ? 0 : DAY);
  // A bound such as 18:40:59 is the end of a minute.
  if (to !== null && last?.clock && to % MINUTE === MINUTE - 1) to += 1;
  if (from !== null && to !== null && to < from) to = from;
  return {
    from,
    to,
    fromClock: first?.clock ?? false,
    toClock: last?.clock ?? false,
    approximate: when.qualifier === '~',
    uncertain: when.qualifier === '?',
  };
}

export function isUndated(interval: Interval): boolean {
  return interval.from === null && interval.to === null;
}

/** An instant, as near as a clock tells: no more than a minute. */
export function isInstant({ from, to }: Interval): boolean {
  return from !== null && to !== null && to - from <= MINUTE;
}

/** Number (days from 1970) of the last day that the interval touches. */
export function lastDay(from: number | null, to: number): number {
  return to % DAY === 0 && (from === null || to > from) ? to / DAY - 1 : dayOf(to);
}

/** The one day in which all of the interval lies, or null. */
export function soleDay({ from, to }: Interval): number | null {
  if (from === null || to === null) return null;
  const first = dayOf(from);
  return lastDay(from, to) === first ? first : null;
}

/** Whether the happening may lie in [from, to): open intervals count by the edge that is known. */
export function meets(interval: Interval, from: number | null, to: number | null): boolean {
  const start = interval.from ?? (interval.to === null ? null : interval.to - 1);
  const end = interval.from === null || interval.to === null ? start : interval.to;
  if (start === null || end === null) return false;
  const afterStart = from === null || end > from || (end === start && end >= from);
  return afterStart && (to === null || start < to);
}
