import { describe, expect, test } from 'vitest';
import { START, decodeAddress, encodeAddress, type Address } from '../../src/state/address';
import { NO_FILTERS } from '../../src/state/filters';
import { parseMoment } from '../../src/time/moment';

const at = (iso: string) => parseMoment(iso)!.seconds;

describe('the address', () => {
  const cases: [string, Address][] = [
    ['#/chronology', START],
    ['#/tray/e%2F7%20%3F', { ...START, view: 'tray', open: 'e/7 ?' }],
    [
      '#/chronology/break?status=denied,planned&kind=move&review=open&actor=per:ana&actor=org:a,b&place=geonames:1&disputed=1&hidden=1&from=2024-11-13&to=2024-11-14T06:30&q=gate+%26+weir&zone=utc&by=week&zoom=2024-11-01~2024-12-01',
      {
        view: 'chronology',
        open: 'break',
        zone: 'utc',
        by: 'week',
        zoom: { from: at('2024-11-01'), to: at('2024-12-01') },
        filters: {
          statuses: ['denied', 'planned'],
          kinds: ['move'],
          reviews: ['open'],
          actors: ['per:ana', 'org:a,b'],
          places: ['geonames:1'],
          disputed: true,
          hidden: true,
          text: 'gate & weir',
          from: at('2024-11-13'),
          to: at('2024-11-14T06:30'),
        },
      },
    ],
    ['#/chronology?from=-0044-03-15', { ...START, filters: { ...NO_FILTERS, from: at('-0044-03-15') } }],
  ];
  test.each(cases)('%s', (hash, address) => {
    expect(decodeAddress(hash)).toEqual(address);
    expect(encodeAddress(address)).toBe(hash);
  });
  test.each([
    '',
    '#',
    '#/',
    '#/nowhere',
    '#/nowhere/e1?status=lost',
    '#/chronology?zoom=x~y&from=soon&by=hour&zone=moon&status=',
    '#/chronology/?zoom=2024-12-01~2024-11-01',
  ])('what is unknown in “%s” is dropped', (hash) => expect(decodeAddress(hash)).toEqual(START));
  test('a broken escape is taken as it stands', () =>
    expect(decodeAddress('#/chronology/%E0%A4%A').open).toBe('%E0%A4%A'));
  test('any text comes back', () => {
    for (const text of ['a/b?c#d', '100 %', 'ياسر 🌊', '"<script>"', 'x,y;z&q=1']) {
      const address: Address = { ...START, open: text, filters: { ...NO_FILTERS, text } };
      expect(decodeAddress(encodeAddress(address))).toEqual(address);
    }
  });
});
