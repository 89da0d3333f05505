/** Counts, figures, disputes and places in the few words that stand under a headline. */
import type { Claim, Conflict, Event, EventFigure, Figure } from '../generated/records';

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

export function originWords(origins: number, copies: number): string {
  return copies > 0
    ? `${plural(origins, 'origin')}, ${plural(copies, 'copy', 'copies')}`
    : plural(origins, 'origin');
}

type Bounds = Pick<EventFigure, 'low' | 'high'>;

/** "61", "at least 4", "up to 9", "2–5"; "none" for a stated nought. */
export function countWords({ low, high }: Bounds): string {
  const n = (value: number) => value.toLocaleString('en-GB');
  if (high === null) return low > 0 ? `at least ${n(low)}` : 'some';
  if (low === high) return low === 0 ? 'none' : n(low);
  return low === 0 ? `up to ${n(high)}` : `${n(low)}–${n(high)}`;
}

export function figureWords(figure: Bounds & Pick<Figure, 'what' | 'whose'>): string {
  const noun = figure.what === 'count' ? (figure.whose ?? 'counted') : figure.what;
  return `${countWords(figure)} ${noun}`;
}

/** An event's figure with every value that is told, side by side: "none / at least 4 / 6 killed". */
export function figureOfEventWords(figure: EventFigure): string {
  const values = [...figure.values].sort(
    (a, b) => a.low - b.low || (a.high ?? Infinity) - (b.high ?? Infinity),
  );
  const told = [...new Set(values.map(countWords))];
  const noun = figure.what === 'count' ? (figure.whose ?? 'counted') : figure.what;
  return told.length > 1
    ? `${told.slice(0, 4).join(' / ')}${told.length > 4 ? ' / …' : ''} ${noun}`
    : figureWords(figure);
}

const TOLLS = new Set(['killed', 'injured', 'missing']);
const FIELDS: Record<Conflict['field'], string> = {
  when: 'time',
  where: 'place',
  figures: 'figures',
  status: 'whether it happened',
  actors: 'who',
};

export function conflictField(conflict: Conflict, event: Event): string {
  if (conflict.field !== 'figures') return FIELDS[conflict.field] ?? conflict.field;
  return event.figures.some((figure) => TOLLS.has(figure.what) && figure.values.length > 1)
    ? 'toll'
    : 'figures';
}

/** "disputed: toll, time" */
export function disputeWords(event: Event): string {
  return `disputed: ${[...new Set(event.conflicts.map((conflict) => conflictField(conflict, event)))].join(', ')}`;
}

/** "Holmvik → Sundal", "at" places first; at most three names. */
export function placeWords(event: Event): string {
  const named = (role: string) => [
    ...new Set(event.where.filter((place) => place.role === role).map((place) => place.name)),
  ];
  const at = named('at').slice(0, 3).join(', ');
  const way = [named('from')[0], named('to')[0]];
  const move = way[0] || way[1] ? `${way[0] ?? ''} → ${way[1] ?? ''}`.trim() : '';
  return [at, move].filter(Boolean).join(', ');
}

/** A message that went through somebody: "ministry → union → company". Empty where nobody passed anything on. */
export function channelWords(actors: Event['actors'] | Claim['actors']): string {
  const names = (role: string) => actors.filter((actor) => actor.role === role).map((actor) => actor.name);
  const via = names('via');
  if (!via.length) return '';
  const sender = names('agent')[0] ?? names('speaker')[0];
  return [sender, ...via, names('addressee')[0]].filter(Boolean).join(' → ');
}
