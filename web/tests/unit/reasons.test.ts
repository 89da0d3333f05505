/** The reason of a time: short in the records, sentences for a reader, with every date in words. */
import { describe, expect, test } from 'vitest';
import { reasonWords } from '../../src/time/reasons';

describe('reasonWords', () => {
  const cases: [string, string, string][] = [
    [
      'an expression, its anchor and its tense',
      '"Tuesday" + published Sat 2020-01-11, past tense → Tue 2020-01-07',
      '“Tuesday”, in a report published on Saturday 11 January 2020 and told in the past tense, means Tuesday 7 January 2020.',
    ],
    ['what says it all', '"February 1979" → 1979-02', 'The text says “February 1979”.'],
    [
      'a season is no code',
      '"last autumn" + published Fri 2024-02-02 → 2023-FA',
      '“last autumn”, in a report published on Friday 2 February 2024, means autumn 2023.',
    ],
    ['a decade', '"the 1990s" → 199', 'The text says “the 1990s”.'],
    [
      'a clock time and its zone',
      '"5:30 a.m." + “Saturday” (Sat 2024-01-27) → Sat 2024-01-27 05:30 Europe/Lisbon',
      '“5:30 a.m.”, taken with “Saturday” (Saturday 27 January 2024), means Saturday 27 January 2024, 05:30 (Europe/Lisbon time).',
    ],
    [
      'a date that the sentence names',
      '"6 p.m." + 2024-01-26, named in the sentence → about Fri 2024-01-26 18:00',
      '“6 p.m.”, with Friday 26 January 2024 named in the same sentence, means about Friday 26 January 2024, 18:00.',
    ],
    [
      'two bounds of what has no time',
      "no time is given; not after the document's date 2024-01-27; not after the document's date 2024-01-27",
      'The text gives it no time. It was told in a report of Saturday 27 January 2024, so it was not later.',
    ],
    [
      'step by step, nothing named twice',
      'on the day of “said” (the telling is at “said”), which is not before “rang” (told as following “rang”): "noon" + entry of Fri 2024-01-26 → Fri 2024-01-26 12:00',
      'The text puts it on the day of “said” (the story is there), and that not before “rang” (it is told after that): “noon”, in the entry of Friday 26 January 2024, means Friday 26 January 2024, 12:00.',
    ],
    [
      'words of the text between two happenings',
      '“an hour after” “fell”, which is on the day of “rang” (“when”): "1934" → 1934',
      'The text puts it “an hour after” “fell”, and that on the day of “rang” (the text says “when”): the text says “1934”.',
    ],
    ['how many agree', '"1934" → 1934; 1 more agrees', 'The text says “1934”. One more says the same.'],
    [
      'a bound in the words',
      '“before Jan. 8”: "Jan. 8" → Mon 2024-01-08',
      'The text says “before Jan. 8”; “Jan. 8” means Monday 8 January 2024.',
    ],
    [
      'words of a source stay as they are',
      'it stands under “2024-01-26; log”',
      'It stands under the heading “2024-01-26; log”.',
    ],
    [
      'a part of a day',
      '"that night" + published Fri 2024-01-26 → Fri 2024-01-26 night',
      '“that night”, in a report published on Friday 26 January 2024, means Friday 26 January 2024 at night.',
    ],
    ['nothing', '', ''],
    ['what a person wrote', 'M. Tern was there', 'M. Tern was there.'],
  ];
  test.each(cases)('%s', (_, reason, words) => expect(reasonWords(reason)).toBe(words));

  test('each part stands once, and no sign of the records is left', () => {
    const words = reasonWords(
      'on the day of “tore” (both are told in one breath): "Jan. 27" + published Sat 2024-01-27, past tense → Sat 2024-01-27; 3 more agree',
    );
    expect(words).not.toMatch(/→|\+|\d{4}-\d\d/u);
  });
});
