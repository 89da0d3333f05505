import { expect, test } from 'vitest';
import { findingsOf } from '../../src/decisions/findings';

test('what meets a decision is told apart from why the reports are one event', () => {
  const reasons = ['“fell” and “gave way” name one sort of happening', 'both say “the reports” on Sunday'];
  const met = [
    'Ana set gist; the reports say: The gate fell.',
    'when Ana accepted this, 4 were said; the reports now say: 6',
    '2 more claims have come since Ana accepted this',
    'decision d4: when could not be read (no date) and was left out',
  ];
  expect(findingsOf({ why: [...reasons, ...met] })).toEqual({ reasons, met });
  expect(findingsOf({})).toEqual({ reasons: [], met: [] });
});
