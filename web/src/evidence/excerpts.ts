/** Cuts a text into paragraphs and chooses those in which an event's words stand. Offsets are UTF-16 units of the text. */

export type UnitSpan = readonly [start: number, end: number];

/** A paragraph longer than this is cut at a space: a file without line ends must not become one block. */
const LONGEST = 4000;
/** Around the words, where a paragraph is too long to show whole. */
const AROUND = 320;
const WHOLE = 1100;

export function paragraphsOf(text: string): UnitSpan[] {
  const paragraphs: UnitSpan[] = [];
  for (const match of text.matchAll(/[^\n]+/g)) {
    let start = match.index;
    const end = start + match[0].length;
    if (!match[0].trim()) continue;
    while (end - start > LONGEST) {
      const space = text.lastIndexOf(' ', start + LONGEST);
      const cut = space > start + LONGEST / 2 ? space + 1 : safeCut(text, start + LONGEST);
      paragraphs.push([start, cut]);
      start = cut;
    }
    paragraphs.push([start, end]);
  }
  return paragraphs;
}

/** Never between the two halves of a character. */
function safeCut(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

export interface Excerpt {
  readonly span: UnitSpan;
  /** Words of the same paragraph are left out before or after. */
  readonly cutStart: boolean;
  readonly cutEnd: boolean;
  /** Other paragraphs are left out between the one before and this. */
  readonly gapBefore: boolean;
}

/** The paragraphs that hold any of `spans`, shortened around them where they are long. */
export function excerptsOf(
  text: string,
  paragraphs: readonly UnitSpan[],
  spans: readonly UnitSpan[],
): Excerpt[] {
  const excerpts: Excerpt[] = [];
  let previous = -1;
  paragraphs.forEach((paragraph, index) => {
    const [start, end] = paragraph;
    const held = spans.filter(([a, b]) => a < end && b > start);
    if (!held.length) return;
    const low = Math.max(start, Math.min(...held.map(([a]) => a)));
    const high = Math.min(end, Math.max(...held.map(([, b]) => b)));
    const span = end - start <= WHOLE ? paragraph : shortened(text, paragraph, low, high);
    const gapBefore = excerpts.length > 0 && index > previous + 1;
    excerpts.push({ span, cutStart: span[0] > start, cutEnd: span[1] < end, gapBefore });
    previous = index;
  });
  return excerpts;
}

function shortened(text: string, [start, end]: UnitSpan, low: number, high: number): UnitSpan {
  let from = Math.max(start, low - AROUND);
  let to = Math.min(end, high + AROUND);
  if (from > start) {
    const space = text.indexOf(' ', from);
    from = space >= 0 && space < low ? space + 1 : safeCut(text, from);
  }
  if (to < end) {
    const space = text.lastIndexOf(' ', to);
    to = space > high ? space : safeCut(text, to);
  }
  return [from, to];
}

/** What of a span lies outside the marked words, in order: paint of other claims must not cover them. */
export function outsideOf([start, end]: UnitSpan, marked: readonly UnitSpan[]): UnitSpan[] {
  const pieces: UnitSpan[] = [];
  let at = start;
  for (const [a, b] of [...marked].sort((one, other) => one[0] - other[0])) {
    if (a > at) pieces.push([at, Math.min(a, end)]);
    at = Math.max(at, b);
    if (at >= end) break;
  }
  if (at < end) pieces.push([at, end]);
  return pieces.filter(([a, b]) => a < b);
}

export interface Segment {
  readonly text: string;
  readonly marked: boolean;
}

/** Runs of a piece of text, cut where marked words begin and end; overlapping marks become one. */
export function segmentsOf(text: string, [start, end]: UnitSpan, marked: readonly UnitSpan[]): Segment[] {
  const inside = marked
    .map(([a, b]) => [Math.max(a, start), Math.min(b, end)] as const)
    .filter(([a, b]) => a < b)
    .sort((a, b) => a[0] - b[0]);
  const segments: Segment[] = [];
  let at = start;
  for (const [a, b] of inside) {
    const from = Math.max(a, at);
    if (b <= from) continue;
    if (from > at) segments.push({ text: text.slice(at, from), marked: false });
    const last = segments.at(-1);
    if (last?.marked) segments[segments.length - 1] = { text: last.text + text.slice(from, b), marked: true };
    else segments.push({ text: text.slice(from, b), marked: true });
    at = b;
  }
  if (at < end) segments.push({ text: text.slice(at, end), marked: false });
  return segments;
}
