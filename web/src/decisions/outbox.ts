/** Decisions that wait to be sent, kept where the browser allows it: what a person decided is not lost with a page. */
import type { DecisionRequest, Meanwhile } from './protocol';

export interface Kept {
  readonly key: string;
  readonly request: DecisionRequest;
  /** What it is about, in words. */
  readonly words: string;
  readonly state: 'sending' | 'waiting' | 'conflict' | 'declined';
  /** Why it waits. */
  readonly message: string;
  readonly meanwhile: Meanwhile | null;
}

const KEY = 'strandline-outbox';

interface Storage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What was not sent when the page was last open; all of it waits. */
export function readOutbox(storage: Storage | null, chronology: string): Kept[] {
  try {
    const kept = JSON.parse(storage?.getItem(KEY) ?? 'null') as { chronology: string; kept: Kept[] } | null;
    if (!kept || kept.chronology !== chronology || !Array.isArray(kept.kept)) return [];
    return kept.kept.map((each) => ({ ...each, state: 'waiting', meanwhile: null }));
  } catch {
    return [];
  }
}

export function writeOutbox(storage: Storage | null, chronology: string, kept: readonly Kept[]): void {
  try {
    if (kept.length) storage?.setItem(KEY, JSON.stringify({ chronology, kept }));
    else storage?.removeItem(KEY);
  } catch {
    // Then they last as long as the page is open.
  }
}

export function browserStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
