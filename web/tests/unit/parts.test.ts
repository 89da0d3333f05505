/** A large chronology as it comes: the first view, and the lines that bring the rest. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Density, Opening } from '../../src/generated/records';
import { findSource } from '../../src/data/load';
import { firstViewOf, readParts } from '../../src/data/parts';
import { Workplace } from '../../src/state/workplace.svelte';
import { columnsOfCounts } from '../../src/strip/density';
import { domainOf } from '../../src/strip/domain';
import { STORY } from './made';

vi.stubGlobal('location', { hash: '', protocol: 'http:' });
vi.stubGlobal('history', { pushState: () => {}, replaceState: () => {} });
afterEach(() => vi.restoreAllMocks());

const DENSITY: Density = {
  buckets: [
    { from: '2001-01-01T00:00:00Z', to: '2001-01-03T00:00:00Z', count: 4, disputed: 1 },
    { from: '2001-01-03T00:00:00Z', to: '2001-01-05T00:00:00Z', count: 0, disputed: 0 },
    { from: '2001-01-05T00:00:00Z', to: '2001-01-07T00:00:00Z', count: 9, disputed: 0 },
  ],
  undated: 2,
};
const OPENING: Opening = {
  format: 1,
  generated_by: 'strandline',
  title: 'Long',
  decisions_last: 3,
  hidden: [],
  large: true,
  counts: { documents: 70, claims: 90, events: 50_000, undated: 2, disputed: 7, open: 40, refused: 1 },
  density: DENSITY,
  documents: STORY.documents,
  claims: STORY.claims,
  events: STORY.events.slice(0, 2),
  origins: STORY.origins,
};

function lines(...values: unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
/** In pieces that end in the middle of lines and of characters. */
function streamOf(text: string, size = 7): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
}
const HEAD = { format: 1, title: 'Łódź', records: 3 };

describe('lines', () => {
  test('lists grow piece by piece, in order, and it is told how far they are', async () => {
    const told: number[] = [];
    const text = lines(
      HEAD,
      { origins: [{ id: 'o' }] },
      { events: [{ id: 'ä' }] },
      { events: [{ id: 'b' }] },
    );
    expect(await readParts(streamOf(text), (share) => told.push(share))).toEqual({
      format: 1,
      title: 'Łódź',
      origins: [{ id: 'o' }],
      documents: [],
      claims: [],
      events: [{ id: 'ä' }, { id: 'b' }],
    });
    expect(told).toEqual([1 / 3, 2 / 3, 1]);
  });
  test('a last line without an end counts; one that is missing is told', async () => {
    const text = lines(HEAD, { events: [{ id: 'a' }, { id: 'b' }] });
    await expect(readParts(streamOf(text))).rejects.toThrow('Only 2 of 3 records came');
    const whole = await readParts(streamOf(`${text}${JSON.stringify({ claims: [{ id: 'c' }] })}`));
    expect(whole).toMatchObject({ claims: [{ id: 'c' }] });
    await expect(readParts(streamOf(`${text}{"claims": [{"id"`))).rejects.toThrow();
  });
});

describe('the source', () => {
  const page = { getElementById: () => null } as unknown as Document;
  const answering = (replies: Record<string, string>) => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', (address: string) => {
      asked.push(address);
      const body = replies[address.replace(/\?.*/, '')];
      return Promise.resolve(new Response(body ?? '{}', { status: body === undefined ? 404 : 200 }));
    });
    return asked;
  };
  test('a large chronology: a page and counts first, the rest in lines, never all at once', async () => {
    const { documents, claims, events, origins } = STORY;
    const records = documents.length + claims.length + events.length + origins.length;
    const asked = answering({
      '/api/opening': JSON.stringify(OPENING),
      '/api/parts': lines(
        { format: 1, title: 'Long', records },
        { origins },
        { documents },
        { claims },
        { events },
      ),
    });
    const source = findSource(page);
    const first = await source.opening('rust');
    expect(first?.ahead.counts.events).toBe(50_000);
    expect(first?.chronology.events).toHaveLength(2);
    expect((await source.load()).events).toEqual(events);
    expect(asked).toEqual(['/api/opening?event=rust', '/api/parts']);
  });
  test('a small one is read whole', async () => {
    const small = { ...OPENING, large: false, counts: null, density: null };
    const asked = answering({
      '/api/opening': JSON.stringify(small),
      '/api/chronology': JSON.stringify(STORY),
    });
    const source = findSource(page);
    expect(await source.opening(null)).toBeNull();
    expect((await source.load()).events).toEqual(STORY.events);
    expect(asked).toEqual(['/api/opening', '/api/chronology']);
  });
  test('lines that break off are said', async () => {
    answering({ '/api/opening': JSON.stringify(OPENING), '/api/parts': lines({ format: 1, records: 5 }) });
    const source = findSource(page);
    await source.opening(null);
    await expect(source.load()).rejects.toThrow('did not come whole');
  });
});

describe('the first view', () => {
  const opened = () => {
    const first = firstViewOf(OPENING)!;
    return new Workplace(first.chronology, first.ahead);
  };
  test('counts all, shows some', () => {
    const workplace = opened();
    expect(workplace.inOrder.length).toBe(2);
    expect([workplace.datedTotal, workplace.undatedTotal, workplace.disputedTotal]).toEqual([49_998, 2, 7]);
    expect([workplace.openTotal, workplace.documentTotal]).toEqual([40, 70]);
  });
  test('is enough for the beginning of the list, not for filters or other views', () => {
    const workplace = opened();
    expect(workplace.covered).toBe(true);
    workplace.filter({ text: 'dam' });
    expect(workplace.covered).toBe(false);
    workplace.clearFilters();
    workplace.show('map');
    expect(workplace.covered).toBe(false);
  });
  test('the rest takes its place; what is open stays open', async () => {
    const workplace = opened();
    workplace.open('bought');
    await workplace.readRest((told) => {
      told(0.505);
      expect(workplace.arrived).toBe(0.5);
      return Promise.resolve(STORY);
    });
    expect([workplace.ahead, workplace.arrived, workplace.address.open]).toEqual([null, 1, 'bought']);
    expect(workplace.events).toEqual(STORY.events);
    expect(workplace.covered).toBe(true);
  });
  test('a rest that does not come is said; what is here stays', async () => {
    const workplace = opened();
    await workplace.readRest(() => Promise.reject(new Error('cut off')));
    expect(workplace.missing?.message).toBe('cut off');
    expect(workplace.inOrder.length).toBe(2);
  });
  test('counts as columns: all of them, where they begin', () => {
    const domain = domainOf(DENSITY)!;
    expect(domain.from).toBeLessThanOrEqual(Date.UTC(2001, 0, 1) / 1000);
    expect(domain.to).toBeGreaterThanOrEqual(Date.UTC(2001, 0, 7) / 1000);
    const columns = columnsOfCounts(DENSITY, { domain, width: 620, inset: 10 }, 6);
    expect(columns).toHaveLength(100);
    expect(columns.reduce((sum, { sharp }) => sum + sharp, 0)).toBeCloseTo(13);
    const sum = (from: number, end: number) =>
      columns.slice(from, end).reduce((total, { sharp }) => total + sharp, 0);
    // A third of the time each: four events, none, nine; the mark of what is disputed stands in the first.
    expect([sum(0, 34), sum(35, 65), sum(66, 100)].map((total) => Math.round(total))).toEqual([4, 0, 9]);
    expect(columns.findIndex(({ disputed }) => disputed)).toBeLessThan(33);
    expect(domainOf({ buckets: [], undated: 4 })).toBeNull();
  });
});
