/** Each filter that is set, in words, with what the filters are without it. */
import { namesIn } from '../data/named';
import type { Lookups } from '../data/lookups';
import { REVIEW_WORDS, kindWords, statusWords } from '../marks/stance';
import { DAY, civilFromDays, dayOf } from '../time/moment';
import { clockName, dateName } from '../time/names';
import type { Filters } from './filters';

export interface FilterPart {
  readonly key: string;
  readonly words: string;
  /** The change that takes it away. */
  readonly without: Partial<Filters>;
}

export function filterParts(lookups: Lookups, filters: Filters): FilterPart[] {
  const { statuses, kinds, reviews, actors, places, disputed, hidden, text, from, to } = filters;
  const less = <T>(values: readonly T[], value: T) => values.filter((each) => each !== value);
  const parts: FilterPart[] = [];
  for (const status of statuses)
    parts.push({
      key: `s:${status}`,
      words: statusWords(status),
      without: { statuses: less(statuses, status) },
    });
  for (const kind of kinds)
    parts.push({ key: `k:${kind}`, words: kindWords(kind), without: { kinds: less(kinds, kind) } });
  for (const review of reviews)
    parts.push({
      key: `r:${review}`,
      words: REVIEW_WORDS[review],
      without: { reviews: less(reviews, review) },
    });
  for (const id of actors) {
    const words = namesIn(lookups).actors.get(id) ?? id;
    parts.push({ key: `a:${id}`, words, without: { actors: less(actors, id) } });
  }
  for (const key of places) {
    const words = namesIn(lookups).places.get(key) ?? key;
    parts.push({ key: `p:${key}`, words, without: { places: less(places, key) } });
  }
  if (disputed) parts.push({ key: 'd', words: 'disputed', without: { disputed: false } });
  if (hidden) parts.push({ key: 'h', words: 'hidden', without: { hidden: false } });
  if (text.trim()) parts.push({ key: 'q', words: `“${text.trim()}”`, without: { text: '' } });
  if (from !== null || to !== null)
    parts.push({ key: 't', words: rangeWords(from, to), without: { from: null, to: null } });
  return parts;
}

function rangeWords(from: number | null, to: number | null): string {
  if (from !== null && to === from + DAY && from % DAY === 0)
    return dateName(dayOf(from), { month: 'short' });
  if (from === null) return `before ${boundWords(to ?? 0)}`;
  if (to === null) return `${boundWords(from)} or later`;
  const sameYear = civilFromDays(dayOf(from)).year === civilFromDays(dayOf(to)).year;
  return `${boundWords(from, !sameYear)} – ${boundWords(to)}`;
}

function boundWords(seconds: number, year = true): string {
  const date = dateName(dayOf(seconds), { month: 'short', year });
  return seconds % DAY === 0 ? date : `${date} ${clockName(seconds)}`;
}
