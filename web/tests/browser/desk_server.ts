/**
 * A server of the same HTTP shapes as `strandline serve`, over a chronology in memory: enough of each decision to see
 * what the page does with the answer. It sends the policy of `server/guards.py` with every page.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Chronology } from '../../src/data/chronology';
import type { DecisionRequest, DecisionRow, Job, Me } from '../../src/decisions/protocol';
import type { Claim, Document, Event, EventStanding } from '../../src/generated/records';

const here = fileURLToPath(new URL('.', import.meta.url));
const built = join(here, '../../../src/strandline/server/page');
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** The words of the policy as the server's own source has them. */
export function serverPolicy(): string {
  const source = readFileSync(join(here, '../../../src/strandline/server/guards.py'), 'utf8');
  const block = /POLICY: Final = "; "\.join\(\s*\(([\s\S]*?)\)\s*\)/.exec(source)?.[1] ?? '';
  const parts = [...block.matchAll(/"([^"]+)"/g)].map((match) => match[1]);
  if (!parts.length) throw new Error('server/guards.py has no POLICY that can be read');
  return parts.join('; ');
}

type Rows = { -readonly [K in keyof Chronology]: Chronology[K] } & {
  events: Event[];
  claims: Claim[];
  documents: Document[];
  hidden: string[];
};

/** What a decision changed, by ids. */
interface Effect {
  readonly number: number;
  readonly events: readonly string[];
  readonly removed: readonly string[];
  readonly redirects: Readonly<Record<string, string>>;
  readonly claims: readonly string[];
  readonly removed_claims: readonly string[];
}

export class DeskServer {
  readonly data: Rows;
  readonly log: DecisionRow[] = [];
  readonly posts: DecisionRequest[] = [];
  jobs: Job[] = [];
  me: Me = { name: 'reviewer', role: 'owner', accounts: false, csrf: null, originals: false };
  /** Pages of originals by address; the others are refused with these words. */
  pages = new Map<string, Buffer>();
  /** The line is cut: no write is answered. */
  down = false;
  /** The next so many writes are refused with these words. */
  refuse: string | null = null;
  uploads: string[] = [];
  /** The first view, of a chronology that comes in parts; the parts wait for `rest`. */
  opening: object | null = null;
  rest: Promise<void> = Promise.resolve();
  /** How often the whole chronology was asked for. */
  wholes = 0;
  #effects: Effect[] = [];
  #listeners = new Set<ServerResponse>();
  #undone = new Map<string, () => void>();
  readonly #server: Server;

