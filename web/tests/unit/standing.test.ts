/** Why an event stands where it stands, as a published page carries it. */
import { describe, expect, test } from 'vitest';
import type { Chronology } from '../../src/data/chronology';
import { buildLookups, lineParts } from '../../src/data/lookups';
import { standingIn } from '../../src/data/standing';
import { STORY, event, when } from './made';

const DAY = when('2024-03-02', '2024-03-02');
const chronology: Chronology = {
  format: 1,
  generated_by: 'test',
  title: '',
  documents: [],
  claims: [],
  events: ['left', 'hid', 'struck', 'sank'].map((id) => event(id, DAY)),
  origins: [],
  report: {},
  hidden: ['hid'],
  standings: {
    reasons: [
      { tie: false, reason: 'its time is later' },
      { tie: true, reason: 'nothing tells which came first' },
    ],
    of: { struck: 0, sank: 1 },
  },
};

describe('lineParts', () => {
  test('the word of an event is set apart where another has its line', () => {
    const line = 'They would resume if escorts were guaranteed';
    const claim = (text: string) => ({
      ...STORY.claims[0]!,
      id: text,
      trigger: { ...STORY.claims[0]!.trigger, text },
    });
    const made = ['resume', 'guaranteed'].map((word) => event(word, DAY, { gist: line, claims: [word] }));
    const alone = event('sank', DAY, { claims: ['sank'] });
    const lookups = buildLookups({
      ...chronology,
      events: [...made, alone],
      claims: ['resume', 'guaranteed', 'sank'].map(claim),
    });
    expect(made.map((one) => lineParts(lookups, one, line))).toEqual([
      ['They would ', 'resume', ' if escorts were guaranteed'],
      ['They would resume if escorts were ', 'guaranteed', ''],
    ]);
    expect(lineParts(lookups, alone, 'sank')).toEqual(['sank', '', '']);
  });
});

describe('standingIn', () => {
  test('the shown neighbours, and why the lower stands below the upper', () => {
    expect(standingIn(chronology, 'struck')).toEqual({
      event: 'struck',
      above: { event: 'left', gist: 'left', tie: false, reason: 'its time is later' },
      below: { event: 'sank', gist: 'sank', tie: true, reason: 'nothing tells which came first' },
    });
  });

  test('nothing stands above the first or below the last', () => {
    expect(standingIn(chronology, 'left')?.above).toBeNull();
    expect(standingIn(chronology, 'sank')?.below).toBeNull();
  });

  test('what is hidden, unknown or not carried is not told', () => {
    expect(standingIn(chronology, 'hid')).toBeNull();
    expect(standingIn(chronology, 'none')).toBeNull();
    const { standings: _, ...bare } = chronology;
    expect(standingIn(bare, 'left')).toBeNull();
  });
});
