import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoDistance } from 'd3-geo';
import { describe, expect, test } from 'vitest';
import type { Place } from '../../src/generated/records';
import { placeKey } from '../../src/data/named';
import { between, arcShape } from '../../src/map/arcs';
import { circleRadius, clusterName, clusterPlaces, labelClusters, type OnMap } from '../../src/map/clusters';
import { countryCode } from '../../src/map/countries';
import { countryName } from '../../src/map/country';
import { fitted, mainRegion, worldLook } from '../../src/map/focus';
import { labelCountries } from '../../src/map/names';
import { capAround, countriesOf, largestPiece } from '../../src/map/outlines';
import { indexPlaces, placeSortWords, precisionWords, type PlaceEntry } from '../../src/map/places';
import {
  dragged,
  isWorldwide,
  leastScale,
  mostScale,
  projectionOf,
  scaleBar,
  scaled,
  settled,
} from '../../src/map/projection';
import { placeEvents } from '../../src/time/grouping';
import { event, when } from './made';

const FRAME = { width: 800, height: 600 };
const DAY = when('2024-03-02', '2024-03-02');

function place(name: string, lon: number | null, lat: number | null, more: Partial<Place> = {}): Place {
  return {
    start: 0,
    end: name.length,
    text: name,
    name,
    id: lon === null ? null : `g:${name}`,
    lat,
    lon,
    country: 'NO',
    level: 'locality',
    precision: 4,
    role: 'at',
    ...more,
  };
}

const HOLM = place('Holm', 5.3, 60.4);
const KELL = place('Kell', 6.1, 62.5);
const indexOf = (...wheres: Place[][]) =>
  indexPlaces(
    placeEvents(
      wheres.map((where, i) => event(`e${i}`, DAY, { where })),
      'written',
    ),
  );

describe('places', () => {
  test('each once, with its events; an event that names one twice counts once', () => {
    const index = indexOf([HOLM, { ...HOLM, text: 'the harbour town' }], [HOLM], [KELL]);
    expect(index.onMap.map(({ name, events }) => [name, events.length])).toEqual([
      ['Holm', 2],
      ['Kell', 1],
    ]);
    expect(index.byKey.get('g:Holm')?.alsoCalled).toEqual(['the harbour town']);
  });
  test('a country is never a point, not even one with coordinates, and neither is a continent', () => {
    const country = place('Norway', 10, 62, { level: 'country', id: 'g:NO' });
    const continent = place('Africa', 20, 2, { level: 'area', precision: 3500, country: null });
    const index = indexOf(
      [country],
      [continent],
      [place('the Sea', 3, 60, { level: 'water', precision: 90 })],
    );
    expect(index.wide.map(({ name, point }) => [name, point])).toEqual([
      ['Africa', null],
      ['Norway', null],
    ]);
    expect(index.onMap.map(({ name }) => name)).toEqual(['the Sea']);
  });
  test('nothing is dropped: without coordinates, with impossible ones, without any place', () => {
    const index = indexOf([place('Nowhere', null, null)], [place('Odd', 400, 95)], []);
    expect(index.unlocated.map(({ name }) => name)).toEqual(['Nowhere', 'Odd']);
    expect(index.nowhere.map(({ event: { id } }) => id)).toEqual(['e2']);
  });
  test('a name without an id is one place in any case and composition of its letters', () => {
    expect(placeKey({ id: null, name: 'O\u0308rebro' })).toBe(placeKey({ id: null, name: '\u00d6REBRO' }));
    expect(placeKey({ id: 'g:1', name: 'x' })).toBe('g:1');
  });
  test('ways from one place to another', () => {
    const way = [
      { ...HOLM, role: 'from' as const },
      { ...KELL, role: 'to' as const },
    ];
    const back = [
      { ...KELL, role: 'from' as const },
      { ...HOLM, role: 'to' as const },
    ];
    const { moves } = indexOf(way, way, back, [{ ...HOLM, role: 'from' }], [HOLM, KELL]);
    expect(moves.map(({ from, to, events }) => [from.name, to.name, events.length])).toEqual([
      ['Holm', 'Kell', 2],
      ['Kell', 'Holm', 1],
    ]);
  });
  test('in words', () => {
    const entry = indexOf([HOLM]).onMap[0] as PlaceEntry;
    expect(placeSortWords(entry, countryName)).toBe('a town or village, Norway');
    expect(precisionWords(3.72)).toBe('known to about 3.7 km');
    expect(precisionWords(1204)).toBe('known to about 1,204 km');
    expect(precisionWords(null)).toBe('');
    expect(countryName('NO')).toBe('Norway');
    expect(countryName('nonsense')).toBe('nonsense');
  });
});

