/** What changed, as a person says it. */
import { statusWords } from '../marks/stance';
import { countWords, figureNoun } from '../marks/words';
import type { When } from '../generated/records';
import { intervalOf } from '../time/interval';
import type { ZoneMode } from '../time/moment';
import { lineTime } from '../time/words';
import type { Change, News, SeenEvent } from './changes';

const FIELDS: Record<(Change & { sort: 'conflict' })['field'], string> = {
  when: 'its time',
  where: 'its place',
  figures: 'a figure',
  status: 'whether it happened',
  actors: 'who it was',
};

/** The weight of a change for a reader: what turned comes before what grew. */
export type Tone = 'turned' | 'disputed' | 'new' | 'quiet';

export interface ChangeWords {
  readonly tone: Tone;
  readonly words: string;
}

export function changeWords(change: Change, mode: ZoneMode): ChangeWords {
  switch (change.sort) {
    case 'new':
      return { tone: 'new', words: 'new' };
    case 'rearranged':
      return { tone: 'quiet', words: 'made of reports that stood under other events' };
    case 'status':
      return { tone: 'turned', words: `was ${statusWords(change.before)}, now ${statusWords(change.after)}` };
    case 'figure': {
      const noun = figureNoun(change.after) || 'counted';
      const now = countWords(change.after);
      return change.before
        ? { tone: 'turned', words: `${noun}: was ${countWords(change.before)}, now ${now}` }
        : { tone: 'new', words: `${noun}: ${now}, not told before` };
    }
    case 'conflict': {
      const values = change.values.map((value) => `“${value}”`).join(', ');
      return {
        tone: 'disputed',
        words: change.further
          ? `one more account of ${FIELDS[change.field]}: ${values}`
          : `the accounts now differ in ${FIELDS[change.field]}: ${values}`,
      };
    }
    case 'settled':
      return { tone: 'quiet', words: `the accounts no longer differ in ${FIELDS[change.field]}` };
    case 'time':
      return {
        tone: 'turned',
        words: `time: was ${timeOf(change.before, mode)}, now ${timeOf(change.after, mode)}`,
      };
    case 'claims':
      return {
        tone: 'new',
        words:
          change.claims.length === 1
            ? 'one new claim'
            : `${change.claims.length.toLocaleString('en-GB')} new claims`,
      };
    case 'left':
      return { tone: 'quiet', words: 'no longer passes' };
    case 'gone':
      return { tone: 'quiet', words: 'no longer in the chronology' };
  }
}

const UNKNOWN: Omit<When, 'earliest' | 'latest'> = {
  granularity: 'unknown',
  edtf: null,
  timex: null,
  expression: null,
  basis: 'unknown',
  qualifier: '',
  zone: null,
  zone_assumed: false,
  reason: '',
};

function timeOf([earliest, latest]: SeenEvent['when'], mode: ZoneMode): string {
  const when: When = { ...UNKNOWN, earliest, latest };
  return lineTime(intervalOf(when, mode), when);
}

/** "3 new events, 2 changed" */
export function newsWords(news: readonly News[]): string {
  const fresh = news.filter(({ changes }) => changes.some(({ sort }) => sort === 'new')).length;
  const away = news.filter(({ changes }) =>
    changes.some(({ sort }) => sort === 'left' || sort === 'gone'),
  ).length;
  const changed = news.length - fresh - away;
  const parts = [
    fresh ? `${fresh.toLocaleString('en-GB')} new ${fresh === 1 ? 'event' : 'events'}` : '',
    changed ? `${changed.toLocaleString('en-GB')} changed` : '',
    away ? `${away.toLocaleString('en-GB')} no longer here` : '',
  ].filter(Boolean);
  return parts.join(', ') || 'nothing new';
}

/** "19 November 2026, 14:05": when this browser's clock said so. */
export function lookedWords(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime())
    ? iso
    : at.toLocaleString('en-GB', {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
      });
}
