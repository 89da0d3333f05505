import { describe, expect, test } from 'vitest';
import type { Document } from '../../src/generated/records';
import { pageAddress, pagesOf, whyNoPage } from '../../src/evidence/original';

const page = (number: number, start: number, end: number) => ({ kind: 'page', number, start, end }) as const;
const document = {
  id: 'ab/12',
  path: 'gate-log.pdf',
  locators: [page(1, 0, 50), { kind: 'paragraph', number: 1, start: 0, end: 90 }, page(4, 50, 90)],
} as unknown as Document;

describe('pages of the original', () => {
  test('those on which the words begin, once each and in order', () => {
    expect(pagesOf(document, [{ start: 60 }, { start: 3 }, { start: 51 }])).toEqual([1, 4]);
    expect(pagesOf(document, [{ start: 50 }])).toEqual([4]);
    expect(pagesOf(document, [{ start: 90 }])).toEqual([]);
    expect(pagesOf(document, null)).toEqual([1, 4]);
    expect(pagesOf({ ...document, locators: [] }, null)).toEqual([]);
  });

  test('an address holds no more than an id and a number', () => {
    expect(pageAddress(document, 4)).toBe('/api/documents/ab%2F12/pages/4');
  });

  test('the reason is the server’s own', async () => {
    const error = { error: { status: 404, code: 'changed', message: 'gate-log.pdf is another file by now' } };
    const answer = (body: string, status: number) => () => Promise.resolve(new Response(body, { status }));
    expect(await whyNoPage('/x', answer(JSON.stringify(error), 404))).toBe(
      'gate-log.pdf is another file by now',
    );
    expect(await whyNoPage('/x', answer('{}', 500))).toBe('the server answered 500');
    expect(await whyNoPage('/x', answer('no JSON', 500))).toBe('the server does not answer');
    expect(await whyNoPage('/x', answer('', 200))).toBe('the image that came cannot be read');
    expect(await whyNoPage('/x', () => Promise.reject(new Error('cut')))).toBe('the server does not answer');
  });
});