describe('the projection', () => {
  const looks = [
    { lon: 5, lat: 60, scale: 4000 },
    { lon: -179.5, lat: -17, scale: 3000 },
    { lon: 40, lat: 84, scale: 2500 },
    worldLook(FRAME),
  ];
  test.each(looks)('the middle is in the middle: %o', (look) => {
    const [x, y] = projectionOf(look, FRAME)([look.lon, look.lat]) as [number, number];
    expect(x).toBeCloseTo(400, 3);
    expect(y).toBeCloseTo(300, 3);
  });
  test.each(looks)('what is dragged follows the hand: %o', (look) => {
    const held = projectionOf(look, FRAME).invert!([430, 310]) as [number, number];
    const after = dragged(look, FRAME, 25, -15);
    const [x, y] = projectionOf(after, FRAME)(held) as [number, number];
    // The world's own map keeps within its frame and moves sideways only.
    expect(Math.abs(x - 455)).toBeLessThan(isWorldwide(look, FRAME) ? 12 : 6);
    if (!isWorldwide(look, FRAME)) expect(Math.abs(y - 295)).toBeLessThan(6);
  });
  test('zooming keeps what lies under the pointer', () => {
    const look = { lon: 5, lat: 60, scale: 4000 };
    const held = projectionOf(look, FRAME).invert!([600, 150]) as [number, number];
    const after = scaled(look, FRAME, 1.5, [600, 150]);
    expect(after.scale).toBeCloseTo(6000);
    const [x, y] = projectionOf(after, FRAME)(held) as [number, number];
    expect(Math.hypot(x - 600, y - 150)).toBeLessThan(8);
  });
  test('there is a least and a most', () => {
    expect(settled({ lon: 0, lat: 0, scale: 1 }, FRAME).scale).toBe(leastScale(FRAME));
    expect(settled({ lon: 0, lat: 0, scale: 1e9 }, FRAME).scale).toBe(mostScale(FRAME));
    expect(settled({ lon: 541, lat: 99, scale: 4000 }, FRAME)).toEqual({ lon: -179, lat: 85, scale: 4000 });
  });
  test('the scale bar is a round number of kilometres, true at the middle', () => {
    const look = { lon: 5, lat: 60, scale: 4000 };
    const { km, pixels } = scaleBar(look, 120);
    expect([1, 2, 5]).toContain(Number(String(km)[0]));
    expect(pixels).toBeLessThanOrEqual(120);
    const project = projectionOf(look, FRAME);
    const [a, b] = [project([5, 60]), project([5, 60 + (km / 6371) * (180 / Math.PI)])] as [number, number][];
    expect(Math.hypot(a![0] - b![0], a![1] - b![1])).toBeCloseTo(pixels, 0);
  });
});

describe('where the map begins', () => {
  const at = (lon: number, lat: number, weight = 1) => ({ lon, lat, weight, precision: null });
  const valley = [at(5, 60, 5), at(5.4, 60.2, 3), at(5.2, 60.1, 2)];
  test('in the region that holds most of what happens, not where one far place drags it', () => {
    expect(new Set(mainRegion([...valley, at(-70, -30), at(139, 35)]))).toEqual(new Set(valley));
  });
  test('with the whole world where there is no such region', () => {
    const spread = [at(-100, 40), at(20, 50), at(110, 30), at(140, -30)];
    expect(mainRegion(spread)).toEqual(spread);
    expect(isWorldwide(fitted(spread, FRAME), FRAME)).toBe(true);
    expect(fitted([], FRAME)).toEqual(worldLook(FRAME));
  });
  test('all its places are seen, away from the edge', () => {
    const project = projectionOf(fitted(valley, FRAME), FRAME);
    for (const { lon, lat } of valley) {
      const [x, y] = project([lon, lat]) as [number, number];
      expect(x).toBeGreaterThan(40);
      expect(x).toBeLessThan(760);
      expect(y).toBeGreaterThan(40);
      expect(y).toBeLessThan(560);
    }
  });
  test('across 180° as anywhere else', () => {
    const look = fitted([at(179, -17), at(-179, -16)], FRAME);
    expect(geoDistance([look.lon, look.lat], [180, -16.5])).toBeLessThan(0.01);
    expect(isWorldwide(look, FRAME)).toBe(false);
  });
  test('one place alone is not looked at through a lens', () => {
    const { scale } = fitted([at(5, 60)], FRAME);
    expect((FRAME.width / scale) * 6371).toBeGreaterThan(100);
  });
});

