import { describe, expect, test } from 'vitest';
import { CodePointText } from '../../src/data/codepoints';
import { buildLookups } from '../../src/data/lookups';
import { attributionWords, dateBasisWords } from '../../src/evidence/attribution';
import { differencesOf } from '../../src/evidence/differences';
import { excerptsOf, outsideOf, paragraphsOf, segmentsOf } from '../../src/evidence/excerpts';
import { reportsOf } from '../../src/evidence/reports';
import {
  countWords,
  disputeWords,
  figureOfEventWords,
  figuresOfEventWords,
  gistLine,
  originWords,
} from '../../src/marks/words';
import { STORY, event, when } from './made';

const lookups = buildLookups(STORY);
const find = (id: string) => lookups.eventById.get(id)!;

describe('code points', () => {
  const text = 'a🌊b'.repeat(300) + 'ياسر 👩‍🚒 end';
  const points = new CodePointText(text);
  const all = Array.from(text);
  test('every offset slices as in the records', () => {
    expect(points.length).toBe(all.length);
    for (let i = 0; i <= all.length; i += 7)
      expect(points.slice(i, i + 5)).toBe(all.slice(i, i + 5).join(''));
    expect(points.unitOf(all.length)).toBe(text.length);
    expect(points.unitOf(all.length + 99)).toBe(text.length);
  });
  test('a lone surrogate counts as one', () => expect(new CodePointText('a\ud800b🌊').unitOf(3)).toBe(3));
  test('every quote of the story stands where it says', () => {
    for (const claim of STORY.claims) {
      const document = lookups.documentById.get(claim.document)!;
      expect(new CodePointText(document.text).slice(claim.start, claim.end)).toBe(claim.quote);
    }
  });
});

describe('excerpts', () => {
  test('paragraphs hold all the words and no line end', () => {
    const text = '\n\nOne two.\nThree\n\n   \nfour';
    expect(paragraphsOf(text).map(([a, b]) => text.slice(a, b))).toEqual(['One two.', 'Three', 'four']);
  });
  test('a text without line ends is cut, never inside a character', () => {
    const text = '🌊'.repeat(5000);
    const pieces = paragraphsOf(text);
    expect(pieces.map(([a, b]) => text.slice(a, b)).join('')).toBe(text);
    expect(pieces.length).toBeGreaterThan(1);
    for (const [a] of pieces) expect(text.charCodeAt(a)).toBe(0xd83c);
  });
  test('a long paragraph is shortened around the words, at spaces', () => {
    const text = `${'before '.repeat(400)}HERE ${'after '.repeat(400)}`;
    const start = text.indexOf('HERE');
    const [excerpt] = excerptsOf(text, paragraphsOf(text), [[start, start + 4]]);
    const words = text.slice(...excerpt!.span);
    expect(words).toContain('HERE');
    expect(words.length).toBeLessThan(800);
    expect(words.startsWith('before')).toBe(true);
    expect(excerpt).toMatchObject({ cutStart: true, cutEnd: true });
  });
  test('other claims leave an event’s own words unpainted', () => {
    expect(outsideOf([10, 50], [])).toEqual([[10, 50]]);
    expect(outsideOf([10, 50], [[20, 30]])).toEqual([
      [10, 20],
      [30, 50],
    ]);
    expect(
      outsideOf(
        [10, 50],
        [
          [30, 40],
          [5, 35],
          [60, 70],
        ],
      ),
    ).toEqual([[40, 50]]);
    expect(outsideOf([10, 50], [[10, 50]])).toEqual([]);
    expect(
      outsideOf(
        [10, 50],
        [
          [0, 10],
          [50, 60],
        ],
      ),
    ).toEqual([[10, 50]]);
  });
  test('segments give the text back; overlapping marks become one', () => {
    const text = 'abcdefghij';
    const segments = segmentsOf(
      text,
      [0, 10],
      [
        [6, 8],
        [2, 5],
        [4, 7],
      ],
    );
    expect(segments.map((segment) => segment.text).join('')).toBe(text);
    expect(segments.filter(({ marked }) => marked).map((segment) => segment.text)).toEqual(['cdefgh']);
  });
});

