/** Where rows stand in a list too long to render whole: groups with a heading, rows of measured or estimated height. */

export interface GroupShape {
  readonly key: string;
  readonly rows: readonly string[];
  /** Least height in pixels: a heading beside its rows needs room. */
  readonly least?: number;
}

export interface ListMetrics {
  /** Pixels that the heading takes above its rows; 0 where it stands beside them. */
  readonly headingAbove: number;
  readonly groupGap: number;
  readonly estimate: number;
}

export interface LaidOutGroup {
  readonly key: string;
  readonly top: number;
  readonly height: number;
  /** Indexes into all rows, end excluded. */
  readonly first: number;
  readonly end: number;
}

export interface Layout {
  readonly groups: readonly LaidOutGroup[];
  /** Top of each row from the top of the list. */
  readonly tops: Float64Array;
  readonly heights: Float64Array;
  readonly height: number;
}

export function layOut(
  groups: readonly GroupShape[],
  measured: ReadonlyMap<string, number>,
  metrics: ListMetrics,
): Layout {
  const count = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const tops = new Float64Array(count);
  const heights = new Float64Array(count);
  const laid: LaidOutGroup[] = [];
  let y = 0;
  let row = 0;
  for (const group of groups) {
    const top = y;
    const first = row;
    y += metrics.headingAbove;
    for (const id of group.rows) {
      const height = measured.get(id) ?? metrics.estimate;
      tops[row] = y;
      heights[row] = height;
      y += height;
      row += 1;
    }
    y = Math.max(y, top + (group.least ?? 0)) + metrics.groupGap;
    laid.push({ key: group.key, top, height: y - top, first, end: row });
  }
  return { groups: laid, tops, heights, height: y };
}

/** Index of the first row that ends below `y`. */
export function firstRowBelow({ tops, heights }: Layout, y: number): number {
  let low = 0;
  let high = tops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle] ?? 0) + (heights[middle] ?? 0) <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface VisibleGroup {
  readonly group: LaidOutGroup;
  readonly index: number;
  readonly rows: readonly number[];
}

/** Groups that touch [from, to] with their rows that do; `pinned` is rendered wherever it is, so that focus stays. */
export function visibleGroups(layout: Layout, from: number, to: number, pinned = -1): VisibleGroup[] {
  const shown: VisibleGroup[] = [];
  const firstRow = firstRowBelow(layout, from);
  layout.groups.forEach((group, index) => {
    const touches = group.top < to && group.top + group.height > from;
    const holdsPinned = pinned >= group.first && pinned < group.end;
    if (!touches && !holdsPinned) return;
    const rows: number[] = [];
    for (
      let row = Math.max(group.first, firstRow);
      touches && row < group.end && (layout.tops[row] ?? 0) < to;
      row += 1
    )
      rows.push(row);
    if (holdsPinned && !rows.includes(pinned)) {
      rows.push(pinned);
      rows.sort((a, b) => a - b);
    }
    shown.push({ group, index, rows });
  });
  return shown;
}

/** Pixels of what comes before and after that stay in sight beside the row. */
const CONTEXT = 56;

/**
 * The scroll position that brings a row into view: a step moves as little as needed, a jump puts the row in the upper
 * third. `cover` is what a sticky heading hides.
 */
export function scrollFor(
  layout: Layout,
  row: number,
  scroll: number,
  viewport: number,
  cover: number,
): number {
  const top = (layout.tops[row] ?? 0) - cover;
  const bottom = (layout.tops[row] ?? 0) + (layout.heights[row] ?? 0);
  if (bottom < scroll - viewport || top > scroll + 2 * viewport) return Math.max(0, top - viewport * 0.3);
  if (top - CONTEXT < scroll) return Math.max(0, top - CONTEXT);
  if (bottom + CONTEXT > scroll + viewport) return Math.min(top, bottom + CONTEXT - viewport);
  return scroll;
}
