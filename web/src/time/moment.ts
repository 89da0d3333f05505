/**
 * Days and clock times in the proleptic Gregorian calendar with astronomical years, counted in seconds on a wall: what a
 * clock at the place would show, from 1970-01-01T00:00. No Date object is asked, so any year works.
 * Day arithmetic after H. Hinnant, "chrono-compatible low-level date algorithms".
 */

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86400;

/** How clock times are shown: as the text has them, in the reader's zone, or in UTC. */
export type ZoneMode = 'written' | 'local' | 'utc';
export const ZONE_MODES: readonly ZoneMode[] = ['written', 'local', 'utc'];

export interface Moment {
  /** Seconds as written, offset not applied. */
  readonly seconds: number;
  /** False for a date alone. */
  readonly clock: boolean;
  /** Seconds east of UTC; null where the text gives none. */
  readonly offset: number | null;
}

export interface CivilDate {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  /** 1 to 31 */
  readonly day: number;
}

const ISO = /^([+-]?\d{4,})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** Null for what is not an ISO date or instant, or names no day of the calendar. */
export function parseMoment(iso: string | null | undefined): Moment | null {
  const match = iso ? ISO.exec(iso) : null;
  if (!match) return null;
  const [, year, month, day, hour, minute, second, zone] = match;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > daysInMonth(date.year, date.month))
    return null;
  const start = daysFromCivil(date) * DAY;
  if (hour === undefined) return { seconds: start, clock: false, offset: null };
  const seconds = start + Number(hour) * HOUR + Number(minute) * MINUTE + Number(second ?? 0);
  return { seconds, clock: true, offset: offsetOf(zone) };
}

function offsetOf(zone: string | undefined): number | null {
  if (!zone) return null;
  if (zone === 'Z') return 0;
  const size = Number(zone.slice(1, 3)) * HOUR + Number(zone.slice(-2)) * MINUTE;
  return zone[0] === '-' ? -size : size;
}

/** A wall to compare times on: a zone mode, or one fixed offset (seconds east of UTC) for all. */
export type Wall = ZoneMode | { readonly offset: number };

/** Wall seconds in the zone that is shown. What has no offset, or no clock, stays as written. */
export function wallSeconds(moment: Moment, wall: Wall): number {
  if (wall === 'written' || !moment.clock || moment.offset === null) return moment.seconds;
  const instant = moment.seconds - moment.offset;
  if (typeof wall === 'object') return instant + wall.offset;
  return wall === 'utc' ? instant : instant + localOffset(instant);
}

/** Seconds east of UTC of the browser's zone at an instant. */
function localOffset(instant: number): number {
  const minutes = new Date(instant * 1000).getTimezoneOffset();
  return Number.isNaN(minutes) ? 0 : -minutes * MINUTE;
}

export function daysFromCivil({ year, month, day }: CivilDate): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719468
  );
}

export function civilFromDays(days: number): CivilDate {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

export function daysInMonth(year: number, month: number): number {
  const next = month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 };
  return daysFromCivil(next) - daysFromCivil({ year, month, day: 1 });
}

/** 0 is Monday. */
export function weekdayOf(days: number): number {
  return (((days + 3) % 7) + 7) % 7;
}

export function dayOf(seconds: number): number {
  return Math.floor(seconds / DAY);
}

/** Wall seconds as ISO: a date at midnight, else to the minute. The form of addresses. */
export function isoOf(seconds: number): string {
  const days = dayOf(seconds);
  const { year, month, day } = civilFromDays(days);
  const two = (n: number) => String(n).padStart(2, '0');
  const date = `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}-${two(month)}-${two(day)}`;
  const rest = seconds - days * DAY;
  if (rest < MINUTE) return date;
  return `${date}T${two(Math.floor(rest / HOUR))}:${two(Math.floor((rest % HOUR) / MINUTE))}`;
}
