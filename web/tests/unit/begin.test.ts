/** Where the list of days is opened: at the story, not at what a report says of years before. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { NO_FILTERS } from '../../src/state/filters';
import { Workplace } from '../../src/state/workplace.svelte';
import { STORY, event, when } from './made';

const hour = (n: number) => `2024-01-27T${String(n).padStart(2, '0')}:00`;
const night = Array.from({ length: 20 }, (_, n) => event(`night-${n}`, when(hour(n), hour(n))));
const before = [1934, 1941, 1956, 1961, 1979, 1986].map((year) =>
  event(`of-${year}`, when(`${year}-01-01`, `${year}-12-31`, { granularity: 'year' })),
);

function of(events: ReturnType<typeof event>[]): Workplace {
  return new Workplace({ ...STORY, documents: [], claims: [], origins: [], events });
}

beforeEach(() => {
  vi.stubGlobal('location', { hash: '' });
  vi.stubGlobal('history', { pushState: () => {}, replaceState: () => {} });
});

describe('where the list begins', () => {
  test('at the first event that the strip shows; a step forward goes there too', () => {
    const workplace = of([...before, ...night]);
    expect(workplace.begin).toBe('night-0');
    expect(workplace.step(1)?.event.id).toBe('night-0');
    expect(workplace.step(-1)?.event.id).toBe('night-19');
  });
  test('at its top where little lies before', () => {
    expect(of([...before.slice(1), ...night]).begin).toBeNull();
    expect(of(night).begin).toBeNull();
    expect(of(night).step(1)?.event.id).toBe('night-0');
  });
  test('at its top where somebody filters', () => {
    const workplace = of([...before, ...night]);
    workplace.filter({ ...NO_FILTERS, kinds: ['move'] });
    expect(workplace.begin).toBeNull();
    expect(workplace.step(1)?.event.id).toBe('of-1934');
  });
});
