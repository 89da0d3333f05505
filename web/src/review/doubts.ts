/**
 * How doubtful an event is, and why, in words. One number from 0 to 1 to order the review by; each reason adds its
 * weight. The weights say what a wrong line costs a reader most: accounts that exclude each other, words that were read
 * with little confidence, a date that nobody stated.
 */
import type { Claim, Event, When } from '../generated/records';
import { disputeWords } from '../marks/words';

export interface Reason {
  readonly words: string;
  readonly weight: number;
}

export interface Doubt {
  /** 0 to 1 */
  readonly score: number;
  /** The heaviest first. */
  readonly reasons: readonly Reason[];
}

const DISPUTED = 0.36;
const DISPUTED_MORE = 0.08;
const CONFIDENCE = 0.32;
/** At or above `SURE` the confidence is no reason to doubt; at or below `UNSURE` it is the whole of one. */
const SURE = 0.85;
const UNSURE = 0.25;
/** Below this it is said in words. */
const SAID = 0.7;
const ONE_ORIGIN = 0.14;
const UNNAMED = 0.08;
const ZONE = 0.08;
const UNCERTAIN = 0.06;
const UNCLEAR = 0.12;
const BASES: Readonly<Partial<Record<When['basis'], Reason>>> = {
  unknown: { words: 'no date', weight: 0.2 },
  publication: { words: 'dated by its publication alone', weight: 0.2 },
  inferred: { words: 'date inferred', weight: 0.18 },
  inherited: { words: 'date from what stands before it', weight: 0.12 },
};

/** `claims` are those of the event that are at hand. */
export function doubtOf(event: Event, claims: readonly Claim[]): Doubt {
  const reasons = [
    ...disputes(event),
    ...confidence(claims),
    ...support(event, claims),
    ...time(event.when),
    ...(event.status === 'unclear' ? [{ words: 'unclear whether it happened', weight: UNCLEAR }] : []),
  ].sort((a, b) => b.weight - a.weight);
  const score = reasons.reduce((sum, { weight }) => sum + weight, 0);
  return { score: Math.min(1, score), reasons };
}

function disputes(event: Event): Reason[] {
  const count = event.conflicts.length;
  if (!count) return [];
  return [{ words: disputeWords(event), weight: DISPUTED + DISPUTED_MORE * Math.min(2, count - 1) }];
}

/** The surest claim counts: one that is read well carries the others. */
function confidence(claims: readonly Claim[]): Reason[] {
  if (!claims.length) return [];
  const best = Math.max(...claims.map((claim) => claim.confidence));
  const share = Math.min(1, Math.max(0, (SURE - best) / (SURE - UNSURE)));
  if (!share) return [];
  const words = best < SAID ? `confidence ${Math.round(best * 100)} in 100` : '';
  return [{ words, weight: CONFIDENCE * share }];
}

function support(event: Event, claims: readonly Claim[]): Reason[] {
  const found: Reason[] = [];
  if (event.origins === 0) found.push({ words: 'no source', weight: ONE_ORIGIN });
  if (event.origins === 1) found.push({ words: 'a single origin', weight: ONE_ORIGIN });
  const voices = claims.map((claim) => claim.attribution.at(-1)?.source_kind);
  if (voices.length && voices.every((kind) => kind === 'unnamed_person' || kind === 'unnamed_group'))
    found.push({ words: 'unnamed sources only', weight: UNNAMED });
  return found;
}

function time(when: When): Reason[] {
  const found: Reason[] = [];
  const basis = BASES[when.basis];
  if (basis) found.push(basis);
  const clock = Boolean(when.earliest?.includes('T') || when.latest?.includes('T'));
  if (when.zone_assumed && clock) found.push({ words: 'time zone assumed', weight: ZONE });
  if (when.qualifier === '?') found.push({ words: 'date uncertain', weight: UNCERTAIN });
  return found;
}

/** The reasons as one line: "disputed: toll, time · a single origin"; empty where there is none worth a word. */
export function doubtWords({ reasons }: Doubt): string[] {
  return reasons.map(({ words }) => words).filter(Boolean);
}

/** Most doubtful first; equals keep the chronology's order. */
export function inDoubtOrder<T>(rows: readonly T[], doubt: (row: T) => Doubt): T[] {
  return rows
    .map((row, index) => ({ row, index, score: doubt(row).score }))
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ row }) => row);
}
