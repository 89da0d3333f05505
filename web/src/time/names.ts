/** Names of days, months and years as a reader expects them: "Saturday 2 March 2024", "44 BC". */
import { DAY, HOUR, MINUTE, civilFromDays, dayOf, weekdayOf } from './moment';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
/** Weekdays before the calendar was in use anywhere would be an invention. */
const FIRST_GREGORIAN_YEAR = 1583;

export function yearName(year: number): string {
  return year > 0 ? String(year) : `${1 - year} BC`;
}

export function monthName(month: number, short = false): string {
  const name = MONTHS[month - 1] ?? '';
  return short ? name.slice(0, 3) : name;
}

/** Null where the calendar was not yet in use. */
export function weekdayName(days: number, short = false): string | null {
  if (civilFromDays(days).year < FIRST_GREGORIAN_YEAR) return null;
  const name = WEEKDAYS[weekdayOf(days)] ?? '';
  return short ? name.slice(0, 3) : name;
}

export interface DateParts {
  weekday?: 'long' | 'short' | 'none';
  month?: 'long' | 'short';
  year?: boolean;
}

export function dateName(
  days: number,
  { weekday = 'none', month = 'long', year = true }: DateParts = {},
): string {
  const date = civilFromDays(days);
  const named = weekday === 'none' ? null : weekdayName(days, weekday === 'short');
  const parts = [
    named,
    String(date.day),
    monthName(date.month, month === 'short'),
    year ? yearName(date.year) : null,
  ];
  return parts.filter(Boolean).join(' ');
}

/** "8–12 November 2024", "28 February – 3 March 2024", "30 December 2024 – 2 January 2025". */
export function dateRange(
  first: number,
  last: number,
  { year = true, month = 'long' }: Omit<DateParts, 'weekday'> = {},
): string {
  if (first === last) return dateName(first, { year, month });
  const a = civilFromDays(first);
  const b = civilFromDays(last);
  if (a.year !== b.year) return `${dateName(first, { month })} – ${dateName(last, { month })}`;
  if (a.month !== b.month)
    return `${dateName(first, { year: false, month })} – ${dateName(last, { year, month })}`;
  return `${a.day}–${dateName(last, { year, month })}`;
}

export function clockName(seconds: number): string {
  const rest = seconds - dayOf(seconds) * DAY;
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${two(rest / HOUR)}:${two((rest % HOUR) / MINUTE)}`;
}

/** "UTC", "UTC+1", "UTC−3:30". */
export function offsetName(offset: number): string {
  if (offset === 0) return 'UTC';
  const size = Math.abs(offset);
  const minutes = Math.floor((size % HOUR) / MINUTE);
  return `UTC${offset < 0 ? '−' : '+'}${Math.floor(size / HOUR)}${minutes ? `:${String(minutes).padStart(2, '0')}` : ''}`;
}

const UNITS: readonly [RegExp, string][] = [
  [/(\d+(?:\.\d+)?)Y/, 'year'],
  [/(\d+(?:\.\d+)?)M(?=[^T]*(?:T|$))/, 'month'],
  [/(\d+(?:\.\d+)?)W/, 'week'],
  [/(\d+(?:\.\d+)?)D/, 'day'],
];
const CLOCK_UNITS: readonly [RegExp, string][] = [
  [/(\d+(?:\.\d+)?)H/, 'hour'],
  [/(\d+(?:\.\d+)?)M/, 'minute'],
  [/(\d+(?:\.\d+)?)S/, 'second'],
];

const LONGER: readonly { unit: string; days: number; from: number; slack: number }[] = [
  // from so many days on; a whole number of units may miss this share of one
  { unit: 'year', days: 365.2425, from: 730, slack: 0.15 },
  { unit: 'month', days: 30.436875, from: 56, slack: 0.15 },
  { unit: 'week', days: 7, from: 14, slack: 0.15 },
];

/** A stretch of days as a person says it, never shorter than it is: "5 days", "a week", "3 months", "90 years". */
export function stretchName(days: number): string {
  if (days === 7) return 'a week';
  if (days >= 28 && days <= 31) return 'a month';
  if (days === 365 || days === 366) return 'a year';
  const longer = LONGER.find(({ from }) => days >= from);
  if (!longer) return days === 1 ? 'a day' : `${days} days`;
  const count = Math.ceil(days / longer.days - longer.slack);
  return `${count.toLocaleString('en-GB')} ${longer.unit}s`;
}

/** An ISO 8601 duration in words: "4 days", "2 hours 30 minutes"; the text itself where it is of no known form. */
export function durationName(iso: string): string {
  const [dates = '', clocks = ''] = iso.replace(/^P/, '').split('T');
  const named = (part: string, units: readonly [RegExp, string][]) =>
    units.flatMap(([pattern, unit]) => {
      const count = pattern.exec(part)?.[1];
      return count ? [`${count} ${unit}${count === '1' ? '' : 's'}`] : [];
    });
  const words = [...named(dates, UNITS), ...named(clocks, CLOCK_UNITS)];
  return /^P/.test(iso) && words.length ? words.join(' ') : iso;
}
