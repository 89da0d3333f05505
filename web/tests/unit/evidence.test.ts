import { describe, expect, test } from 'vitest';
import { CodePointText } from '../../src/data/codepoints';
import { buildLookups } from '../../src/data/lookups';
import { attributionWords } from '../../src/evidence/attribution';
import { differencesOf } from '../../src/evidence/differences';
import { excerptsOf, paragraphsOf, segmentsOf } from '../../src/evidence/excerpts';
import { reportsOf } from '../../src/evidence/reports';
import { countWords, disputeWords, figureOfEventWords, originWords } from '../../src/marks/words';
import { STORY } from './made';

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
  test('one report for each origin, copies folded under it, by date', () => {
    const reports = reportsOf(lookups, find('break'));
    expect(reports.map(({ lead, copies }) => [lead.document.path, copies.length])).toEqual([
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
    expect(toll!.values.map(({ value, origins, copies }) => [value, origins, copies])).toEqual([
      ['none', 1, 0],
      ['at least 4', 1, 2],
      ['6', 1, 0],
    ]);
    expect(time!.values.map(({ value }) => value)).toEqual([
      '23:45 to 23:59',
      '23:52',
      'shortly after midnight',
      '00:10',
      '00:20',
    ]);
  });
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
    expect(originWords(1, 2)).toBe('1 origin, 2 copies');
  });
});
