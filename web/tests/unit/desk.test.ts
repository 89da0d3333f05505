/** The desk with a service by hand: what is sent, kept, taken in. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Chronology } from '../../src/data/chronology';
import { ChangedMeanwhile, Declined, NotSent, type DecisionService } from '../../src/decisions/client';
import { Desk, othersWords } from '../../src/decisions/desk.svelte';
import type {
  Change,
  DecisionAnswer,
  DecisionRequest,
  DecisionRow,
  Reached,
} from '../../src/decisions/protocol';
import { Workplace } from '../../src/state/workplace.svelte';
import { STORY } from './made';

vi.stubGlobal('location', { hash: '' });
vi.stubGlobal('history', { pushState: () => {}, replaceState: () => {} });

const row = (number: number, request: DecisionRequest): DecisionRow => ({
  number,
  id: request.id ?? `d${number}`,
  at: '2026-03-04T10:00:00Z',
  who: request.who ?? '',
  action: request.action,
  target: request.target,
  before: null,
  after: request.after ?? null,
  note: request.note ?? '',
  undone_by: null,
});

class Service implements DecisionService {
  sent: DecisionRequest[] = [];
  log: DecisionRow[] = [];
  /** What the next sendings meet, in order; null is an answer. */
  next: (Error | null)[] = [];
  take: (change: Change) => void = () => {};
  reread: number[] = [];

  me = vi.fn();
  jobs = vi.fn(() => Promise.resolve([]));
  addDocuments = vi.fn(() => Promise.resolve({ job: 'j' }));
  listen(take: (change: Change) => void) {
    this.take = take;
    return () => {};
  }
  history({ after = 0 }: { after?: number }) {
    const decisions = this.log.filter(({ number }) => number > after);
    return Promise.resolve({ total: decisions.length, last: this.log.length, decisions });
  }
  /** What the next asking after later decisions answers beside the rows. */
  changed: Partial<Reached> = {};
  reached(after: number): Promise<Reached> {
    this.reread.push(after);
    return Promise.resolve({
      last: this.log.length,
      decisions: this.log.filter(({ number }) => number > after),
      complete: true,
      events: [],
      removed: [],
      redirects: {},
      claims: [],
      removed_claims: [],
      documents: [],
      hidden: [],
      ...this.changed,
    });
  }
  send(request: DecisionRequest): Promise<DecisionAnswer> {
    this.sent.push(request);
    const error = this.next.shift();
    if (error) return Promise.reject(error);
    const decision = row(this.log.length + 1, request);
    this.log.push(decision);
    const event = STORY.events.find(({ id }) => id === request.target);
    return Promise.resolve({
      decision,
      last: decision.number,
      events: event && request.action === 'accept' ? [{ ...event, review: 'accepted' }] : [],
      removed: request.action === 'merge' ? (request.after?.events as string[]) : [],
      redirects:
        request.action === 'merge' ? { [(request.after?.events as string[])[0]!]: request.target } : {},
      claims: [],
      documents: [],
      job: null,
    });
  }
}

let service: Service;
let workplace: Workplace;
let desk: Desk;
let reload: ReturnType<typeof vi.fn<() => Promise<Chronology>>>;
beforeEach(() => {
  vi.useFakeTimers();
  service = new Service();
  workplace = new Workplace(STORY);
  reload = vi.fn(() => Promise.resolve({ ...STORY, decisions_last: 99 }));
  desk = new Desk(
    workplace,
    service,
    { name: 'Ana', role: 'owner', accounts: false, csrf: null, originals: false },
    reload,
  );
  workplace.desk = desk;
  desk.start();
});
afterEach(() => {
  desk.stop();
  vi.useRealTimers();
});
const reviewOf = (id: string) => workplace.lookups.eventById.get(id)?.review;

