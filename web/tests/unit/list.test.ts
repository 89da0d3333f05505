import { describe, expect, test } from 'vitest';
import { firstRowBelow, layOut, scrollFor, visibleGroups } from '../../src/list/layout';

const metrics = { headingAbove: 0, groupGap: 4, estimate: 84 };
const groups = Array.from({ length: 40 }, (_, g) => ({
  key: `g${g}`,
  rows: Array.from({ length: 50 }, (_, r) => `${g}.${r}`),
}));
const measured = new Map(
  groups.flatMap((group) => group.rows.map((id, i) => [id, 60 + (i % 5) * 20] as const)),
);
const layout = layOut(groups, measured, metrics);

describe('the list of 2,000 rows', () => {
  test('rows follow each other without gap or overlap', () => {
    for (const { first, end } of layout.groups)
      for (let row = first + 1; row < end; row += 1)
        expect(layout.tops[row]).toBe(layout.tops[row - 1]! + layout.heights[row - 1]!);
  });
  test('only what is in sight is rendered, wherever one looks, and all of that', () => {
    for (const scroll of [0, 12_345, 90_000, layout.height - 800]) {
      const rows = visibleGroups(layout, scroll, scroll + 800).flatMap((group) => group.rows);
      const expected = [...layout.tops.keys()].filter(
        (row) => layout.tops[row]! < scroll + 800 && layout.tops[row]! + layout.heights[row]! > scroll,
      );
      expect(rows).toEqual(expected);
      expect(rows.length).toBeLessThan(16);
    }
  });
  test('the row with the focus stays rendered', () =>
    expect(visibleGroups(layout, 0, 800, 1999).at(-1)?.rows).toEqual([1999]));
  test('everything, for print', () =>
    expect(visibleGroups(layout, -Infinity, Infinity).flatMap((group) => group.rows)).toHaveLength(2000));
  test('the first row below a position', () => {
    expect(firstRowBelow(layout, 0)).toBe(0);
    expect(firstRowBelow(layout, layout.height + 1)).toBe(2000);
  });
  test('a group is at least as high as its heading', () =>
    expect(layOut([{ key: 'a', rows: ['x'], least: 70 }], new Map([['x', 30]]), metrics).height).toBe(74));
  test('scrolling to a row brings it wholly into sight, below what covers it', () => {
    for (const row of [0, 3, 700, 1999])
      for (const from of [0, 50_000, 170_000]) {
        const scroll = scrollFor(layout, row, from, 800, 40);
        expect(Math.max(0, layout.tops[row]! - 40)).toBeGreaterThanOrEqual(scroll);
        expect(layout.tops[row]! + layout.heights[row]!).toBeLessThanOrEqual(scroll + 800);
      }
  });
  test('a row in sight moves nothing', () => expect(scrollFor(layout, 5, 100, 800, 0)).toBe(100));
});
