/**
 * A large chronology as it comes: its first view (`/api/opening`), which holds a page of events and counts of all, then
 * everything as lines (`/api/parts`), taken in piece by piece while the page is used.
 */
import type { Density, Opening, OpeningCounts } from '../generated/records';
import type { Chronology } from './chronology';

/** What is known of a chronology of which only the first events are here. */
export interface Ahead {
  readonly counts: OpeningCounts;
  readonly density: Density;
}

export interface FirstView {
  readonly chronology: Chronology;
  readonly ahead: Ahead;
}

/** Null where the chronology is small enough to be read whole. */
export function firstViewOf(opening: Opening): FirstView | null {
  const { large, counts, density, ...rest } = opening;
  if (!large || !counts || !density) return null;
  return { chronology: { ...rest, report: {} }, ahead: { counts, density } };
}

const LISTS = ['origins', 'documents', 'claims', 'events'] as const;
type Lists = { [Name in (typeof LISTS)[number]]: Chronology[Name][number][] };
/** The page answers to hand and key between pieces that take no longer than this together. */
const TURN_MS = 16;

/** Reads lines as they come; `told` hears what share of the records is here. Throws where the end is missing. */
export async function readParts(
  pieces: ReadableStream<Uint8Array>,
  told: (share: number) => void = () => {},
): Promise<unknown> {
  let head: Record<string, unknown> & { records?: number } = {};
  const lists: Lists = { origins: [], documents: [], claims: [], events: [] };
  let count = 0;
  for await (const line of linesOf(pieces)) {
    const part = JSON.parse(line) as Partial<Lists> & Record<string, unknown>;
    const name = LISTS.find((each) => each in part);
    if (name === undefined) head = part;
    else {
      // One list of them all: the records of a piece are its own sort.
      const list: unknown[] = lists[name];
      for (const record of part[name] ?? []) list.push(record);
      count += part[name]?.length ?? 0;
      told(Math.min(1, count / Math.max(1, head.records ?? 1)));
    }
  }
  const { records, ...rest } = head;
  if (count !== records)
    throw new Error(`Only ${count} of ${records ?? 'an unknown number of'} records came.`);
  return { ...rest, ...lists };
}

async function* linesOf(pieces: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = pieces.getReader();
  const decoder = new TextDecoder();
  let held: string[] = [];
  let began = performance.now();
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (done ? decoder.decode() : decoder.decode(value, { stream: true })).split('\n');
    for (const [index, line] of lines.entries()) {
      held.push(line);
      if (index === lines.length - 1) break;
      const whole = held.join('');
      held = [];
      if (whole) yield whole;
      if (performance.now() - began < TURN_MS) continue;
      await new Promise((resolve) => setTimeout(resolve));
      began = performance.now();
    }
    if (done) break;
  }
  const last = held.join('');
  if (last) yield last;
}
