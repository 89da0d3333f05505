/**
 * Marks words without touching the text: ranges in the CSS Custom Highlight API, painted by `::highlight(…)` rules. The
 * event's own words are `<mark>` elements as well, so a browser without the API loses colour, no meaning.
 */
import type { UnitSpan } from './excerpts';

export type HighlightName = 'other-claim' | 'time-words' | 'figure-words' | 'source-words' | 'found-words';

/** Later names are painted over earlier ones. */
const ORDER: readonly HighlightName[] = [
  'other-claim',
  'source-words',
  'figure-words',
  'time-words',
  'found-words',
];

export interface NamedSpan {
  readonly name: HighlightName;
  readonly span: UnitSpan;
}

function highlightOf(name: HighlightName): Highlight | null {
  const registry = globalThis.CSS?.highlights;
  if (!registry) return null;
  let highlight = registry.get(name);
  if (!highlight) {
    highlight = new Highlight();
    highlight.priority = ORDER.indexOf(name);
    registry.set(name, highlight);
  }
  return highlight;
}

/** Text nodes of an element with the offset at which each begins in the element's text. */
function textNodesOf(element: Element): { node: Text; start: number }[] {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes: { node: Text; start: number }[] = [];
  let start = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push({ node: node as Text, start });
    start += (node as Text).data.length;
  }
  return nodes;
}

/** Paints spans, in units of the element's own text. Returns what takes them away again. */
export function paint(element: Element, spans: readonly NamedSpan[]): () => void {
  const nodes = textNodesOf(element);
  const painted: [Highlight, AbstractRange][] = [];
  for (const { name, span } of spans) {
    const highlight = highlightOf(name);
    const start = locate(nodes, span[0], false);
    const end = locate(nodes, span[1], true);
    if (!highlight || !start || !end || span[0] >= span[1]) continue;
    const range = new StaticRange({
      startContainer: start.node,
      startOffset: start.offset,
      endContainer: end.node,
      endOffset: end.offset,
    });
    highlight.add(range);
    painted.push([highlight, range]);
  }
  return () => {
    for (const [highlight, range] of painted) highlight.delete(range);
  };
}

function locate(
  nodes: readonly { node: Text; start: number }[],
  unit: number,
  end: boolean,
): { node: Text; offset: number } | null {
  for (const { node, start } of nodes) {
    const offset = unit - start;
    if (offset < node.data.length || (end && offset === node.data.length))
      return offset < 0 ? null : { node, offset };
  }
  return null;
}

/** The unit of the element's text under a point of the screen; null where there is none. */
export function unitAt(element: Element, x: number, y: number): number | null {
  const page = element.ownerDocument;
  let node: Node | null = null;
  let offset = 0;
  if ('caretPositionFromPoint' in page) {
    const caret = page.caretPositionFromPoint(x, y);
    node = caret?.offsetNode ?? null;
    offset = caret?.offset ?? 0;
  }
  const found = node && textNodesOf(element).find((entry) => entry.node === node);
  return found ? found.start + offset : null;
}

/**
 * What of a source's text is selected, in units of the document's text. Its pieces are elements with `data-start`, the
 * unit at which each begins; null where nothing, or something outside of them, is selected.
 */
export function selectedUnits(root: Element): UnitSpan | null {
  const selection = root.ownerDocument.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const start = unitOf(root, range.startContainer, range.startOffset);
  const end = unitOf(root, range.endContainer, range.endOffset);
  return start !== null && end !== null && start < end ? [start, end] : null;
}

function unitOf(root: Element, container: Node, offset: number): number | null {
  const element = container instanceof Element ? container : container.parentElement;
  const piece = element?.closest<HTMLElement>('[data-start]');
  if (!piece || !root.contains(piece)) return null;
  const base = Number(piece.dataset.start);
  const nodes = textNodesOf(piece);
  if (container instanceof Text) {
    const found = nodes.find((entry) => entry.node === container);
    return found ? base + found.start + offset : null;
  }
  // The edge lies between elements: it is where the text before it ends.
  const before = nodes.filter(
    ({ node }) => node.compareDocumentPosition(container.childNodes[offset] ?? container) & 4,
  );
  const last = before.at(-1);
  return last ? base + last.start + last.node.data.length : base;
}
