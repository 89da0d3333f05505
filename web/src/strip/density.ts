/**
 * What the strip draws. Few events: each one's own mark, packed into lanes. Many: columns, in which a happening that may
 * lie anywhere in a stretch is spread over it, so that the height of a column never claims more than is known.
 */
import { draw, xOf, type Drawing, type TrackScale } from '../marks/drawing';
import { stanceOf } from '../marks/stance';
import type { Density } from '../generated/records';
import { parseMoment } from '../time/moment';
import type { PlacedEvent } from '../time/grouping';
import { isInstant } from '../time/interval';
import { anchorOf } from './domain';

export interface LaneMark {
  readonly id: string;
  readonly drawing: Drawing;
  readonly lane: number;
  readonly disputed: boolean;
}

const MARK_GAP = 5;
const DOT_REACH = 4;

/** More marks than this are a crowd, which columns show better. */
const MOST_MARKS = 240;

/** Null where the marks do not fit in `lanes` lanes. Sharp marks take the lanes at the bottom. */
export function packLanes(
  events: readonly PlacedEvent[],
  scale: TrackScale,
  lanes: number,
): LaneMark[] | null {
  if (events.length > 40 * MOST_MARKS) return null;
  const marks = events.flatMap((placed) => {
    const drawing = visibleDrawing(placed, scale);
    return drawing ? [{ id: placed.event.id, drawing, disputed: placed.event.conflicts.length > 0 }] : [];
  });
  if (marks.length > MOST_MARKS) return null;
  marks.sort((a, b) => width(a.drawing) - width(b.drawing) || a.drawing.x0 - b.drawing.x0);
  const taken: [number, number][][] = Array.from({ length: lanes }, () => []);
  const packed: LaneMark[] = [];
  for (const mark of marks) {
    const [x0, x1] = extent(mark.drawing);
    const lane = taken.findIndex((spans) =>
      spans.every(([a, b]) => x1 + MARK_GAP <= a || b + MARK_GAP <= x0),
    );
    if (lane < 0) return null;
    taken[lane]?.push([x0, x1]);
    packed.push({ ...mark, lane });
  }
  return packed;
}

function visibleDrawing({ event, interval }: PlacedEvent, scale: TrackScale): Drawing | null {
  const { from, to } = scale.domain;
  const first = interval.from ?? interval.to;
  const last = interval.to ?? interval.from;
  if (first === null || last === null || last < from || first > to) return null;
  return draw(interval, stanceOf(event.status), scale);
}

function extent({ shape, x0, x1 }: Drawing): [number, number] {
  return shape === 'dot' ? [x0 - DOT_REACH, x1 + DOT_REACH] : [x0, x1];
}

function width(drawing: Drawing): number {
  const [x0, x1] = extent(drawing);
  return x1 - x0;
}

export interface Column {
  readonly x: number;
  /** Happenings that lie within this column. */
  sharp: number;
  /** Share of those that may lie in it. */
  spread: number;
  /** Planned, possible, denied: not facts. */
  hollow: number;
  disputed: number;
}

export function columnsOf(events: readonly PlacedEvent[], scale: TrackScale, size: number): Column[] {
  const columns = emptyColumns(scale, size);
  for (const placed of events) addTo(columns, placed, scale, size);
  return columns;
}

/**
 * Counts over time as columns, while the events themselves are not here: what begins in a span that is wider than a column
 * is spread over all that the span touches.
 */
export function columnsOfCounts({ buckets }: Density, scale: TrackScale, size: number): Column[] {
  const columns = emptyColumns(scale, size);
  const indexAt = (iso: string) =>
    Math.floor((xOf(parseMoment(iso)?.seconds ?? NaN, scale) - scale.inset) / size);
  for (const { from, to, count, disputed } of buckets) {
    const first = indexAt(from);
    const end = Math.max(first + 1, indexAt(to));
    for (let i = Math.max(0, first); i < Math.min(columns.length, end); i += 1) {
      const column = columns[i];
      if (column) column.sharp += count / (end - first);
    }
    const middle = columns[(first + end - 1) >> 1];
    if (middle) middle.disputed += disputed;
  }
  return columns;
}

function emptyColumns(scale: TrackScale, size: number): Column[] {
  const count = Math.max(1, Math.floor((scale.width - 2 * scale.inset) / size));
  return Array.from({ length: count }, (_, i) => ({
    x: scale.inset + i * size,
    sharp: 0,
    spread: 0,
    hollow: 0,
    disputed: 0,
  }));
}

function addTo(columns: Column[], placed: PlacedEvent, scale: TrackScale, size: number): void {
  const { interval, event } = placed;
  const indexAt = (seconds: number) => Math.floor((xOf(seconds, scale) - scale.inset) / size);
  const anchor = anchorOf(placed);
  if (anchor === null) return;
  const open = interval.from === null || interval.to === null;
  const first = open ? indexAt(anchor - (interval.from === null ? 1 : 0)) : indexAt(interval.from ?? 0);
  const last = open ? first : Math.max(first, indexAt((interval.to ?? 0) - (isInstant(interval) ? 0 : 1)));
  const touched = last - first + 1;
  const field = stanceOf(event.status) !== 'fact' ? 'hollow' : touched > 1 || open ? 'spread' : 'sharp';
  for (let i = Math.max(0, first); i <= Math.min(columns.length - 1, last); i += 1) {
    const column = columns[i];
    if (column) column[field] += 1 / touched;
  }
  const middle = columns[indexAt(anchor)];
  if (middle && event.conflicts.length) middle.disputed += 1;
}
