import { describe, expect, test, vi } from 'vitest';
import { ChangedMeanwhile, Declined, DecisionsClient, NotSent } from '../../src/decisions/client';
import { browserStorage, readOutbox, writeOutbox, type Kept } from '../../src/decisions/outbox';

const reply = (status: number, body: unknown) =>
  Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }));
const asking = (status: number, body: unknown) => new DecisionsClient(() => reply(status, body));
const request = { action: 'accept', target: 'e1', seen: 3 } as const;

describe('what the server answers', () => {
  test('taken', async () => {
    const answer = await asking(201, { decision: { number: 4, id: 'd4' }, events: [{ id: 'e1' }] }).send(
      request,
    );
    expect(answer).toMatchObject({
      last: 4,
      removed: [],
      redirects: {},
      claims: [],
      documents: [],
      job: null,
    });
  });
  test('changed meanwhile, with what the other did', async () => {
    const body = { error: { message: 'Ana was first' }, decisions: [{ id: 'd4' }], events: [], last: 4 };
    const error = await asking(409, body)
      .send(request)
      .catch((each: unknown) => each);
    expect(error).toBeInstanceOf(ChangedMeanwhile);
    expect((error as ChangedMeanwhile).meanwhile).toMatchObject({ message: 'Ana was first', last: 4 });
  });
  test('declined, in the server’s own words', async () => {
    const sent = asking(422, { error: { message: 'gist must have 1 to 500 characters' } }).send(request);
    await expect(sent).rejects.toThrow('gist must have 1 to 500 characters');
    await expect(asking(403, 'no').send(request)).rejects.toBeInstanceOf(Declined);
  });
  test('not sent: no line, or a server in trouble', async () => {
    const cut = new DecisionsClient(() => Promise.reject(new TypeError('failed')));
    await expect(cut.send(request)).rejects.toBeInstanceOf(NotSent);
    await expect(asking(503, '<html>').send(request)).rejects.toBeInstanceOf(NotSent);
    await expect(asking(401, { error: { message: 'sign in' } }).send(request)).rejects.toThrow('sign in');
    await expect(asking(401, '').send(request)).rejects.toBeInstanceOf(NotSent);
  });
});

describe('what is asked', () => {
  test('the token of who asks goes with every write', async () => {
    const fetcher = vi.fn((address: string) =>
      reply(
        200,
        address === '/api/me'
          ? { name: 'Ana', role: 'reviewer', accounts: true, csrf: 'tok' }
          : { decision: {} },
      ),
    );
    const client = new DecisionsClient(fetcher);
    await client.me();
    await client.send(request);
    const [address, options] = fetcher.mock.calls[1] as unknown as [string, RequestInit];
    expect(address).toBe('/api/decisions');
    expect(options.headers).toMatchObject({ 'content-type': 'application/json', 'x-csrf-token': 'tok' });
    expect(JSON.parse(String(options.body))).toEqual(request);
  });
  test('the log, by target and from a number on', async () => {
    const fetcher = vi.fn((_address: string) => reply(200, { total: 0, last: 0, decisions: [] }));
    const client = new DecisionsClient(fetcher);
    await client.history({ target: 'a b', limit: 5 });
    await client.history({ after: 7 });
    expect(fetcher.mock.calls.map(([address]) => address)).toEqual([
      '/api/decisions?target=a+b&limit=5',
      '/api/decisions?after=7',
    ]);
  });
  test('what later decisions reached is asked for by the number of the last that is known', async () => {
    const asked: string[] = [];
    const client = new DecisionsClient((address) => {
      asked.push(address);
      return Promise.resolve(Response.json({ last: 4, decisions: [] }));
    });
    expect(await client.reached(3)).toEqual({ last: 4, decisions: [] });
    expect(asked).toEqual(['/api/decisions/reached?after=3']);
  });
});

describe('the outbox', () => {
  const held = new Map<string, string>();
  const storage = {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
  const kept: Kept = { key: 'k', request, words: '“x”', state: 'sending', message: '', meanwhile: null };
  test('what was being sent when the page closed waits; another chronology has none of it', () => {
    writeOutbox(storage, 'story', [kept]);
    expect(readOutbox(storage, 'story')).toEqual([{ ...kept, state: 'waiting' }]);
    expect(readOutbox(storage, 'other')).toEqual([]);
  });
  test('nothing is left behind when all is sent, damage is nothing', () => {
    writeOutbox(storage, 'story', []);
    expect(held.size).toBe(0);
    held.set('strandline-outbox', '{');
    expect(readOutbox(storage, 'story')).toEqual([]);
    expect(readOutbox(null, 'story')).toEqual([]);
  });
  test('a browser without storage', () =>
    expect([null, globalThis.localStorage]).toContain(browserStorage()));
});
