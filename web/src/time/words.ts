/** A When in words: short for a row under its heading, whole for the evidence. */
import type { When } from '../generated/records';
import { intervalOf, isInstant, isUndated, lastDay, soleDay, type Interval } from './interval';
import { DAY, HOUR, civilFromDays, dayOf, parseMoment, type ZoneMode } from './moment';
import { clockName, dateName, dateRange, offsetName, stretchName } from './names';
import { headingOf, type Heading } from './grouping';

const PARTS_OF_DAY: Record<string, string> = {
  MO: 'morning',
  MI: 'midday',
  AF: 'afternoon',
  EV: 'evening',
  NI: 'night',
  DT: 'daytime',
};

export type TimeWords = Pick<
  When,
  'granularity' | 'edtf' | 'timex' | 'qualifier' | 'zone' | 'zone_assumed' | 'earliest' | 'latest'
>;

/** "morning", where the expression names a part of the day; null else. */
export function partOfDay(when: Pick<TimeWords, 'granularity' | 'timex'>): string | null {
  const code =
    when.granularity === 'part-of-day'
      ? /T(MO|MI|AF|EV|NI|DT)$/.exec(when.timex?.value ?? '')?.[1]
      : undefined;
  return code ? (PARTS_OF_DAY[code] ?? null) : null;
}

function qualified(words: string, { approximate, uncertain }: Interval): string {
  if (approximate) return `about ${words}`;
  return uncertain ? `perhaps ${words}` : words;
}

/** Doubt about a time with an open end, or one that its heading gives. */
function doubted(words: string, { uncertain }: Interval): string {
  return uncertain ? `perhaps ${words}` : words;
}

/** What the row adds to its heading: "18:40", "before 06:00", "within 5 days", "day unknown". */
export function rowTime(interval: Interval, when: TimeWords, heading: Heading): string {
  const { from, to } = interval;
  if (isUndated(interval)) return 'no date';
  const then = interval.uncertain ? 'then ' : '';
  if (from === null)
    return doubted(interval.toClock ? `before ${clockName(to ?? 0)}` : `${then}or earlier`, interval);
  if (to === null)
    return doubted(interval.fromClock ? `${clockName(from)} or later` : `${then}or later`, interval);
  const day = soleDay(interval);
  if (day !== null) {
    const within = timeWithinDay(interval, when, day);
    if (heading.kind === 'day') return within || 'that day';
    return [dateName(day, { weekday: 'short', month: 'short', year: false }), within]
      .filter(Boolean)
      .join(', ');
  }
  return longerTime(interval, partOfDay(when) === 'night', heading, from, to);
}

function longerTime(interval: Interval, night: boolean, heading: Heading, from: number, to: number): string {
  const first = dayOf(from);
  const last = lastDay(from, to);
  if (interval.fromClock && interval.toClock) {
    if (last === first + 1 && heading.kind === 'span' && night) return qualified('that night', interval);
    if (last === first + 1 && heading.kind === 'span')
      return qualified(`${clockName(from)}–${clockName(to)}`, interval);
    const at = (seconds: number) =>
      `${dateName(dayOf(seconds), { month: 'short', year: false })} ${clockName(seconds)}`;
    return qualified(`${at(from)} – ${at(to)}`, interval);
  }
  if (heading.kind === 'longer') {
    if (interval.uncertain) return 'perhaps then';
    const days = (heading.track.to - heading.track.from) / DAY;
    return days > 366 ? 'year unknown' : days > 31 ? 'month unknown' : 'day unknown';
  }
  const days = last - first + 1;
  if (heading.kind === 'span')
    return qualified(days === 2 ? 'either day' : `within ${stretchName(days)}`, interval);
  return qualified(dateRange(first, last, { month: 'short', year: false }), interval);
}

/** Within one known day; empty where the whole day is open. */
function timeWithinDay(interval: Interval, when: TimeWords, day: number): string {
  const { from, to } = interval;
  if (from === null || to === null) return '';
  const part = partOfDay(when);
  // A part of a day has no sharp edges: "about evening" is nothing that a person says.
  if (part) return qualified(part, { ...interval, approximate: false });
  const wholeFrom = !interval.fromClock || from === day * DAY;
  const wholeTo = !interval.toClock || to >= (day + 1) * DAY - 60;
  if (wholeFrom && wholeTo)
    return interval.approximate || interval.uncertain ? qualified('that day', interval) : '';
  if (isInstant(interval)) return qualified(clockName(from), interval);
  if (!interval.fromClock) return qualified(`before ${clockName(to)}`, interval);
  if (!interval.toClock) return qualified(`after ${clockName(from)}`, interval);
  return qualified(`${clockName(from)}–${clockName(to)}`, interval);
}

/** The whole of it: "Thursday 14 November 2024, between 00:01 and 00:20". Without the zone. */
export function wholeTime(interval: Interval, when: TimeWords): string {
  const { from, to } = interval;
  if (isUndated(interval)) return 'No date is known';
  if (from === null) return capital(doubted(openEarlier(interval, to ?? 0), interval));
  if (to === null) return capital(doubted(`${dateAndClock(from, interval.fromClock)} or later`, interval));
  const day = soleDay(interval);
  if (day !== null) return wholeDay(interval, when, day);
  if (partOfDay(when) === 'night' && lastDay(from, to) === dayOf(from) + 1)
    return nightWords(interval, dayOf(from));
  const heading = headingOf(interval, when);
  if (heading?.kind === 'longer')
    return capital(qualified([heading.main, heading.sub].filter(Boolean).join(' '), interval));
  const end = interval.toClock ? to : lastDay(from, to) * DAY;
  const sameYear = civilFromDays(dayOf(from)).year === civilFromDays(dayOf(end)).year;
  const words = `between ${dateAndClock(from, interval.fromClock, !sameYear)} and ${dateAndClock(end, interval.toClock)}`;
  return capital(qualified(words, interval));
}