describe('an event’s evidence', () => {
  test('one report for each origin, further ones folded under it, by date', () => {
    const reports = reportsOf(lookups, find('break'));
    expect(reports.map(({ lead, further }) => [lead.document.path, further.length])).toEqual([
      ['operator/gate-log.pdf', 0],
      ['papers/halifax-ledger.eml', 0],
      ['radio/sundal-0630.txt', 0],
      ['wire/nordkyst-1114.html', 2],
      ['papers/ardal-post-1115.html', 0],
      ['papers/meridian.html', 0],
    ]);
  });
  test('differences: values in the order of their scale, counted in origins', () => {
    const [toll, time] = differencesOf(lookups, find('break'), 'written');
    expect(toll).toMatchObject({ label: 'killed', most: 6 });
    expect(toll!.values.map(({ value, origins, documents }) => [value, origins, documents])).toEqual([
      ['none', 1, 1],
      ['at least 4', 1, 3],
      ['6', 1, 1],
    ]);
    expect(time!.values.map(({ value }) => value)).toEqual([
      '23:45 to 23:59',
      '23:52',
      'shortly after midnight',
      '00:10',
      '00:20',
    ]);
  });
  test('a value is told under its own figure, in words', () => {
    const claims = find('break').claims.slice(0, 3);
    const values = [
      { claim: claims[0]!, low: 0, high: 0, text: 'none' },
      { claim: claims[1]!, low: 2300, high: 2300, text: '2,300' },
    ];
    const told = event('e', when('2024-11-14', '2024-11-14'), {
      claims,
      figures: [
        {
          what: 'injured',
          whose: null,
          low: 7,
          high: 7,
          values: [{ claim: claims[0]!, low: 7, high: 7, text: 'seven' }],
        },
        {
          what: 'count',
          whose: null,
          low: 11,
          high: 11,
          values: [{ claim: claims[2]!, low: 11, high: 11, text: '11' }],
        },
        { what: 'killed', whose: null, low: 0, high: 2300, values },
      ],
      conflicts: [
        {
          field: 'figures',
          values: [
            { value: 'killed 0', claims: [claims[0]!] },
            { value: 'killed 2300', claims: [claims[1]!] },
          ],
        },
        { field: 'status', values: [{ value: 'did_not_happen', claims: [claims[0]!] }] },
        { field: 'when', values: [{ value: '2024-11-14 00:10+01:00', claims: ['c-break_wire'] }] },
      ],
    });
    const [toll, status, time] = differencesOf(lookups, told, 'written');
    expect([toll!.label, toll!.drawn, ...toll!.values.map(({ value }) => value)]).toEqual([
      'killed',
      true,
      'none',
      '2,300',
    ]);
    expect([status!.drawn, status!.values[0]!.value]).toEqual([false, 'did not happen']);
    expect(time!.values[0]!.value).toBe('Thu 14 Nov, about 00:01–00:20');
    expect(figuresOfEventWords(told)).toBe('7 injured, none / 2,300 killed');
  });
  test('a line does not begin with what binds it to another', () =>
    expect(
      [
        'that nobody had been hurt',
        'and that the hatch was shut',
        'And the tug turned back',
        ', but the tug turned back',
        'that night the tug turned back',
        'and that same hour it sank',
        'that was found on the bank',
        'That tug turned back',
        'who had been given up',
        'to have sunk',
        'Andrea sailed',
        'butter was thrown overboard',
        'and ',
        '',
      ].map((gist) => gistLine({ gist })),
    ).toEqual([
      'nobody had been hurt',
      'the hatch was shut',
      'The tug turned back',
      'the tug turned back',
      'that night the tug turned back',
      'that same hour it sank',
      'that was found on the bank',
      'That tug turned back',
      'who had been given up',
      'to have sunk',
      'Andrea sailed',
      'butter was thrown overboard',
      'and ',
      '',
    ]));
  test('how a date is known, of an entry of a feed as well', () =>
    expect(
      [
        'news/a.txt',
        'feeds/radio.xml!/0007',
        'pile.zip!/a.txt',
        'rows.jsonl!/0002',
        'pile.zip!/feed.rss!/0001',
      ].map((path) =>
        dateBasisWords({
          path,
          published: { earliest: '2024-11-14', latest: '2024-11-14', basis: 'sidecar' },
        }),
      ),
    ).toEqual([
      'from the file beside it',
      'from the feed',
      'from the file beside it',
      'from its row',
      'from the feed',
    ]));
  test('the chain of who says so, in words', () => {
    const words = (id: string) => attributionWords(lookups.claimById.get(id)!);
    expect(words('c-rust_meridian')).toBe(
      'two officials, unnamed · on condition of anonymity · saw a document',
    );
    expect(words('c-built_meridian')).toBe('the document’s own words');
    expect(words('c-break_radio')).toBe('a farmer who watched it from the bridge, unnamed · saw it');
  });
  test('counts', () => {
    expect(
      [
        [61, 61],
        [4, null],
        [0, 9],
        [2, 5],
        [0, 0],
        [0, null],
      ].map(([low, high]) => countWords({ low: low!, high: high! })),
    ).toEqual(['61', 'at least 4', 'up to 9', '2–5', 'none', 'some']);
    expect(figureOfEventWords(find('break').figures[0]!)).toBe('none / at least 4 / 6 killed');
    expect(figureOfEventWords(find('boats').figures[0]!)).toBe('61 residents');
    expect(disputeWords(find('break'))).toBe('disputed: toll, time');
    expect([originWords(1, 3), originWords(2, 2), originWords(1, 1)]).toEqual([
      '3 documents, 1 origin',
      '2 origins',
      '1 origin',
    ]);
  });
});
