/** Counts, figures, disputes and places in the few words that stand under a headline. */
import type { Claim, Conflict, Event, EventFigure, Figure } from '../generated/records';

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

/** Documents that share an origin need not be copies: two reports of one publisher are one voice. */
export function originWords(origins: number, documents: number): string {
  return documents > origins
    ? `${plural(documents, 'document')}, ${plural(origins, 'origin')}`
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

/** "killed", "residents"; empty for a count of nobody named. */
export function figureNoun({ what, whose }: Pick<Figure, 'what' | 'whose'>): string {
  return what === 'count' ? (whose ?? '') : what;
}

export function figureWords(figure: Bounds & Pick<Figure, 'what' | 'whose'>): string {
  return `${countWords(figure)} ${figureNoun(figure)}`.trimEnd();
}

/** An event's figure with every value that is told, side by side: "none / at least 4 / 6 killed". */
export function figureOfEventWords(figure: EventFigure): string {
  const values = [...figure.values].sort(
    (a, b) => a.low - b.low || (a.high ?? Infinity) - (b.high ?? Infinity),
  );
  const told = [...new Set(values.map(countWords))];
  return told.length > 1
    ? `${told.slice(0, 4).join(' / ')}${told.length > 4 ? ' / …' : ''} ${figureNoun(figure)}`.trimEnd()
    : figureWords(figure);
}

/** The figures of an event that say of whom they are: a bare "11" under a line tells nothing that the line does not. */
export function figuresOfEventWords(event: Event, most = Infinity): string {
  return event.figures.filter(figureNoun).slice(0, most).map(figureOfEventWords).join(', ');
}

/** What binds a clause to the words before it, and says nothing once it stands alone. */
const JOINING = /^(?:[\s,;]+|(?:[Aa]nd|[Bb]ut)\s+)/u;
/** A conjunction: not "that night", nor the "that" which is itself the subject ("that was found"). */
const THAT =
  /^that\s+(?!(?:\w+\s+)?(?:day|night|morning|noon|afternoon|evening|week|weekend|month|year|time|moment|hour)\b|(?:same|one|is|was|were|are|be|been|has|have|had|will|would|can|could|may|might|must|shall|should|do|does|did)\b)/u;

/** An event's line without "and", "but" or a conjunction "that" at its head; `wording.gist_line` does so on the terminal. */
export function gistLine({ gist }: Pick<Event, 'gist'>): string {
  let line = gist;
  for (
    let found = JOINING.exec(line) ?? THAT.exec(line);
    found;
    found = JOINING.exec(line) ?? THAT.exec(line)
  )
    line = line.slice(found[0].length);
  if (!line) return gist;
  return /^\p{Lu}/u.test(gist) ? line.slice(0, 1).toUpperCase() + line.slice(1) : line;
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
