/** Which other events may be the same happening: near in time, with names, places, words in common. */
import type { Event } from '../generated/records';
import { fold, searchTerms } from '../state/filters';
import { intervalOf } from '../time/interval';
import { DAY, HOUR, type Wall } from '../time/moment';

export interface Candidate {
  readonly event: Event;
  /** 0 to 1 */
  readonly nearness: number;
  /** What they share, in a few words. */
  readonly shared: readonly string[];
}

const STOP = new Set(
  'the a an of in on at to from by for with and or that this was were is are has have had be been it its as after before'.split(
    ' ',
  ),
);

function wordsOf(text: string): Set<string> {
  return new Set(
    fold(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2 && !STOP.has(word)),
  );
}

/** Seconds between two events; 0 where they may be at once, null where one has no time. */
function gapBetween(a: Event, b: Event, wall: Wall): number | null {
  const one = intervalOf(a.when, wall);
  const other = intervalOf(b.when, wall);
  const [a0, a1] = [one.from ?? one.to, one.to ?? one.from];
  const [b0, b1] = [other.from ?? other.to, other.to ?? other.from];
  if (a0 === null || a1 === null || b0 === null || b1 === null) return null;
  return Math.max(0, Math.max(a0, b0) - Math.min(a1, b1));
}

function timeShare(gap: number | null): number {
  if (gap === null) return 0.3;
  if (gap <= HOUR) return 1;
  return gap <= DAY ? 0.75 : gap <= 3 * DAY ? 0.45 : gap <= 10 * DAY ? 0.2 : 0;
}

function sharedNames(a: Event, b: Event): string[] {
  const other = new Set([...b.actors, ...b.where].map(({ name }) => fold(name)));
  return [...new Set([...a.actors, ...a.where].map(({ name }) => name))].filter((name) =>
    other.has(fold(name)),
  );
}

export function nearnessOf(event: Event, other: Event, wall: Wall): Candidate {
  const names = sharedNames(event, other);
  const own = wordsOf(event.gist);
  const words = [...wordsOf(other.gist)].filter((word) => own.has(word));
  const wordShare = Math.min(1, words.length / Math.max(1, Math.min(own.size, 4)));
  const gap = gapBetween(event, other, wall);
  const nearness =
    0.4 * timeShare(gap) +
    0.3 * wordShare +
    0.2 * Math.min(1, names.length / 2) +
    0.1 * Number(event.kind === other.kind);
  const shared = [
    ...(gap === 0 ? ['may be at the same time'] : []),
    ...names.slice(0, 2),
    ...words.filter((word) => !names.some((name) => fold(name).includes(word))).slice(0, 3),
  ];
  return { event: other, nearness, shared };
}

/** The nearest first. What is typed must stand in the line, a name or a place. */
export function candidatesFor(
  event: Event,
  events: readonly Event[],
  wall: Wall,
  typed: string,
  most = 12,
): Candidate[] {
  const terms = searchTerms(typed);
  return events
    .filter((other) => other.id !== event.id)
    .filter((other) => {
      if (!terms.length) return true;
      const text = fold(
        [
          other.gist,
          other.id,
          ...other.actors.map(({ name }) => name),
          ...other.where.map(({ name }) => name),
        ].join('\n'),
      );
      return terms.every((term) => text.includes(term));
    })
    .map((other) => nearnessOf(event, other, wall))
    .sort((a, b) => b.nearness - a.nearness)
    .slice(0, most);
}
