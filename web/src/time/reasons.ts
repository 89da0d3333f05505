/**
 * The reason of a time in sentences. The records keep it short, as `"Tuesday" + published Sat 2020-01-11, past tense →
 * Tue 2020-01-07`; a reader gets: “Tuesday”, in a report published on Saturday 11 January 2020 and told in the past
 * tense, means Tuesday 7 January 2020. What is of no known form stays as it is, with its dates in words.
 */
import { daysFromCivil } from './moment';
import { dateName, monthName, yearName } from './names';

/** Each of its parts once: several reports may give the same. */
export function reasonWords(reason: string): string {
  const sentences = [...new Set(split(reason))].map((part) => capital(partWords(part)));
  return sentences.map((sentence) => `${sentence}.`).join(' ');
}

/** Parts between semicolons that stand outside quotation marks. */
function split(reason: string): string[] {
  const parts: string[] = [''];
  for (const piece of reason.match(/“[^”]*”|"[^"]*"|; |./gsu) ?? []) {
    if (piece === '; ') parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts.map((part) => part.trim().replace(/\.$/, '')).filter(Boolean);
}

const STEP =
  /^(?<relation>on the day of|not before|not after|told as following|told in a report on|the telling is at|“[^”]*”(?: [a-z][a-z ]*)?) (?<to>“[^”]*”)(?: “[^”]*”)?(?: \((?<why>(?:“[^”]*”|[^()“])*)\))?/u;
const RELATIONS: Record<string, string> = {
  'on the day of': 'on the day of',
  'not before': 'not before',
  'not after': 'not after',
  'told as following': 'after',
  'told in a report on': 'in a report on',
  'the telling is at': 'with',
};

/** One part: how it hangs on other words, step by step, and what they rest on. */
function partWords(part: string): string {
  const steps: string[] = [];
  let rest = part;
  for (let step = STEP.exec(rest); step?.groups; step = STEP.exec(rest)) {
    const { relation = '', to = '', why } = step.groups;
    const because = why && why !== relation ? ` (${whyWords(why, to)})` : '';
    steps.push(`${RELATIONS[relation] ?? relation} ${to}${because}`);
    rest = rest.slice(step[0].length);
    if (!rest.startsWith(', which is ')) break;
    rest = rest.slice(', which is '.length);
  }
  if (!steps.length) return tailWords(rest);
  const told = `the text puts it ${steps.join(', and that ')}`;
  const tail = tailWords(rest.replace(/^[:,]? ?(?=\S)/u, ''));
  return tail ? `${told}: ${tail}` : told;
}

const BASE = /^"(?<words>[^"]*)"(?: \+ (?<anchor>.*?))? → (?<value>.*)$/su;
const BOUNDED = /^(?<words>“[^”]*”): (?<base>".*)$/su;

function tailWords(tail: string): string {
  const bounded = BOUNDED.exec(tail)?.groups;
  if (bounded) return `the text says ${bounded.words ?? ''}; ${tailWords(bounded.base ?? '')}`;
  const base = BASE.exec(tail)?.groups;
  if (!base) return phraseWords(tail);
  const { words = '', anchor, value = '' } = base;
  const means = timesIn(value, valueWords);
  if (!anchor && means.toLowerCase() === words.toLowerCase()) return `the text says “${words}”`;
  return `“${words}”${anchor ? `, ${anchorWords(anchor)},` : ''} means ${means}`;
}

const PHRASES: readonly [RegExp, string][] = [
  [/^no time is given$/, 'the text gives it no time'],
  [/^the text gives no time$/, 'the text gives it no time'],
  [/^not after the document's date (.*)$/, 'it was told in a report of $1, so it was not later'],
  [/^ahead of the document's date (.*)$/, 'it was still to come when the report appeared, on $1'],
  [/^(\d+) more agrees?$/, '$1 more say the same'],
  [/^it stands under (“.*”)$/, 'it stands under the heading $1'],
  [/^told as news of the day$/, 'it was told as news of the day'],
  [/^told as news of the last day$/, 'it was told as news of the day before'],
  [
    /^the later end, (\d+) years? on, is left open$/,
    'how much later is left open: the report came $1 years on',
  ],
  [
    /^"(.*)": (\S+) on a day that the text does not give$/,
    '“$1” is $2, on a day that the text does not give',
  ],
  [/^not (after|before) (“.*”)$/, 'it was not $1 $2'],
];

function phraseWords(phrase: string): string {
  const known = PHRASES.find(([form]) => form.test(phrase));
  const words = known ? phrase.replace(known[0], known[1]) : phrase;
  return timesIn(words.replace(/^1 more say /, 'one more says '), dateWords);
}

const WHY: readonly [RegExp, string][] = [
  [/^the telling is at $/, 'the story is there'],
  [/^the telling goes on from $/, 'the story goes on from there'],
  [/^it belongs to the story of $/, 'it is part of that story'],
  [/^told as following $/, 'it is told after that'],
  [/^told in a report on $/, 'it is told in a report on that'],
  [/^it was ahead of $/, 'it was still to come then'],
  [/^it speaks of $/, 'it speaks of that'],
  [/^the headline tells of $/, 'the headline tells of that'],
  [/^the participle goes with its clause$/, 'one clause tells both'],
  [/^it was said of the past$/, 'it was spoken of as past'],
  [/^it was said of the future$/, 'it was spoken of as to come'],
  [/^it is the purpose$/, 'it was done for that'],
  [/^the clause looks back$/, 'the text looks back there'],
];

/** Why a step is taken. What it is taken to is not named twice. */
function whyWords(why: string, to: string): string {
  if (/^“[^”]*”$/u.test(why)) return `the text says ${why}`;
  const bare = why.endsWith(to) ? why.slice(0, -to.length) : why;
  const known = WHY.find(([form]) => form.test(bare));
  return known ? bare.replace(known[0], known[1]) : timesIn(why, dateWords);
}

const NOTES: Record<string, string> = {
  'past tense': 'told in the past tense',
  'present tense': 'told in the present tense',
  future: 'told as to come',
  planned: 'told as planned',
  possible: 'told as possible',
  'an intention': 'told as an intention',
  'what has happened': 'told as having happened',
  'what came after it': 'seen with what came after it',
};

/** What an expression is counted from: "published Sat 2020-01-11, past tense", "“Wednesday” (Wed 2014-09-17)". */
function anchorWords(anchor: string): string {
  const named = /^(.*), named in the sentence$/su.exec(anchor);
  if (named) return `with ${timesIn(named[1] ?? '', dateWords)} named in the same sentence`;
  const [, kind = '', from = '', note = ''] =
    /^(?:(published|entry of|dateline) )?(.*?)(?:, ((?:(?!, ).)*))?$/su.exec(anchor) ?? [];
  const date = timesIn(from, dateWords);
  const where = {
    published: `in a report published on ${date}`,
    'entry of': `in the entry of ${date}`,
    dateline: `under the dateline of ${date}`,
  }[kind];
  const told = NOTES[note] ?? note;
  return `${where ?? `taken with ${date}`}${told ? `${where ? ' and' : ','} ${told}` : ''}`;
}

const PARTS: Record<string, string> = {
  morning: 'in the morning',
  midday: 'at midday',
  afternoon: 'in the afternoon',
  evening: 'in the evening',
  night: 'at night',
  daytime: 'by day',
  MO: 'in the morning',
  MI: 'at midday',
  AF: 'in the afternoon',
  EV: 'in the evening',
  NI: 'at night',
};
const SEASONS: Record<string, string> = {
  SP: 'spring',
  SU: 'summer',
  FA: 'autumn',
  AU: 'autumn',
  WI: 'winter',
};
const ORDINALS = ['first', 'second', 'third', 'fourth'];
const DATE =
  /(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?(?<year>-?\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:(?:T| )(?<clock>\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?(?!\d)|(?:T| )(?<part>MO|MI|AF|EV|NI|morning|midday|afternoon|evening|night|daytime)\b)?(?: (?<zone>UTC|[A-Z]\w+(?:\/\w+)+))?/gu;
const CODES: readonly [RegExp, (...found: string[]) => string][] = [
  [/\b(\d{4})-(SP|SU|FA|AU|WI)\b/gu, (_, year = '', code = '') => `${SEASONS[code] ?? code} ${year}`],
  [
    /\b(\d{4})-Q([1-4])\b/gu,
    (_, year = '', n = '') => `the ${ORDINALS[Number(n) - 1] ?? n} quarter of ${year}`,
  ],
  [/\b(\d{4})-H([12])\b/gu, (_, year = '', n = '') => `the ${ORDINALS[Number(n) - 1] ?? n} half of ${year}`],
  [/\b(\d{4})-W(\d\d)-WE\b/gu, (_, year = '', n = '') => `the weekend of week ${Number(n)} of ${year}`],
  [/\b(\d{4})-W(\d\d)\b/gu, (_, year = '', n = '') => `week ${Number(n)} of ${year}`],
  [/\b(\d{4})-(\d\d)\b(?!-)/gu, (_, year = '', month = '') => `${monthName(Number(month))} ${year}`],
];

/** Text with its dates in words; what stands in quotation marks is the source's and stays. */
function timesIn(text: string, words: (plain: string) => string): string {
  return text.replace(/“[^”]*”|[^“]+/gu, (piece) => (piece.startsWith('“') ? piece : words(piece)));
}

function dateWords(text: string): string {
  const dated = text.replace(DATE, (...found) => {
    const { year, month, day, clock, part, zone } = found.at(-1) as Record<string, string | undefined>;
    const date = dateName(daysFromCivil({ year: Number(year), month: Number(month), day: Number(day) }), {
      weekday: 'long',
    });
    const when = clock ? `, ${clock}` : part ? ` ${PARTS[part] ?? part}` : '';
    const place = zone === 'UTC' ? ' UTC' : zone ? ` (${zone.replaceAll('_', ' ')} time)` : '';
    return `${date}${when}${place}`;
  });
  return CODES.reduce((words, [code, told]) => words.replace(code, told), dated);
}

/** What an expression comes to: a date, or a longer time in the code of its kind. */
function valueWords(value: string): string {
  if (/^\d{3}$/.test(value)) return `the ${value}0s`;
  if (/^\d{2}$/.test(value)) return `the ${value}00s`;
  if (/^-?\d{4}$/.test(value)) return yearName(Number(value));
  return dateWords(value).replace(/^open to /, 'any time up to ');
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