  constructor(data: unknown, { status = 200, csp = true } = {}) {
    const rows = structuredClone(data) as Rows;
    this.data = { ...rows, hidden: rows.hidden ?? [] };
    this.#server = createServer((request, reply) => void this.#answer(request, reply, status, csp));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  close(): void {
    for (const reply of this.#listeners) reply.end();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Somebody else decides. */
  other(who: string, request: Omit<DecisionRequest, 'who'>): DecisionRow {
    return this.#write({ ...request, who }).decision;
  }

  tell(type: string, data: object): void {
    for (const reply of this.#listeners) reply.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Its neighbours, which nothing puts in order. */
  #standing(id: string): EventStanding {
    const shown = this.data.events.filter((event) => !this.data.hidden.includes(event.id));
    const at = shown.findIndex((event) => event.id === id);
    const reason = 'nothing tells which came first; they stand in the order of their text';
    const by = (near: Event | undefined) =>
      near ? { event: near.id, gist: near.gist, tie: true, reason } : null;
    return { event: id, above: by(shown[at - 1]), below: by(shown[at + 1]) };
  }

  async #answer(
    request: IncomingMessage,
    reply: ServerResponse,
    status: number,
    csp: boolean,
  ): Promise<void> {
    const address = new URL(request.url ?? '/', 'http://localhost');
    const path = address.pathname;
    const json = (value: unknown, code = 200) =>
      reply.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (path === '/api/chronology' || path === '/api/parts') this.wholes += 1;
    const asked = /^\/api\/events\/([^/]+)\/standing$/.exec(path)?.[1];
    if (asked) return void json(this.#standing(decodeURIComponent(asked)));
    if (path === '/api/chronology')
      return void json({ ...this.data, decisions_last: this.log.length }, status);
    if (path === '/api/opening')
      return void (this.opening ? json(this.opening) : json({ ...this.data, large: false }, status));
    if (path === '/api/parts') return void (await this.#sendParts(reply));
    if (path === '/api/decisions/reached')
      return void json(this.#reached(Number(address.searchParams.get('after'))));
    if (/^\/api\/documents\/\w+\/pages\/\d+$/.test(path)) {
      const page = this.pages.get(path);
      if (!page) return void json({ error: { status: 404, code: 'changed', message: 'it changed' } }, 404);
      return void reply.writeHead(200, { 'content-type': 'image/png' }).end(page);
    }
    if (path === '/api/me') return void json(this.me);
    if (path === '/api/jobs') return void json(this.jobs);
    if (path === '/api/changes') return this.#listen(request, reply);
    if (path === '/api/jobs/documents') return this.#takeFiles(await bodyOf(request), json);
    if (path === '/api/decisions' && request.method === 'GET')
      return void json(this.#page(address.searchParams));
    if (path === '/api/decisions') return this.#decide(await bodyOf(request), request, json);
    const file = join(built, path === '/' ? 'app.html' : path);
    if (!existsSync(file)) return void reply.writeHead(404).end();
    const headers = {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      ...(csp ? { 'content-security-policy': serverPolicy() } : {}),
    };
    reply.writeHead(200, headers).end(readFileSync(file));
  }

  #listen(request: IncomingMessage, reply: ServerResponse): void {
    reply.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    reply.write(': here\n\n');
    this.#listeners.add(reply);
    request.on('close', () => this.#listeners.delete(reply));
  }

  async #sendParts(reply: ServerResponse): Promise<void> {
    await this.rest;
    const { documents, claims, events, origins, ...head } = this.data;
    const lists = { origins, documents, claims, events };
    const records = documents.length + claims.length + events.length + origins.length;
    reply.writeHead(200, { 'content-type': 'application/x-ndjson' });
    reply.write(`${JSON.stringify({ ...head, decisions_last: this.log.length, records })}\n`);
    for (const [name, rows] of Object.entries(lists))
      for (const row of rows) reply.write(`${JSON.stringify({ [name]: [row] })}\n`);
    reply.end();
  }

  #reached(after: number): unknown {
    const effects = this.#effects.filter(({ number }) => number > after);
    const events = new Set(effects.flatMap((effect) => effect.events));
    const claims = new Set(effects.flatMap((effect) => effect.claims));
    return {
      last: this.log.length,
      decisions: this.log.filter(({ number }) => number > after),
      complete: true,
      events: this.data.events.filter(({ id }) => events.has(id)),
      removed: effects.flatMap((effect) => effect.removed).filter((id) => !this.#event(id)),
      redirects: Object.assign({}, ...effects.map((effect) => effect.redirects)) as object,
      claims: this.data.claims.filter(({ id }) => claims.has(id)),
      removed_claims: effects
        .flatMap((effect) => effect.removed_claims)
        .filter((id) => !this.data.claims.some((claim) => claim.id === id)),
      documents: [],
      hidden: this.data.hidden,
    };
  }

  #takeFiles(body: string, json: (value: unknown, code?: number) => unknown): void {
    const names = [...body.matchAll(/filename="([^"]*)"/g)].map((match) => match[1] ?? '');
    if (names.some((name) => name.endsWith('.exe')))
      return void json(
        { error: { status: 413, code: 'too-large', message: 'setup.exe: no such form is read' } },
        413,
      );
    this.uploads.push(...names);
    const job: Job = {
      id: `job${this.jobs.length + 1}`,
      kind: 'documents',
      state: 'running',
      stage: 'reading',
      done: 0,
      total: names.length,
      started: '2026-03-04T09:00:00Z',
      ended: null,
      added: 0,
      changes: {},
      refused: [],
      error: null,
    };
    this.jobs.push(job);
    json({ job: job.id }, 202);
  }

  #page(query: URLSearchParams): unknown {
    const target = query.get('target');
    const after = query.get('after');
    const limit = Number(query.get('limit') ?? 100);
    const rows = this.log.filter((row) => target === null || this.#concerns(row, target));
    const found = after === null ? [...rows].reverse() : rows.filter((row) => row.number > Number(after));
    return { total: found.length, last: this.log.length, decisions: found.slice(0, limit) };
  }

  #concerns(row: DecisionRow, target: string): boolean {
    if (row.target === target) return true;
    return row.action === 'undo' && this.log.some(({ id, target: on }) => id === row.target && on === target);
  }

  #decide(body: string, request: IncomingMessage, json: (value: unknown, code?: number) => unknown): void {
    if (this.down) {
      request.socket.destroy();
      return;
    }
    const asked = JSON.parse(body) as DecisionRequest;
    this.posts.push(asked);
    if (this.refuse !== null) {
      const message = this.refuse;
      this.refuse = null;
      return void json({ error: { status: 422, code: 'invalid', message } }, 422);
    }
    const since = this.log.filter(
      (row) => row.number > (asked.seen ?? 0) && row.target === asked.target && row.who !== asked.who,
    );
    if (since.length)
      return void json(
        {
          error: { status: 409, code: 'changed-meanwhile', message: 'Somebody else decided on it since.' },
          decisions: since,
          events: [this.#event(asked.target)].filter(Boolean),
          last: this.log.length,
        },
        409,
      );
    json(this.#write(asked), 201);
  }

  #event(id: string): Event | undefined {
    return this.data.events.find((event) => event.id === id);
  }

  #change(id: string, change: Partial<Event>): void {
    this.data.events = this.data.events.map((event) => (event.id === id ? { ...event, ...change } : event));
  }

  #write(request: DecisionRequest) {
    const before = structuredClone({
      events: this.data.events,
      claims: this.data.claims,
      hidden: this.data.hidden,
    });
    const number = this.log.length + 1;
    const id = `d${number}`;
    const made = this.#apply(request, id);
    const decision: DecisionRow = {
      number,
      id,
      at: `2026-03-04T10:${String(number).padStart(2, '0')}:00Z`,
      who: request.who ?? 'reviewer',
      action: request.action,
      target: made.target,
      before: made.before,
      after: request.after ?? null,
      note: request.note ?? '',
      undone_by: null,
    };
    this.log.push(decision);
    this.#undone.set(id, () => Object.assign(this.data, before));
    const changed = this.data.events.filter(
      (event) => JSON.stringify(event) !== JSON.stringify(before.events.find((old) => old.id === event.id)),
    );
    const there = new Set(this.data.events.map((event) => event.id));
    const removed = before.events.filter((event) => !there.has(event.id)).map((event) => event.id);
    const claims = this.data.claims.filter(
      (claim) => JSON.stringify(claim) !== JSON.stringify(before.claims.find((old) => old.id === claim.id)),
    );
    const { target, who, action } = decision;
    this.#effects.push({
      number,
      events: changed.map((event) => event.id),
      removed,
      redirects: made.redirects ?? {},
      claims: claims.map((claim) => claim.id),
      removed_claims: before.claims
        .filter((old) => !this.data.claims.some((claim) => claim.id === old.id))
        .map((claim) => claim.id),
    });
    this.tell('decision', { number, id, target, who, action });
    return {
      decision,
      last: number,
      events: changed,
      removed,
      redirects: made.redirects ?? {},
      claims,
      documents: this.data.documents
        .filter((each) => each.id === target)
        .map((each) => ({ ...each, text: '' })),
      job: made.job ?? null,
    };
  }

  /** What each action does to the rows; `before` is what the log keeps of them. */
  #apply(
    { action, target, after = {} }: DecisionRequest,
    id: string,
  ): { target: string; before: unknown; redirects?: Record<string, string>; job?: string } {
    const event = this.#event(target);
    if (action === 'accept') this.#change(target, { review: 'accepted' });
    else if (action === 'reject' && after.claim) return { target, before: this.#takeOut([target], true) };
    else if (action === 'reject') this.#change(target, { review: 'rejected' });
    else if (action === 'reopen') this.#change(target, { review: 'open' });
    else if ((action === 'edit' || action === 'pin') && event) {
      const old = Object.fromEntries(Object.keys(after).map((name) => [name, event[name as keyof Event]]));
      this.#change(target, { ...after, ...(action === 'edit' ? { review: 'edited' as const } : {}) });
      return { target, before: old };
    } else if (action === 'hide') this.data.hidden = [...this.data.hidden, target];
    else if (action === 'show') this.data.hidden = this.data.hidden.filter((each) => each !== target);
    else if (action === 'merge') return this.#merge(target, after.events as string[]);
    else if (action === 'split' || action === 'unmerge')
      return { target, before: this.#takeOut(after.claims as string[], false) };
    else if (action === 'add') return this.#add(after, id);
    else if (action === 'claim') return this.#claim(target, after, id);
    else if (action === 'identity') return this.#identify(target, after);
    else if (action === 'date') return this.#date(target, String(after.published));
    else if (action === 'undo') {
      this.#undone.get(target)?.();
      const index = this.log.findIndex((row) => row.id === target);
      this.log[index] = { ...this.log[index]!, undone_by: id };
    }
    return { target, before: event ? { review: event.review } : null };
  }

  #merge(target: string, others: string[]) {
    const gone = this.data.events.filter((event) => others.includes(event.id));
    const stays = this.#event(target)!;
    const claims = [...stays.claims, ...gone.flatMap((event) => event.claims)];
    const listed = Object.fromEntries([stays, ...gone].map((event) => [event.id, event.claims]));
    this.data.events = this.data.events.filter((event) => !others.includes(event.id));
    this.#change(target, { claims, documents: stays.documents + gone.length, origins: stays.origins + 1 });
    return {
      target,
      before: { events: listed },
      redirects: Object.fromEntries(others.map((other) => [other, target])),
    };
  }

  #takeOut(claims: string[], rejected: boolean) {
    const from = this.data.events.find((event) => event.claims.includes(claims[0]!))!;
    this.#change(from.id, { claims: from.claims.filter((claim) => !claims.includes(claim)) });
    const first = this.data.claims.find((claim) => claim.id === claims[0])!;
    const own: Event = {
      ...from,
      id: `e-${first.id}`,
      gist: first.quote,
      when: first.when,
      claims,
      conflicts: [],
      documents: 1,
      origins: 1,
      review: rejected ? 'rejected' : 'open',
    };
    this.data.events = [...this.data.events, own];
    return { events: { [from.id]: from.claims } };
  }

  #add(after: Record<string, unknown>, id: string) {
    const made = {
      where: [],
      actors: [],
      figures: [],
      claims: [],
      documents: 0,
      origins: 0,
      conflicts: [],
      after: [],
      before: [],
      review: 'edited',
      ...after,
      id: `by-hand-${id}`,
    } as unknown as Event;
    this.data.events = [...this.data.events, made];
    return { target: made.id, before: null };
  }

  #claim(target: string, after: Record<string, unknown>, id: string) {
    const document = this.data.documents.find((each) => each.id === target)!;
    const points = Array.from(document.text);
    const span = ({ start, end }: { start: number; end: number }) => ({
      start,
      end,
      text: points.slice(start, end).join(''),
    });
    const { text: quote } = span(after as { start: number; end: number });
    const model = this.data.claims[0]!;
    const when = after.when ?? { ...model.when, earliest: null, latest: null, basis: 'unknown', reason: '' };
    const claim = {
      ...model,
      ...after,
      id: `c-${id}`,
      document: target,
      quote,
      trigger: { ...span(after.trigger as { start: number; end: number }), lemma: '' },
      when,
      actors: [],
      where: [],
      figures: [],
      attribution: [],
      confidence: 1,
      event: `e-c-${id}`,
    } as unknown as Claim;
    this.data.claims = [...this.data.claims, claim];
    this.#add(
      {
        gist: quote,
        kind: claim.kind,
        status: claim.status,
        when,
        claims: [claim.id],
        documents: 1,
        origins: 1,
      },
      id,
    );
    this.#change(`by-hand-${id}`, { id: `e-c-${id}` });
    return { target, before: null };
  }

  #identify(target: string, after: Record<string, unknown>) {
    const other = this.data.events
      .flatMap((event) => event.actors)
      .find((actor) => actor.id === after.same_as);
    const name = typeof after.name === 'string' ? after.name : (other?.name ?? '');
    this.data.events = this.data.events.map((event) => ({
      ...event,
      actors: event.actors.map((actor) =>
        actor.id === target ? { ...actor, name, id: other?.id ?? actor.id } : actor,
      ),
    }));
    return { target, before: { name: target } };
  }

  #date(target: string, published: string) {
    const document = this.data.documents.find((each) => each.id === target)!;
    const before = { published: document.published };
    this.data.documents = this.data.documents.map((each) =>
      each.id === target
        ? { ...each, published: { earliest: published, latest: published, basis: 'given' as const } }
        : each,
    );
    return { target, before, job: 'job-date' };
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
