/** Whole units of the calendar: when does an interval fill a month, a year, a decade exactly? */
import { DAY, civilFromDays, dayOf, daysFromCivil } from './moment';

export type Unit = 'day' | 'week' | 'month' | 'year' | 'decade' | 'century';

/** Wall seconds, end excluded. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

const yearStart = (year: number): number => daysFromCivil({ year, month: 1, day: 1 }) * DAY;

const monthStart = (year: number, month: number): number =>
  daysFromCivil({ year: year + Math.floor((month - 1) / 12), month: ((month - 1) % 12) + 1, day: 1 }) * DAY;

/** The unit of the calendar in which a moment lies; weeks begin on Monday. */
export function periodAround(seconds: number, unit: Unit): Period {
  const days = dayOf(seconds);
  if (unit === 'day') return { from: days * DAY, to: (days + 1) * DAY };
  if (unit === 'week') {
    const monday = days - ((((days + 3) % 7) + 7) % 7);
    return { from: monday * DAY, to: (monday + 7) * DAY };
  }
  const { year, month } = civilFromDays(days);
  if (unit === 'month') return { from: monthStart(year, month), to: monthStart(year, month + 1) };
  const size = unit === 'year' ? 1 : unit === 'decade' ? 10 : 100;
  const first = Math.floor(year / size) * size;
  return { from: yearStart(first), to: yearStart(first + size) };
}

export function fills(from: number, to: number, unit: Unit): boolean {
  const period = periodAround(from, unit);
  return period.from === from && period.to === to;
}

export function contains(period: Period, from: number, to: number): boolean {
  return period.from <= from && to <= period.to;
}

/** The smallest of the units that holds [from, to]. */
export function enclosing(
  from: number,
  to: number,
  units: readonly Unit[],
): { unit: Unit; period: Period } | null {
  for (const unit of units) {
    const period = periodAround(from, unit);
    if (contains(period, from, to)) return { unit, period };
  }
  return null;
}
