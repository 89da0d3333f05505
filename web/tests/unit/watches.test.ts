import { describe, expect, test } from 'vitest';
import type { Chronology } from '../../src/data/chronology';
import { buildLookups } from '../../src/data/lookups';
import type { Event, EventFigure } from '../../src/generated/records';
import { NO_FILTERS } from '../../src/state/filters';
import { changesSince, remember, type Change, type News } from '../../src/watches/changes';
import {
  emptyShelf,
  joined,
  parseShelves,
  shelfFor,
  targetKey,
  targetOf,
  writeShelves,
  type Shelf,
  type Target,
  type Watch,
} from '../../src/watches/shelf';
import { changeWords, newsWords } from '../../src/watches/words';
import { worthWatching } from '../../src/watches/worth';
import { STORY, event, when } from './made';

const DAY = when('2024-03-02', '2024-03-02');
const killed = (low: number, high: number | null, whose: string | null = null): EventFigure => ({
  what: 'killed',
  whose,
  low,
  high,
  values: [],
});
const differs = (field: 'when' | 'figures' | 'status', ...values: string[]) => ({
  field,
  values: values.map((value) => ({ value, claims: [] })),
});

/** What is new in `now` (all of it matching, unless told) for somebody who saw `before`. */
function since(before: readonly Event[], now: readonly Event[], matching = now): News[] {
  const lookups = buildLookups({ ...STORY, events: now } as Chronology);
  return changesSince(remember(before), { matching, ...lookups });
}
const sorts = (news: readonly News[]) =>
  news.map(({ id, changes }) => [id, ...changes.map(({ sort }) => sort)]);

