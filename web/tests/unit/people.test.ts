import { describe, expect, test } from 'vitest';
import type { Chronology } from '../../src/data/chronology';
import { buildLookups } from '../../src/data/lookups';
import { actorsNamed, namesIn } from '../../src/data/named';
import type { Actor, Claim, Event } from '../../src/generated/records';
import { actorsIn, partsWords, sortOf } from '../../src/people/actors';
import { delayBetween, delayWords, messageOf, messagesIn, type Message } from '../../src/people/messages';
import { layOutSequence, messageArrows, messageWords } from '../../src/people/sequence';
import { NO_FILTERS, eventTest } from '../../src/state/filters';
import { placeEvents } from '../../src/time/grouping';
import { intervalOf } from '../../src/time/interval';
import { STORY, event, when } from './made';

const MINISTRY = 'org:ministry';
const UNION = 'org:union';
const PORT = 'org:port';

function actor(id: string, role: Actor['role'], text = id.split(':')[1] ?? id): Actor {
  return { id, name: id.split(':')[1] ?? id, role, text, start: 0, end: text.length };
}

function claim(id: string, actors: Actor[], more: Partial<Claim> = {}): Claim {
  return {
    id,
    document: 'd',
    start: 0,
    end: 4,
    quote: 'said',
    trigger: { start: 0, end: 4, text: 'said', lemma: 'say' },
    kind: 'statement',
    status: 'happened',
    when: when(null, null),
    where: [],
    actors,
    figures: [],
    attribution: [],
    confidence: 1,
    ...more,
  };
}

function chronologyOf(rows: [Event, Claim[]][]): Chronology {
  return {
    ...STORY,
    events: rows.map(([each, claims]) => ({ ...each, claims: claims.map(({ id }) => id) })),
    claims: rows.flatMap(([, claims]) => claims),
    origins: [],
    documents: [],
  };
}

function read(rows: [Event, Claim[]][]) {
  const chronology = chronologyOf(rows);
  const lookups = buildLookups(chronology);
  return { lookups, placed: placeEvents(chronology.events, 'written') };
}

const day = (n: number) => when(`2024-03-0${n}`, `2024-03-0${n}`);
const at = (iso: string) => when(iso, iso, { granularity: 'minute' });

describe('messages', () => {
  test('from who speaks, through who passes on, to who is told', () => {
    const told = claim('c', [actor(MINISTRY, 'speaker'), actor(UNION, 'via'), actor(PORT, 'addressee')], {
      kind: 'request',
    });
    const [message] = messageOf(told);
    expect(message).toEqual({
      from: { id: MINISTRY, name: 'ministry' },
      via: [{ id: UNION, name: 'union' }],
      to: [{ id: PORT, name: 'port' }],
    });
    expect(messageWords(message!)).toBe('ministry, through union, to port');
    expect(messageWords({ ...message!, via: [] })).toBe('ministry to port');
    expect(messageWords({ ...message!, to: [] })).toBe('ministry, through union');
    expect(messageArrows(message!)).toBe('ministry → union → port');
    expect(messageArrows({ ...message!, to: [] })).toBe('ministry → union');
  });
  test('somebody who says something to nobody sends no message', () =>
    expect(messageOf(claim('c', [actor(MINISTRY, 'speaker')]))).toEqual([]));
  test('words to nobody knows whom from nobody knows whom are none', () =>
    expect(messageOf(claim('c', [actor(PORT, 'addressee')]))).toEqual([]));
  test('what is no speech is no message, unless somebody passes it on', () => {
    const sent = [actor(MINISTRY, 'agent'), actor(PORT, 'addressee')];
    expect(messageOf(claim('c', sent, { kind: 'move' }))).toEqual([]);
    expect(messageOf(claim('c', sent, { kind: 'request' }))).toHaveLength(1);
    expect(messageOf(claim('c', [...sent, actor(UNION, 'via')], { kind: 'move' }))).toHaveLength(1);
  });
  test('nobody tells himself', () =>
    expect(messageOf(claim('c', [actor(PORT, 'speaker'), actor(PORT, 'addressee')]))).toEqual([]));
  test('two reports of one message are one, two messages of one event two; in order of time, undated last', () => {
    const parties = [actor(MINISTRY, 'speaker'), actor(PORT, 'addressee')];
    const { lookups, placed } = read([
      [event('undated', when(null, null)), [claim('c0', parties)]],
      [event('late', day(3)), [claim('c1', parties), claim('c2', parties)]],
      [
        event('early', day(1)),
        [claim('c3', parties), claim('c4', [actor(PORT, 'speaker'), actor(MINISTRY, 'addressee')])],
      ],
    ]);
    const messages = messagesIn(lookups, placed);
    expect(messages.map((message) => [message.placed.event.id, message.from.id, message.claims])).toEqual([
      ['early', MINISTRY, ['c3']],
      ['early', PORT, ['c4']],
      ['late', MINISTRY, ['c1', 'c2']],
      ['undated', MINISTRY, ['c0']],
    ]);
  });
});

