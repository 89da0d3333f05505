/** A time as a person types it, and back: two edges, how fine it is, how sure. */
import type { When } from '../generated/records';
import { intervalOf } from '../time/interval';
import { civilFromDays, dayOf, daysFromCivil, daysInMonth, parseMoment } from '../time/moment';
import { wholeTime, zoneWords } from '../time/words';

export type Granularity = When['granularity'];

/** What the form holds. */
export interface TimeDraft {
  earliest: string;
  latest: string;
  granularity: Granularity;
  qualifier: When['qualifier'];
  zone: string;
}

export const GRANULARITIES: readonly Granularity[] = [
  'instant',
  'minute',
  'hour',
  'part-of-day',
  'day',
  'week',
  'month',
  'season',
  'quarter',
  'year',
  'decade',
  'century',
  'unknown',
];

export const HOW_TO_WRITE = 'Write it as 2024, 2024-11, 2024-11-13 or 2024-11-13 18:00.';

const TYPED =
  /^([+-]?\d{4,})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]+(\d{1,2}):(\d\d)(?::(\d\d))?\s*(Z|[+-]\d\d:?\d\d)?)?)?)?$/i;

interface Edge {
  readonly iso: string;
  readonly unit: 'year' | 'month' | 'day' | 'minute';
}

/** One edge: what was typed as ISO, at the first or the last day of what it names. Undefined for what is no date. */
export function edgeOf(typed: string, end: 'earliest' | 'latest'): Edge | null | undefined {
  const text = typed.trim();
  if (!text) return null;
  const match = TYPED.exec(text);
  if (!match) return undefined;
  const [, year = '', month, day, hour, minute, second, zone] = match;
  const last = end === 'latest';
  const m = month ? Number(month) : last ? 12 : 1;
  if (m < 1 || m > 12) return undefined;
  const d = day ? Number(day) : last ? daysInMonth(Number(year), m) : 1;
  const two = (value: number | string) => String(value).padStart(2, '0');
  const date = `${year}-${two(m)}-${two(d)}`;
  const clock =
    hour === undefined ? '' : `T${two(hour)}:${minute}${second ? `:${second}` : ''}${offset(zone)}`;
  const iso = date + clock;
  if (!parseMoment(iso) || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59) return undefined;
  return { iso, unit: hour !== undefined ? 'minute' : day ? 'day' : month ? 'month' : 'year' };
}

function offset(zone: string | undefined): string {
  if (!zone) return '';
  return zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
}

export interface ReadTime {
  readonly when: When | null;
  readonly fault: { readonly field: 'earliest' | 'latest'; readonly words: string } | null;
  readonly preview: string;
}

/** The time that a draft means, with what it says in plain words; `before` gives what the form does not ask. */
export function readTime(draft: TimeDraft, before: When | null, reason: string): ReadTime {
  const first = edgeOf(draft.earliest, 'earliest');
  const last = edgeOf(draft.latest, 'latest');
  for (const [field, edge] of [
    ['earliest', first],
    ['latest', last],
  ] as const)
    if (edge === undefined) return { when: null, fault: { field, words: HOW_TO_WRITE }, preview: '' };
  const earliest = first?.iso ?? null;
  const latest = last?.iso ?? null;
  if (earliest && latest && isAfter(earliest, latest))
    return {
      when: null,
      fault: { field: 'latest', words: 'The latest lies before the earliest.' },
      preview: '',
    };
  const when: When = {
    earliest,
    latest,
    granularity: draft.granularity,
    edtf: null,
    timex: null,
    expression: null,
    basis: earliest || latest ? 'stated' : 'unknown',
    qualifier: draft.qualifier,
    zone: draft.zone.trim() || null,
    zone_assumed: Boolean(before?.zone_assumed && draft.zone.trim() === (before.zone ?? '')),
    reason,
    duration: before?.duration ?? null,
  };
  return { when, fault: null, preview: timeWords(when) };
}

/** The whole time in words with its zone, as the evidence writes it. */
export function timeWords(when: When): string {
  const zone = zoneWords(when, 'written');
  return `${wholeTime(intervalOf(when, 'written'), when)}${zone ? ` (${zone})` : ''}`;
}

/** How fine two edges are, where they say it: both one day, one month, one year, one minute. */
export function finenessOf(earliest: string, latest: string): Granularity | null {
  const first = edgeOf(earliest, 'earliest');
  const last = edgeOf(latest, 'latest');
  if (!first || !last) return null;
  if (first.unit === 'minute' || last.unit === 'minute') return first.iso === last.iso ? 'minute' : 'hour';
  if (first.iso === last.iso) return 'day';
  const [a, b] = [first.iso, last.iso].map((iso) => civilFromDays(dayOf(parseMoment(iso)?.seconds ?? 0)));
  if (!a || !b) return null;
  const whole = a.day === 1 && b.day === daysInMonth(b.year, b.month);
  if (whole && a.year === b.year && a.month === b.month) return 'month';
  if (whole && a.year === b.year && a.month === 1 && b.month === 12) return 'year';
  const days = daysFromCivil(b) - daysFromCivil(a) + 1;
  return days <= 7 ? (days === 7 ? 'week' : 'day') : days <= 31 ? 'month' : 'year';
}

function isAfter(earliest: string, latest: string): boolean {
  const { from } = intervalOf({ earliest, latest: null, qualifier: '' }, 'utc');
  const { to, toClock } = intervalOf({ earliest: null, latest, qualifier: '' }, 'utc');
  // The end of a date is the start of the next.
  return from !== null && to !== null && (toClock ? from > to : from >= to);
}

/** The draft of a time that stands. */
export function draftOf(when: When | null): TimeDraft {
  const shown = (iso: string | null | undefined) =>
    (iso ?? '').replace('T', ' ').replace(/(?<=:\d\d)(?=Z|[+-]\d\d:?\d\d$)/, ' ');
  return {
    earliest: shown(when?.earliest),
    latest: shown(when?.latest),
    granularity: when?.granularity ?? 'day',
    qualifier: when?.qualifier ?? '',
    zone: when?.zone ?? '',
  };
}

export function sameDraft(a: TimeDraft, b: TimeDraft): boolean {
  return (
    a.earliest === b.earliest &&
    a.latest === b.latest &&
    a.granularity === b.granularity &&
    a.qualifier === b.qualifier &&
    a.zone === b.zone
  );
}
