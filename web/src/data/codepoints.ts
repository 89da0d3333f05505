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
