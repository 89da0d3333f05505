/** Moves and scales the stretch of time that the strip shows. */
import { MINUTE } from '../time/moment';
import type { Period } from '../time/periods';

/** From an hour to ten thousand years. */
const LEAST = 60 * MINUTE;
const MOST = 10_000 * 366 * 86400;

export function zoomed({ from, to }: Period, factor: number, at = (from + to) / 2): Period {
  const size = Math.min(MOST, Math.max(LEAST, (to - from) * factor));
  const share = (at - from) / (to - from);
  return whole({ from: at - share * size, to: at + (1 - share) * size });
}

export function moved({ from, to }: Period, share: number): Period {
  const by = (to - from) * share;
  return whole({ from: from + by, to: to + by });
}

/** Addresses know minutes. */
function whole({ from, to }: Period): Period {
  const minute = (seconds: number) => Math.round(seconds / MINUTE) * MINUTE;
  return { from: minute(from), to: minute(to) };
}
