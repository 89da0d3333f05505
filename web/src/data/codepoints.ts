/** Records count Unicode code points; the browser counts UTF-16 units. One table for each text, made when first asked. */

const STEP = 256;

export class CodePointText {
  readonly text: string;
  /** Unit offset of every STEP-th code point; null where units and code points are the same. */
  readonly #stops: Uint32Array | null;
  readonly length: number;

  constructor(text: string) {
    this.text = text;
    if (!/[\ud800-\udbff]/.test(text)) {
      this.#stops = null;
      this.length = text.length;
      return;
    }
    const stops: number[] = [];
    let point = 0;
    let unit = 0;
    while (unit < text.length) {
      if (point % STEP === 0) stops.push(unit);
      unit += unitsAt(text, unit);
      point += 1;
    }
    this.#stops = Uint32Array.from(stops);
    this.length = point;
  }

  /** UTF-16 offset of a code-point offset; beyond the end gives the end. */
  unitOf(point: number): number {
    if (this.#stops === null) return Math.max(0, Math.min(point, this.text.length));
    if (point >= this.length) return this.text.length;
    if (point <= 0) return 0;
    let at = Math.floor(point / STEP);
    let unit = this.#stops[at] ?? 0;
    for (at *= STEP; at < point; at += 1) unit += unitsAt(this.text, unit);
    return unit;
  }

  /** Code-point offset of a UTF-16 offset; the second half of a character counts as its first. */
  pointOf(unit: number): number {
    const end = Math.max(0, Math.min(unit, this.text.length));
    if (this.#stops === null) return end;
    let low = 0;
    let high = this.#stops.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#stops[middle] ?? 0) <= end) low = middle;
      else high = middle - 1;
    }
    let point = low * STEP;
    let at = this.#stops[low] ?? 0;
    while (at < end) {
      const next = at + unitsAt(this.text, at);
      if (next > end) break;
      at = next;
      point += 1;
    }
    return point;
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.unitOf(start), this.unitOf(end));
  }
}

function unitsAt(text: string, unit: number): number {
  const code = text.charCodeAt(unit);
  const paired = code >= 0xd800 && code <= 0xdbff && isLow(text.charCodeAt(unit + 1));
  return paired ? 2 : 1;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

const known = new WeakMap<object, CodePointText>();

/** The table of a document's text, kept as long as the document is. */
export function pointsOf(document: { readonly text: string }): CodePointText {
  let points = known.get(document);
  if (!points) {
    points = new CodePointText(document.text);
    known.set(document, points);
  }
  return points;
}