describe('a decision', () => {
  test('is sent with who and what was seen, taken in, and said', async () => {
    expect(await desk.decide({ action: 'accept', target: 'bought' })).toEqual({ state: 'done', message: '' });
    expect(service.sent[0]).toMatchObject({ action: 'accept', target: 'bought', who: 'Ana', seen: 0 });
    expect(service.sent[0]?.id).toMatch(/^[0-9a-f]{32}$/);
    expect(reviewOf('bought')).toBe('accepted');
    expect(desk.message).toBe('Accepted “Veltra buys the dam.”.');
    expect(desk.outbox).toEqual([]);
    await desk.decide({ action: 'accept', target: 'rust' });
    expect(service.sent[1]?.seen).toBe(1);
  });
  test('takes the kept note along, once', async () => {
    desk.note = 'as the log says';
    await desk.decide({ action: 'accept', target: 'bought' });
    await desk.decide({ action: 'accept', target: 'rust' });
    expect(service.sent.map(({ note }) => note)).toEqual(['as the log says', undefined]);
  });
  test('several at once go in their order, each with the one before it seen', async () => {
    await Promise.all(
      ['bought', 'rust', 'soaked'].map((target) => desk.decide({ action: 'accept', target })),
    );
    expect(service.sent.map(({ target, seen }) => [target, seen])).toEqual([
      ['bought', 0],
      ['rust', 1],
      ['soaked', 2],
    ]);
  });
  test('an event that was merged away leads on', async () => {
    workplace.open('jam');
    await desk.decide({ action: 'merge', target: 'crack', after: { events: ['jam'] } });
    expect(workplace.lookups.eventById.has('jam')).toBe(false);
    expect(workplace.address.open).toBe('crack');
  });
  test('hidden events leave the list and stay in the chronology', async () => {
    await desk.decide({ action: 'hide', target: 'bought' });
    expect(workplace.events.some(({ id }) => id === 'bought')).toBe(false);
    expect(workplace.lookups.eventById.has('bought')).toBe(true);
    await desk.undo();
    expect(workplace.events.some(({ id }) => id === 'bought')).toBe(true);
  });
});

describe('what cannot be sent', () => {
  test('is kept, and goes under the same id when the line is back', async () => {
    service.next = [new NotSent('no answer')];
    expect((await desk.decide({ action: 'accept', target: 'bought' })).state).toBe('kept');
    expect(desk.outbox[0]).toMatchObject({ state: 'waiting', message: 'no answer' });
    expect(reviewOf('bought')).toBe('open');
    service.take({ type: 'connection', open: true });
    await vi.waitFor(() => expect(desk.outbox).toEqual([]));
    expect(service.sent[1]?.id).toBe(service.sent[0]?.id);
    expect(reviewOf('bought')).toBe('accepted');
  });
  test('what was decided after it waits with it, in order', async () => {
    service.next = [new NotSent('no answer')];
    await Promise.all(['bought', 'rust'].map((target) => desk.decide({ action: 'accept', target })));
    // The second was tried when its turn came; nothing is lost either way.
    await desk.retry();
    expect(desk.outbox).toEqual([]);
    expect(service.log.map(({ target }) => target).sort()).toEqual(['bought', 'rust']);
  });
  test('declined: in the outbox, or handed back to its form', async () => {
    service.next = [new Declined(422, 'no such event'), new Declined(422, 'gist is too long')];
    expect(await desk.decide({ action: 'accept', target: 'bought' })).toEqual({
      state: 'declined',
      message: 'no such event',
    });
    expect(desk.outbox).toHaveLength(1);
    desk.drop(desk.outbox[0]!.key);
    const outcome = await desk.decide({ action: 'edit', target: 'bought', after: {} }, { inForm: true });
    expect(outcome.message).toBe('gist is too long');
    expect(desk.outbox).toEqual([]);
  });
  test('changed meanwhile: shown, then sent again with it seen, or dropped', async () => {
    const other = { ...row(7, { action: 'reject', target: 'bought', who: 'Tom' }) };
    const event = { ...STORY.events.find(({ id }) => id === 'bought')!, review: 'rejected' as const };
    const conflict = () =>
      new ChangedMeanwhile({ message: 'Tom was first', decisions: [other], events: [event], last: 7 });
    service.next = [conflict()];
    expect((await desk.decide({ action: 'accept', target: 'bought' })).state).toBe('conflict');
    expect(reviewOf('bought')).toBe('rejected');
    expect(desk.outbox[0]?.meanwhile?.decisions).toEqual([other]);
    await desk.sendAnyway(desk.outbox[0]!.key);
    expect(service.sent[1]?.seen).toBe(7);
    expect(reviewOf('bought')).toBe('accepted');
    service.next = [conflict()];
    await desk.decide({ action: 'accept', target: 'bought' });
    desk.drop(desk.outbox[0]!.key);
    expect(desk.outbox).toEqual([]);
    expect(desk.message).toContain('Dropped');
  });
});

describe('undo', () => {
  test('takes back the last, then the one before it', async () => {
    await desk.decide({ action: 'accept', target: 'bought' });
    await desk.decide({ action: 'accept', target: 'rust' });
    await desk.undo();
    await desk.undo();
    const ids = service.log.map(({ id }) => id);
    expect(service.sent.slice(2).map(({ action, target }) => [action, target])).toEqual([
      ['undo', ids[1]],
      ['undo', ids[0]],
    ]);
    expect(desk.message).toBe('Undone: Accepted “Veltra buys the dam.”.');
  });
  test('after the page was loaded anew: this person’s last in the log', async () => {
    service.log = [
      row(1, { action: 'accept', target: 'bought', who: 'Ana', id: 'mine' }),
      row(2, { action: 'accept', target: 'rust', who: 'Tom', id: 'his' }),
    ].reverse();
    await desk.undo();
    expect(service.sent[0]).toMatchObject({ action: 'undo', target: 'mine' });
  });
  test('nothing to undo is said', async () => {
    await desk.undo();
    expect(service.sent).toEqual([]);
    expect(desk.message).toBe('There is no decision of yours to undo.');
  });
});