describe('what is new', () => {
  const base = event('a', DAY, { claims: ['c1', 'c2'] });
  test('nothing, where nothing changed', () => {
    expect(since([base], [base])).toEqual([]);
    expect(since(STORY.events, STORY.events)).toEqual([]);
    expect(since([], [])).toEqual([]);
  });
  test('what was remembered comes back from JSON the same', () =>
    expect(JSON.parse(JSON.stringify(remember(STORY.events)))).toEqual(remember(STORY.events)));
  test('a new event', () =>
    expect(sorts(since([base], [base, event('b', DAY, { claims: ['c3'] })]))).toEqual([['b', 'new']]));
  test('an event by hand has no claims and is new all the same', () =>
    expect(sorts(since([base], [base, event('b', DAY)]))).toEqual([['b', 'new']]));
  test('new claims, by their ids', () =>
    expect(since([base], [{ ...base, claims: ['c1', 'c2', 'c7'] }])[0]?.changes).toEqual([
      { sort: 'claims', claims: ['c7'] },
    ]));
  test.each([
    ['planned', 'happened'],
    ['happened', 'denied'],
    ['unclear', 'did_not_happen'],
  ] as const)('a status that turned: %s → %s', (before, after) =>
    expect(since([{ ...base, status: before }], [{ ...base, status: after }])[0]?.changes).toEqual([
      { sort: 'status', before, after },
    ]),
  );
  test('a figure that moved, was first told, or lost its upper bound', () => {
    const change = (before: EventFigure[], after: EventFigure[]) =>
      since([{ ...base, figures: before }], [{ ...base, figures: after }])[0]?.changes ?? [];
    expect(change([killed(4, 4)], [killed(4, 6)])).toEqual([
      {
        sort: 'figure',
        before: { what: 'killed', whose: null, low: 4, high: 4 },
        after: { what: 'killed', whose: null, low: 4, high: 6 },
      },
    ]);
    expect(change([], [killed(4, 4)])).toMatchObject([{ sort: 'figure', before: null }]);
    expect(change([killed(4, 4)], [killed(4, null)])).toMatchObject([{ after: { high: null } }]);
    expect(change([killed(4, 4)], [killed(4, 4)])).toEqual([]);
  });
  test('figures of different people are different figures', () => {
    const before = { ...base, figures: [killed(4, 4, 'sailors'), killed(1, 1, 'pilots')] };
    const after = { ...base, figures: [killed(4, 4, 'sailors'), killed(2, 2, 'pilots')] };
    expect(since([before], [after])[0]?.changes).toMatchObject([
      { sort: 'figure', after: { whose: 'pilots' } },
    ]);
  });
  test('a contradiction that arose, grew a side, or was settled', () => {
    const change = (before: Event['conflicts'], after: Event['conflicts']) =>
      since([{ ...base, conflicts: before }], [{ ...base, conflicts: after }])[0]?.changes ?? [];
    expect(change([], [differs('figures', '4', '6')])).toEqual([
      { sort: 'conflict', field: 'figures', values: ['4', '6'], further: false },
    ]);
    expect(change([differs('figures', '4', '6')], [differs('figures', '6', '4', '9')])).toEqual([
      { sort: 'conflict', field: 'figures', values: ['9'], further: true },
    ]);
    expect(change([differs('when', '1', '2')], [])).toEqual([{ sort: 'settled', field: 'when' }]);
    expect(change([differs('when', '1', '2')], [differs('when', '2', '1')])).toEqual([]);
  });
  test('a date that sharpened', () =>
    expect(since([{ ...base, when: when('2024-03-01', '2024-03-31') }], [base])[0]?.changes).toEqual([
      { sort: 'time', before: ['2024-03-01', '2024-03-31'], after: ['2024-03-02', '2024-03-02'] },
    ]));
  test('an event that turned and so no longer passes is told, with what turned', () => {
    const planned = { ...base, status: 'planned' as const };
    expect(sorts(since([planned], [base], []))).toEqual([['a', 'status', 'left']]);
  });
  test('an event that is gone is told by its last line', () =>
    expect(since([base], [])).toEqual([{ id: 'a', event: null, gist: 'a', changes: [{ sort: 'gone' }] }]));
  test('two events that were merged are neither new nor gone', () => {
    const other = event('b', DAY, { claims: ['c3'] });
    const merged = { ...base, claims: ['c1', 'c2', 'c3'] };
    expect(since([base, other], [merged])).toEqual([]);
    // The one that stays may be one that was not watched.
    expect(since([other], [merged])[0]?.changes).toEqual([{ sort: 'claims', claims: ['c1', 'c2'] }]);
  });
  test('an event merged into one that does not pass has left', () => {
    const other = event('b', DAY, { claims: ['c3'] });
    expect(sorts(since([other], [{ ...base, claims: ['c1', 'c3'] }], []))).toEqual([['a', 'claims', 'left']]);
  });
  test('what was split off is not new: its reports were known', () => {
    const rest = { ...base, claims: ['c1'] };
    expect(sorts(since([base], [rest, event('s', DAY, { claims: ['c2'] })]))).toEqual([['s', 'rearranged']]);
  });
  test('looking again leaves nothing new', () => {
    const now = [
      { ...base, status: 'denied' as const, claims: ['c1', 'c9'] },
      event('b', DAY, { claims: ['c3'] }),
    ];
    expect(since([base], now)).not.toEqual([]);
    expect(since(now, now)).toEqual([]);
  });
});

describe('in words', () => {
  const words = (change: Change) => changeWords(change, 'written').words;
  test.each<[Change, string]>([
    [{ sort: 'status', before: 'planned', after: 'happened' }, 'was planned, now happened'],
    [{ sort: 'claims', claims: ['a', 'b'] }, '2 new claims'],
    [{ sort: 'claims', claims: ['a'] }, 'one new claim'],
    [
      {
        sort: 'figure',
        before: { what: 'killed', whose: null, low: 4, high: 4 },
        after: { what: 'killed', whose: null, low: 4, high: null },
      },
      'killed: was 4, now at least 4',
    ],
    [
      { sort: 'conflict', field: 'figures', values: ['4', '6'], further: false },
      'the accounts now differ in a figure: “4”, “6”',
    ],
    [
      { sort: 'time', before: [null, null], after: ['2024-03-02', '2024-03-02'] },
      'time: was no date, now Sat 2 Mar 2024',
    ],
  ])('%o', (change, expected) => expect(words(change)).toBe(expected));
  test('counts', () => {
    const item = (...changes: Change[]): News => ({ id: 'x', event: null, gist: '', changes });
    expect(newsWords([])).toBe('nothing new');
    expect(
      newsWords([item({ sort: 'new' }), item({ sort: 'claims', claims: ['c'] }), item({ sort: 'gone' })]),
    ).toBe('1 new event, 1 changed, 1 no longer here');
  });
});

