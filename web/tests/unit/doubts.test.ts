import { describe, expect, test } from 'vitest';
import type { Claim } from '../../src/generated/records';
import { doubtOf, doubtWords, inDoubtOrder } from '../../src/review/doubts';
import { event, when, STORY } from './made';

const claim = (confidence: number, more: Partial<Claim> = {}): Claim =>
  ({ id: `c${confidence}`, confidence, attribution: [], ...more }) as Claim;
const sure = when('2024-11-13', '2024-11-13');
const plain = event('plain', sure, { origins: 3 });
const words = (...args: Parameters<typeof doubtOf>) => doubtWords(doubtOf(...args));

describe('how doubtful an event is', () => {
  test('well read, well supported, stated: not at all', () =>
    expect(doubtOf(plain, [claim(0.95)])).toEqual({ score: 0, reasons: [] }));

  test.each([
    ['disputed: time', { conflicts: [{ field: 'when' as const, values: [] }] }],
    ['a single origin', { origins: 1 }],
    ['no source', { origins: 0 }],
    ['unclear whether it happened', { status: 'unclear' as const }],
    ['date inferred', { when: when('2024-11-13', '2024-11-14', { basis: 'inferred' }) }],
    ['date from what stands before it', { when: when('2024-11-13', '2024-11-13', { basis: 'inherited' }) }],
    ['dated by its publication alone', { when: when(null, '2024-11-13', { basis: 'publication' }) }],
    ['no date', { when: when(null, null, { basis: 'unknown' }) }],
    ['date uncertain', { when: when('2024-11-13', '2024-11-13', { qualifier: '?' }) }],
    ['time zone assumed', { when: when('2024-11-13T18:00', '2024-11-13T18:00', { zone_assumed: true }) }],
  ])('each reason alone is said and counts: %s', (said, change) => {
    const doubtful = { ...plain, ...change };
    expect(words(doubtful, [claim(0.95)])).toEqual([said]);
    expect(doubtOf(doubtful, [claim(0.95)]).score).toBeGreaterThan(0);
  });

  test('a date without a clock has no zone to doubt', () =>
    expect(words({ ...plain, when: { ...sure, zone_assumed: true } }, [claim(0.95)])).toEqual([]));

  test('the surest claim counts, and the less sure the more doubtful', () => {
    const scores = [0.95, 0.7, 0.5, 0.3].map((confidence) => doubtOf(plain, [claim(confidence)]).score);
    expect([...scores].sort((a, b) => a - b)).toEqual(scores);
    expect(new Set(scores).size).toBe(4);
    expect(doubtOf(plain, [claim(0.3), claim(0.95)]).score).toBe(0);
    expect(words(plain, [claim(0.41)])).toEqual(['confidence 41 in 100']);
    expect(words(plain, [claim(0.8)])).toEqual([]);
  });

  test('unnamed voices only, but not where one has a name', () => {
    const link = { source_kind: 'unnamed_person' } as Claim['attribution'][number];
    const named = { source_kind: 'named_person' } as Claim['attribution'][number];
    const unnamed = claim(0.95, { attribution: [link] });
    expect(words(plain, [unnamed])).toEqual(['unnamed sources only']);
    expect(words(plain, [unnamed, claim(0.95, { attribution: [named] })])).toEqual([]);
  });

  test('more reasons are more doubtful, never above one', () => {
    const worst = event('worst', when(null, null, { basis: 'unknown', qualifier: '?' }), {
      origins: 1,
      status: 'unclear',
      conflicts: (['when', 'status', 'figures', 'where'] as const).map((field) => ({ field, values: [] })),
    });
    const doubt = doubtOf(worst, [claim(0.1)]);
    expect(doubt.score).toBe(1);
    expect(doubt.reasons.map(({ weight }) => weight)).toEqual(
      [...doubt.reasons].map(({ weight }) => weight).sort((a, b) => b - a),
    );
  });

  test('the most doubtful first, equals as they were', () => {
    const rows = [
      { id: 'a', score: 0.2 },
      { id: 'b', score: 0.5 },
      { id: 'c', score: 0.2 },
      { id: 'd', score: 0.9 },
    ];
    const order = inDoubtOrder(rows, ({ score }) => ({ score, reasons: [] })).map(({ id }) => id);
    expect(order.join('')).toBe('dbac');
  });

  test('every event of the story has a score and words for what weighs', () => {
    const byId = new Map(STORY.claims.map((each) => [each.id, each]));
    for (const each of STORY.events) {
      const doubt = doubtOf(
        each,
        each.claims.flatMap((id) => byId.get(id) ?? []),
      );
      expect(doubt.score).toBeGreaterThanOrEqual(0);
      if (doubt.score > 0.2) expect(doubtWords(doubt).length).toBeGreaterThan(0);
    }
  });
});
