/**
 * Time drawn. One geometry for the list, the strip and the tables: a dot for an instant, a soft bar for a stretch in which
 * the happening lies, an edge where only the end is known ("before"), an arrow where only the beginning is ("or later").
 */
import type { Interval } from '../time/interval';
import { isInstant } from '../time/interval';
import type { Period } from '../time/periods';
import type { Stance } from './stance';

export interface Drawing {
  readonly shape: 'dot' | 'bar' | 'before' | 'after';
  /** Pixels; a dot has x0 === x1. */
  readonly x0: number;
  readonly x1: number;
  readonly stance: Stance;
  readonly approximate: boolean;
  /** The stretch goes on beyond the track. */
  readonly cutStart: boolean;
  readonly cutEnd: boolean;
}

export interface TrackScale {
  readonly domain: Period;
  /** Pixels between the two ends of the domain. */
  readonly width: number;
  /** Pixels left free at either end, so that a dot at the edge stays whole. */
  readonly inset: number;
}

/** Narrower bars are drawn this wide, so that they can be told from dots. */
export const LEAST_BAR = 7;
const OPEN_REACH = 26;

export function xOf(seconds: number, { domain, width, inset }: TrackScale): number {
  const share = (seconds - domain.from) / (domain.to - domain.from);
  return inset + share * (width - 2 * inset);
}

export function draw(interval: Interval, stance: Stance, scale: TrackScale): Drawing | null {
  const { from, to } = interval;
  const approximate = interval.approximate || interval.uncertain;
  const common = { stance, approximate, cutStart: false, cutEnd: false };
  const low = scale.inset;
  const high = scale.width - scale.inset;
  if (from === null && to === null) return null;
  if (from === null) {
    const edge = clamp(xOf(to ?? 0, scale), low, high);
    return {
      ...common,
      shape: 'before',
      x0: Math.max(low, edge - reach(scale)),
      x1: Math.max(edge, low + LEAST_BAR),
    };
  }
  if (to === null) {
    const edge = clamp(xOf(from, scale), low, high);
    const x0 = Math.min(edge, high - LEAST_BAR - 3);
    return {
      ...common,
      shape: 'after',
      x0,
      x1: Math.min(high, Math.max(edge + reach(scale), x0 + LEAST_BAR + 3)),
    };
  }
  const start = xOf(from, scale);
  const end = xOf(to, scale);
  if (isInstant(interval)) {
    const x = clamp(start, low, high);
    return { ...common, shape: 'dot', x0: x, x1: x, cutStart: start < low - 1, cutEnd: start > high + 1 };
  }
  const [x0, x1] = atLeast(clamp(start, low, high), clamp(end, low, high), low, high);
  return { ...common, shape: 'bar', x0, x1, cutStart: start < low - 1, cutEnd: end > high + 1 };
}

function reach({ width }: TrackScale): number {
  return Math.max(OPEN_REACH, Math.min(60, width * 0.3));
}

function atLeast(x0: number, x1: number, low: number, high: number): [number, number] {
  if (x1 - x0 >= LEAST_BAR) return [x0, x1];
  const middle = clamp((x0 + x1) / 2, low + LEAST_BAR / 2, high - LEAST_BAR / 2);
  return [middle - LEAST_BAR / 2, middle + LEAST_BAR / 2];
}

function clamp(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, x));
}

const TRACK_STEPS: readonly [number, number][] = [
  // longest track in days, days between its ticks
  [1, 0.25],
  [2, 0.5],
  [8, 1],
  [40, 7],
];

/** Pixels of the small ticks on a row's track: quarters of a day, days, weeks, months, years. */
export function trackTicks(scale: TrackScale): number[] {
  const days = (scale.domain.to - scale.domain.from) / 86400;
  const step = TRACK_STEPS.find(([longest]) => days <= longest)?.[1] ?? (days <= 400 ? days / 12 : days / 10);
  const ticks: number[] = [];
  for (let at = 0; at <= days + 1e-6; at += step) ticks.push(xOf(scale.domain.from + at * 86400, scale));
  return ticks;
}