describe('the shelf', () => {
  const targets: Target[] = [
    { sort: 'actor', id: 'per:ana:b' },
    { sort: 'place', id: 'name:örebro' },
    { sort: 'event', id: 'e1' },
    {
      sort: 'filter',
      filters: { ...NO_FILTERS, statuses: ['planned'], text: 'gate & weir', actors: ['per:a'] },
    },
  ];
  test.each(targets)('a target comes back from its key: %o', (target) =>
    expect(targetOf(targetKey(target))).toEqual(target),
  );
  test('a key of no known sort is none', () => {
    expect(targetOf('planet:mars')).toBeNull();
    expect(targetOf('event:')).toBeNull();
    expect(targetOf('')).toBeNull();
  });
  test('spaces around a search make no other filter', () => {
    const filter = (text: string) => targetKey({ sort: 'filter', filters: { ...NO_FILTERS, text } });
    expect(filter(' gate ')).toBe(filter('gate'));
  });

  const documents = (...ids: string[]) => ids.map((id) => ({ id })) as unknown as Chronology['documents'];
  const shelf = (title: string, ...ids: string[]): Shelf => ({ title, documents: ids, watches: [] });
  test('a chronology that grew finds its shelf', () => {
    const [own, other] = [shelf('Pile', 'a', 'b'), shelf('Pile', 'x')];
    expect(shelfFor([other, own], { title: 'Pile', documents: documents('a', 'b', 'c') })).toBe(own);
    expect(shelfFor([other, own], { title: 'Renamed', documents: documents('a', 'b', 'c') })).toBe(own);
  });
  test('another chronology of the same title does not', () =>
    expect(
      shelfFor([shelf('Chronology', 'a')], { title: 'Chronology', documents: documents('z') }),
    ).toBeNull());
  test('nor one that shares a document or two under another title', () =>
    expect(shelfFor([shelf('A', 'a', 'b', 'c')], { title: 'B', documents: documents('a', 'z') })).toBeNull());
  test('an empty chronology is known by its title', () =>
    expect(shelfFor([shelf('A')], { title: 'A', documents: [] })?.title).toBe('A'));

  const watch = (key: string, looked: string): Watch => ({
    key,
    name: 'w',
    made: looked,
    looked,
    seen: remember(STORY.events.slice(0, 3)),
  });
  test('what is written can be read', () => {
    const kept = [{ ...emptyShelf(STORY), watches: [watch('event:break', '2026-01-01T00:00:00Z')] }];
    expect(parseShelves(writeShelves(kept))).toEqual(kept);
  });
  test.each([
    ['no JSON', '{', 'not JSON'],
    ['something else', '[1]', 'no watches'],
    ['a later format', '{"strandline_watches":2,"shelves":[]}', 'format 2'],
    ['a damaged shelf', '{"strandline_watches":1,"shelves":[{"title":1}]}', 'damaged'],
    [
      'a damaged event',
      '{"strandline_watches":1,"shelves":[{"title":"","documents":[],"watches":[{"key":"event:a","name":"","made":"","looked":"","seen":[{"id":"a"}]}]}]}',
      'damaged',
    ],
  ])('%s is refused with what is wrong', (_name, text, message) =>
    expect(() => parseShelves(text)).toThrow(message),
  );
  test('joining keeps each watch once, as it was looked at last', () => {
    const [old, later] = [watch('event:a', '2026-01-01'), watch('event:a', '2026-02-01')];
    expect(
      joined([old], [later, watch('event:b', '2026-01-01')]).map(({ key, looked }) => [key, looked]),
    ).toEqual([
      ['event:a', '2026-02-01'],
      ['event:b', '2026-01-01'],
    ]);
    expect(joined([later], [old])).toEqual([later]);
  });
});

describe('what may be worth a watch', () => {
  test('each event under its first reason, the best supported first', () => {
    const worth = worthWatching([
      event('plain', DAY),
      event('often', DAY, { origins: 5 }),
      event('plan', DAY, { status: 'planned' }),
      event('threat', DAY, { status: 'threatened', origins: 2 }),
      event('gone', DAY, { origins: 9, review: 'rejected' }),
      event('split', DAY, { status: 'planned', conflicts: [differs('when', 'one', 'two')] }),
    ]);
    expect(worth.map(({ events }) => events.map(({ id }) => id))).toEqual([
      ['split'],
      ['threat', 'plan'],
      ['often'],
    ]);
  });

  test('nothing where there is nothing', () => expect(worthWatching([])).toEqual([]));
});