describe('delays', () => {
  const between = (a: ReturnType<typeof when>, b: ReturnType<typeof when>) => {
    const delay = delayBetween(intervalOf(a, 'written'), intervalOf(b, 'written'));
    return delay && delayWords(delay);
  };
  test.each([
    ['2024-03-01T10:00', '2024-03-01T10:20', '20 minutes later'],
    ['2024-03-01T10:00', '2024-03-01T13:00', '3 hours later'],
    ['2024-03-01T10:00', '2024-03-01T10:00', 'at the same time'],
  ])('%s → %s: %s', (a, b, words) => expect(between(at(a), at(b))).toBe(words));
  test('days: at least and at most', () => {
    expect(between(day(1), day(4))).toBe('2–4 days later');
    expect(between(day(1), day(2))).toBe('within 2 days');
  });
  test('where the order is not known nothing is said', () => {
    expect(between(day(1), day(1))).toBeNull();
    expect(between(when('2024-03-01', '2024-03-05'), day(3))).toBeNull();
    expect(between(when(null, null), day(3))).toBeNull();
    expect(between(when(null, '2024-03-01'), day(3))).toBeNull();
  });
  test('an open end', () =>
    expect(between(at('2024-03-01T10:00'), when('2024-03-01T12:00', null))).toBe('at least 2 hours later'));
});

describe('the chart of messages', () => {
  const message = (from: string, to: string, via: string[] = [], index = 0): Message => {
    const party = (id: string) => ({ id, name: id });
    const [placed] = placeEvents([event(`e${index}`, day(1))], 'written');
    return { placed: placed!, from: party(from), to: to ? [party(to)] : [], via: via.map(party), claims: [] };
  };
  test('columns in order of appearance, a leg for each step', () => {
    const { columns, lines } = layOutSequence([message(MINISTRY, PORT, [UNION])], new Set(), 5);
    expect(columns.map(({ id }) => id)).toEqual([MINISTRY, UNION, PORT]);
    expect(lines[0]).toMatchObject({
      legs: [
        { from: 0, to: 1 },
        { from: 1, to: 2 },
      ],
      passing: [1],
      sender: 0,
      unseen: [],
    });
  });
  test('every message has its line; who has no column is named', () => {
    const rows = [
      message(MINISTRY, PORT),
      message(MINISTRY, PORT),
      message('per:a', 'per:b'),
      message('nominal:us', PORT),
    ];
    const { columns, lines } = layOutSequence(rows, new Set(), 2);
    expect(columns.map(({ id }) => id)).toEqual([MINISTRY, PORT]);
    expect(lines).toHaveLength(4);
    expect(lines[2]).toMatchObject({ legs: [], sender: null, reached: [] });
    expect(lines[2]?.unseen.map(({ id }) => id)).toEqual(['per:a', 'per:b']);
    expect(lines[3]).toMatchObject({ sender: null, reached: [1] });
  });
  test('who is only described gets a column only when chosen', () => {
    const rows = [message('nominal:us', PORT), message('nominal:us', PORT)];
    expect(layOutSequence(rows, new Set(), 4).columns.map(({ id }) => id)).toEqual([PORT]);
    expect(layOutSequence(rows, new Set(['nominal:us']), 4).columns.map(({ id }) => id)).toEqual([
      'nominal:us',
      PORT,
    ]);
  });
  test('of the chosen only', () => {
    const rows = [message(MINISTRY, PORT), message('per:a', 'per:b')];
    expect(layOutSequence(rows, new Set([PORT]), 4).lines).toHaveLength(1);
  });
});

describe('actors', () => {
  const rows: [Event, Claim[]][] = [
    [event('one', day(2)), [claim('c1', [actor('per:Ana Holm', 'speaker', 'Ana Holm')])]],
    [
      event('two', day(4)),
      [
        claim('c2', [actor('per:Ana Holm', 'agent', 'the minister'), actor(PORT, 'patient')]),
        claim('c3', [actor('per:Ana Holm', 'speaker', 'she')]),
      ],
    ],
    [event('three', when(null, null)), [claim('c4', [actor('per:Ana Holm', 'speaker', 'the minister')])]],
    [event('by hand', day(1), { actors: [actor('per:Ana Holm', 'via')] }), []],
  ];
  const { lookups, placed } = read(rows);
  const ana = actorsIn(lookups, placed).find(({ id }) => id === 'per:Ana Holm')!;
  test('names as they occur, without pronouns', () => expect(ana.alsoCalled).toEqual(['the minister']));
  test('parts with their counts', () => {
    expect(partsWords(ana)).toBe('speaks 3 · passes on 1 · acts 1');
    expect(ana.mentions.map(({ placed: { event: each }, parts }) => [each.id, parts])).toEqual([
      ['one', ['speaker']],
      ['two', ['speaker', 'agent']],
      ['three', ['speaker']],
      ['by hand', ['via']],
    ]);
  });
  test('first and last dated mention', () =>
    expect([ana.first?.event.id, ana.last?.event.id]).toEqual(['by hand', 'two']));
  test('sorts', () =>
    expect(['per:x', 'org:x', 'geonames:1', 'nominal:x', 'x', 'odd:x'].map(sortOf)).toEqual([
      'person',
      'organisation',
      'government',
      'described',
      'group',
      'group',
    ]));
  test('a filter by actor finds the events of any of its claims', () => {
    const passing = (ids: string[]) =>
      lookups.chronology.events
        .filter(eventTest(lookups, { ...NO_FILTERS, actors: ids }, 'written'))
        .map(({ id }) => id);
    expect(passing([PORT])).toEqual(['two']);
    expect(passing([PORT, 'per:Ana Holm'])).toEqual(['one', 'two', 'three', 'by hand']);
    expect(passing(['per:nobody'])).toEqual([]);
    expect(actorsNamed(lookups, lookups.eventById.get('two')!)).toEqual(['per:Ana Holm', PORT]);
    expect(namesIn(lookups).actors.get(PORT)).toBe('port');
  });
});