describe('circles', () => {
  const points = (rows: [name: string, x: number, y: number, events: number][]): OnMap[] =>
    rows.map(([name, x, y, count]) => {
      const where = [place(name, 1, 1)];
      const events = Array.from({ length: count }, (_, i) => event(`${name}${i}`, DAY, { where }));
      return { place: indexPlaces(placeEvents(events, 'written')).onMap[0] as PlaceEntry, x, y };
    });
  test('places that would touch are one; those that have room are not', () => {
    const clusters = clusterPlaces(
      points([
        ['a', 100, 100, 5],
        ['b', 108, 102, 1],
        ['c', 300, 100, 2],
      ]),
    );
    expect(clusters.map(({ places }) => places.map(({ name }) => name))).toEqual([['a', 'b'], ['c']]);
    expect(clusters[0]).toMatchObject({ x: 100, y: 100, events: 6 });
    expect(clusterName(clusters[0]!)).toBe('a and b');
  });
  test('coming closer opens them', () => {
    const near = points([
      ['a', 100, 100, 5],
      ['b', 108, 102, 1],
    ]);
    const far = near.map((point) => ({ ...point, x: point.x * 10, y: point.y * 10 }));
    expect(clusterPlaces(near)).toHaveLength(1);
    expect(clusterPlaces(far)).toHaveLength(2);
  });
  test('no order of the places changes them', () => {
    const rows = points([
      ['a', 10, 10, 2],
      ['b', 14, 12, 2],
      ['c', 60, 60, 1],
      ['d', 62, 66, 7],
      ['e', 300, 9, 1],
    ]);
    expect(clusterPlaces([...rows].reverse())).toEqual(clusterPlaces(rows));
  });
  test('every place is in one circle, ten thousand of them in no time', () => {
    const many = Array.from({ length: 10_000 }, (_, i): OnMap => {
      const name = `p${i}`;
      return {
        place: {
          key: name,
          name,
          alsoCalled: [],
          country: null,
          level: 'locality',
          point: { lon: 0, lat: 0 },
          precision: 1,
          events: [{ event: event(name, DAY), interval: {} as never, index: i }],
        },
        x: (i * 7919) % 1600,
        y: (i * 104729) % 900,
      };
    });
    const began = performance.now();
    const clusters = clusterPlaces(many);
    expect(performance.now() - began).toBeLessThan(1500);
    expect(clusters.flatMap(({ places }) => places)).toHaveLength(10_000);
    expect(clusters.reduce((sum, { events }) => sum + events, 0)).toBe(10_000);
  });
  test('area stands for the number, and the greatest has a limit', () => {
    expect(circleRadius(1, 10)).toBe(4.5);
    expect(circleRadius(5000, 5000)).toBeLessThanOrEqual(26);
    expect(circleRadius(5, 9)).toBeLessThan(circleRadius(9, 9));
  });
  test('what only lies ahead is no fact; one fact makes it one', () => {
    const rows = (statuses: ('planned' | 'happened')[]) => {
      const events = statuses.map((status, i) => event(`e${i}`, DAY, { status, where: [HOLM] }));
      const [only] = indexPlaces(placeEvents(events, 'written')).onMap;
      return clusterPlaces([{ place: only as PlaceEntry, x: 0, y: 0 }])[0]!;
    };
    expect(rows(['planned', 'planned']).stance).toBe('ahead');
    expect(rows(['planned', 'happened']).stance).toBe('fact');
  });
  test('names cover neither circles nor each other', () => {
    const clusters = clusterPlaces(
      points([
        ['Aaaaaaaaaa', 100, 100, 5],
        ['Bbbbbbbbbb', 150, 103, 2],
        ['Cc', 790, 300, 1],
      ]),
    );
    const labels = labelClusters(clusters, FRAME);
    expect(labels.map(({ text, end }) => [text, end])).toEqual([
      ['Aaaaaaaaaa', true],
      ['Bbbbbbbbbb', false],
      ['Cc', true],
    ]);
  });
});

