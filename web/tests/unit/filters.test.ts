import { describe, expect, test } from 'vitest';
import { buildLookups, sharedWall } from '../../src/data/lookups';
import { NO_FILTERS, eventTest, fold, isFiltering, type Filters } from '../../src/state/filters';
import { parseMoment } from '../../src/time/moment';
import { STORY } from './made';

const lookups = buildLookups(STORY);
const at = (iso: string) => parseMoment(iso)!.seconds;
const passing = (change: Partial<Filters>) =>
  STORY.events.filter(eventTest(lookups, { ...NO_FILTERS, ...change }, 'written')).map(({ id }) => id);

describe('filters', () => {
  test('none lets everything through', () => expect(passing({})).toHaveLength(STORY.events.length));
  test('values of one sort are alternatives', () =>
    expect(passing({ statuses: ['planned', 'proposed'] })).toEqual(['plan', 'inquiry', 'reopen']));
  test('sorts must all hold', () =>
    expect(passing({ statuses: ['planned'], kinds: ['legal'] })).toEqual(['reopen']));
  test('disputed', () => expect(passing({ disputed: true })).toEqual(['second', 'break', 'visit']));
  test('review', () =>
    expect(passing({ reviews: ['accepted', 'edited'] })).toEqual(['rust', 'warning', 'lower']));
  test('text finds the sources’ own words, names and publishers, in any case and without accents', () => {
    expect(passing({ text: 'HAIRLINE' })).toEqual(['hairline']);
    expect(passing({ text: 'atlantic time' })).toEqual(['break']);
    expect(passing({ text: 'ياسر' })).toEqual(['hear']);
    expect(passing({ text: 'halifax hurt' })).toEqual(['break']);
    expect(passing({ text: 'nobody wrote this' })).toEqual([]);
  });
  test('time: instants of another zone count on the shared wall', () => {
    expect(sharedWall(lookups, 'written')).toEqual({ offset: 3600 });
    expect(passing({ from: at('2024-11-14T06:10'), to: at('2024-11-14T06:20'), kinds: ['publish'] })).toEqual(
      ['image'],
    );
  });
  test('time: what may lie in the range is in it, what has no date is not', () => {
    const day = passing({ from: at('2024-11-12'), to: at('2024-11-13') });
    expect(day).toContain('soaked');
    expect(day).toContain('warning');
    expect(day).not.toContain('hinge');
    expect(day).not.toContain('draft');
  });
  test('isFiltering', () => {
    expect(isFiltering(NO_FILTERS)).toBe(false);
    expect(isFiltering({ ...NO_FILTERS, text: '  ' })).toBe(false);
    expect(isFiltering({ ...NO_FILTERS, to: 0 })).toBe(true);
  });
  test('fold', () =>
    expect(fold('Þórdís Łukaszewska-Nguyễn’s Straße')).toBe("þordis lukaszewska-nguyen's strasse"));
});