/** A night belongs to two days. */
function nightWords(interval: Interval, day: number): string {
  const [evening, morning] = [
    dateName(day, { weekday: 'long', year: false }),
    dateName(day + 1, { weekday: 'long' }),
  ];
  return capital(qualified(`the night from ${evening} to ${morning}`, interval));
}

/** For a line without a heading: "Thu 14 Nov 2024, 00:01–06:00", "13–17 Nov 2024", "by 17 Nov 2024", "1990s". */
export function lineTime(interval: Interval, when: TimeWords): string {
  const heading = headingOf(interval, when);
  const { from, to } = interval;
  if (!heading) return 'no date';
  const day = soleDay(interval);
  // A stretch of clock times is not broken between two lines.
  const whole = (words: string) => words.replaceAll('–', '\u2060–\u2060');
  if (day !== null)
    return [dateName(day, { weekday: 'short', month: 'short' }), whole(timeWithinDay(interval, when, day))]
      .filter(Boolean)
      .join(', ');
  if (from === null || to === null) {
    const known = from === null ? lastDay(null, to ?? 0) : dayOf(from);
    return `${from === null ? 'by' : 'from'} ${dateName(known, { weekday: 'short', month: 'short' })}`;
  }
  if (heading.kind !== 'span') return [heading.main, heading.sub].filter(Boolean).join(' ');
  const range = dateRange(dayOf(from), lastDay(from, to), { month: 'short' });
  const clocks = interval.fromClock && interval.toClock ? whole(`${clockName(from)}–${clockName(to)}`) : '';
  return [range, clocks].filter(Boolean).join(', ');
}

/** For a table: "Tue 30 Jan 2024, 14:10"; words of `wholeTime` where it is no single day. */
export function shortTime(interval: Interval, when: TimeWords): string {
  const day = soleDay(interval);
  if (day === null) return wholeTime(interval, when);
  const within = timeWithinDay(interval, when, day);
  return [dateName(day, { weekday: 'short', month: 'short', year: false }), within]
    .filter(Boolean)
    .join(', ');
}

function openEarlier(interval: Interval, to: number): string {
  if (interval.toClock) return `before ${dateAndClock(to, true)}`;
  return `on or before ${dateAndClock(lastDay(null, to) * DAY, false)}`;
}

function wholeDay(interval: Interval, when: TimeWords, day: number): string {
  const date = dateName(day, { weekday: 'long' });
  const { from, to } = interval;
  const within = timeWithinDay(interval, when, day);
  if (!within) return `${date}, hour unknown`;
  const both =
    interval.fromClock && interval.toClock && from !== null && to !== null && to - from < 24 * HOUR;
  if (!both || isInstant(interval) || partOfDay(when)) return `${date}, ${within}`;
  return `${date}, ${qualified(`between ${clockName(from)} and ${clockName(to)}`, interval)}`;
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function dateAndClock(seconds: number, clock: boolean, year = true): string {
  const date = dateName(dayOf(seconds), { weekday: 'long', year });
  return clock ? `${date}, ${clockName(seconds)}` : date;
}

/** The zone of what `wholeTime` says, in words; empty where no clock has one. */
export function zoneWords(when: TimeWords, mode: ZoneMode): string {
  const offset = offsetWritten(when);
  if (offset === null)
    return mode === 'written' && hasClock(when) && when.zone
      ? `${when.zone}${when.zone_assumed ? ', assumed' : ''}`
      : '';
  if (mode === 'utc') return 'UTC';
  if (mode === 'local') return localZone();
  return when.zone ? `${when.zone}${when.zone_assumed ? ', assumed' : ''}` : offsetName(offset);
}

function hasClock(when: TimeWords): boolean {
  return Boolean(parseMoment(when.earliest)?.clock || parseMoment(when.latest)?.clock);
}

/** The offset that the text's own clock has, where it has one. */
export function offsetWritten(when: Pick<TimeWords, 'earliest' | 'latest'>): number | null {
  return parseMoment(when.earliest)?.offset ?? parseMoment(when.latest)?.offset ?? null;
}

export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'local time';
}

/** A document's date: "14 November 2024, 07:10"; a range where it is one. */
export function publishedWords(
  published: { earliest: string; latest: string },
  mode: ZoneMode,
  short = false,
): string {
  const time = { earliest: published.earliest, latest: published.latest, qualifier: '' as const };
  const first = parseMoment(time.earliest);
  if (!first) return published.earliest;
  const interval = intervalOf(time, mode);
  const from = interval.from ?? first.seconds;
  const last = interval.to === null ? dayOf(from) : lastDay(from, interval.to);
  if (last !== dayOf(from))
    return dateRange(dayOf(from), last, { month: short ? 'short' : 'long', year: !short });
  const date = dateName(dayOf(from), short ? { weekday: 'short', month: 'short', year: false } : {});
  return interval.fromClock ? `${date}, ${clockName(from)}` : date;
}