describe('arcs', () => {
  const circle = (x: number, y: number) => ({ x, y, radius: 5 });
  test('there and back bend to different sides', () => {
    const there = arcShape(circle(0, 0), circle(100, 0))!;
    const back = arcShape(circle(100, 0), circle(0, 0))!;
    expect(Math.sign(there.cy)).toBe(-Math.sign(back.cy));
  });
  test('none where the circles touch', () => expect(arcShape(circle(0, 0), circle(14, 0))).toBeNull());
  test('ways inside one circle wait until it opens', () => {
    const { moves, byKey } = indexOf([
      { ...HOLM, role: 'from' },
      { ...KELL, role: 'to' },
    ]);
    const [holm, kell] = [byKey.get('g:Holm')!, byKey.get('g:Kell')!];
    const one = clusterPlaces([
      { place: holm, x: 0, y: 0 },
      { place: kell, x: 2, y: 2 },
    ]);
    const all = (clusters: typeof one) =>
      new Map(clusters.flatMap((c) => c.places.map((p) => [p.key, c] as const)));
    expect(between(moves, all(one), new Set())).toEqual([]);
    const two = clusterPlaces([
      { place: holm, x: 0, y: 0 },
      { place: kell, x: 200, y: 0 },
    ]);
    expect(between(moves, all(two), new Set(['g:Holm', 'g:Kell']))).toMatchObject([
      { events: 1, open: true },
    ]);
  });
});

describe('outlines', () => {
  const require = createRequire(import.meta.url);
  const coarse = countriesOf(
    JSON.parse(readFileSync(require.resolve('world-atlas/countries-110m.json'), 'utf8')),
  );
  const codes = new Map(coarse.map((country) => [country.code, country]));
  test('countries are found by their two letters', () => {
    expect(codes.get('NO')?.name).toBe('Norway');
    expect(codes.get('XK')?.name).toBe('Kosovo');
    expect(countryCode('004', 'Afghanistan')).toBe('AF');
    expect(countryCode(8, '')).toBe('AL');
    expect(countryCode(undefined, 'Nowhere')).toBeNull();
    expect(coarse.filter(({ code }) => code).length).toBeGreaterThan(170);
  });
  test('every corner of a country lies in its cap', () => {
    for (const { shape, centre, reach } of coarse) {
      const { geometry } = shape;
      const pieces = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      for (const [lon = 0, lat = 0] of pieces.flat(2))
        expect(geoDistance([...centre], [lon, lat])).toBeLessThanOrEqual(reach + 1e-4);
    }
  });
  test('a name stands in its country, across 180° too', () => {
    expect(geoDistance([...codes.get('IQ')!.middle], [43.7, 33])).toBeLessThan(0.05);
    expect(geoDistance([...codes.get('FJ')!.middle], [178.5, -17.5])).toBeLessThan(0.05);
    expect(largestPiece([])).toEqual({ middle: [0, 0], size: 0 });
    expect(capAround([])).toEqual({ centre: [0, 0], reach: Math.PI });
  });
  test('names of countries keep clear of circles', () => {
    const look = { lon: 10, lat: 62, scale: 1500 };
    const projection = projectionOf(look, FRAME);
    const free = labelCountries(coarse, projection, look, FRAME, [], []);
    expect(free.map(({ text }) => text)).toContain('Sweden');
    const { x, y } = free.find(({ text }) => text === 'Sweden')!;
    const cluster = {
      key: 'k',
      places: [],
      x,
      y,
      radius: 20,
      events: 1,
      disputed: false,
      stance: 'fact' as const,
    };
    const beside = labelCountries(coarse, projection, look, FRAME, [cluster], []);
    expect(beside.map(({ text }) => text)).not.toContain('Sweden');
  });
});