describe('what others do', () => {
  const decided = (request: DecisionRequest) => {
    const made = row(service.log.length + 1, { who: 'Tom', ...request });
    service.log.push(made);
    service.take({
      type: 'decision',
      number: made.number,
      id: made.id,
      target: made.target,
      who: 'Tom',
      action: made.action,
    });
  };
  const rejected = { ...STORY.events.find(({ id }) => id === 'bought')!, review: 'rejected' as const };
  test('only what it reached is read, and taken in', async () => {
    service.changed = { events: [rejected], hidden: ['rust'] };
    decided({ action: 'reject', target: 'bought' });
    await vi.advanceTimersByTimeAsync(500);
    expect(service.reread).toEqual([0]);
    expect(reviewOf('bought')).toBe('rejected');
    expect(workplace.isHidden('rust')).toBe(true);
    expect(reload).not.toHaveBeenCalled();
    expect(desk.message).toBe('Tom rejected “Veltra buys the dam.”.');
    expect(desk.last).toBe(1);
  });
  test('a merge, too: the event that is gone leads to the one that stays', async () => {
    service.changed = { removed: ['rust'], redirects: { rust: 'bought' } };
    workplace.open('rust');
    decided({ action: 'merge', target: 'bought', after: { events: ['rust'] } });
    await vi.advanceTimersByTimeAsync(500);
    expect(reload).not.toHaveBeenCalled();
    expect(workplace.lookups.eventById.has('rust')).toBe(false);
    expect(workplace.address.open).toBe('bought');
  });
  test('a claim that is no longer marked takes its event along', async () => {
    const event = STORY.events.find(({ claims }) => claims.length === 1)!;
    service.changed = { removed_claims: event.claims };
    decided({ action: 'undo', target: 'd9' });
    await vi.advanceTimersByTimeAsync(500);
    expect(workplace.lookups.eventById.has(event.id)).toBe(false);
    expect(workplace.lookups.claimById.has(event.claims[0]!)).toBe(false);
  });
  test('more than can be told: everything is read', async () => {
    service.changed = { complete: false };
    decided({ action: 'merge', target: 'bought', after: { events: ['rust'] } });
    await vi.advanceTimersByTimeAsync(500);
    expect(reload).toHaveBeenCalledOnce();
  });
  test('one’s own come back without being read again', async () => {
    await desk.decide({ action: 'accept', target: 'bought' });
    service.take({ type: 'decision', number: 1, id: 'x', target: 'bought', who: 'Ana', action: 'accept' });
    await vi.advanceTimersByTimeAsync(500);
    expect([service.reread, reload.mock.calls.length]).toEqual([[], 0]);
  });
  test('theirs before one’s own are not missed', async () => {
    service.log.push(row(1, { action: 'reject', target: 'rust', who: 'Tom', id: 'his' }));
    await desk.decide({ action: 'accept', target: 'bought' });
    await vi.advanceTimersByTimeAsync(500);
    expect(service.reread).toEqual([0]);
    expect(desk.last).toBe(2);
  });
  test('a new run: everything is read again, once', async () => {
    service.take({ type: 'job', id: 'j', state: 'done' });
    service.take({ type: 'chronology', state: 'x' });
    await vi.advanceTimersByTimeAsync(500);
    expect(reload).toHaveBeenCalledOnce();
    expect(desk.last).toBe(99);
  });
  test('many in few words', () => {
    const rows = [1, 2].map((number) => row(number, { action: 'accept', target: 'bought', who: 'Tom' }));
    expect(othersWords(rows, () => '')).toBe('Tom took 2 decisions.');
    expect(othersWords([], () => '')).toBe('');
  });
});

test('the queue holds what is open, most doubtful first, filters applied', () => {
  expect(workplace.queue.every(({ event }) => (event.review ?? 'open') === 'open')).toBe(true);
  const scores = workplace.queue.map(({ event }) => workplace.doubt(event).score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(workplace.queue.length).toBe(workplace.openTotal);
  workplace.filter({ disputed: true });
  expect(workplace.queue.length).toBeLessThan(workplace.openTotal);
  expect(workplace.queue.every(({ event }) => event.conflicts.length)).toBe(true);
});
