/** Speaks with the server about decisions. Every failure is one of three: not sent, declined, or changed meanwhile. */
import type {
  Change,
  DecisionAnswer,
  DecisionPage,
  DecisionRequest,
  Job,
  Me,
  Meanwhile,
  Reached,
} from './protocol';

/** No answer, or one that says nothing of the decision itself: it may be sent again as it is. */
export class NotSent extends Error {}

/** The server refuses this decision; sending it again changes nothing. */
export class Declined extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Somebody else decided on the same thing since; nothing was written. */
export class ChangedMeanwhile extends Error {
  readonly meanwhile: Meanwhile;
  constructor(meanwhile: Meanwhile) {
    super(meanwhile.message);
    this.meanwhile = meanwhile;
  }
}

export interface HistoryQuery {
  readonly target?: string;
  /** Only rows with a higher number, oldest first; without it newest first. */
  readonly after?: number;
  readonly limit?: number;
  /** Newest first: only rows with a lower number. */
  readonly offset?: number;
}

export interface DecisionService {
  me(): Promise<Me>;
  send(request: DecisionRequest): Promise<DecisionAnswer>;
  history(query: HistoryQuery): Promise<DecisionPage>;
  jobs(): Promise<readonly Job[]>;
  addDocuments(files: readonly File[]): Promise<{ job: string }>;
  /** Decisions after a number, and all that they can have changed, as it now is. */
  reached(after: number): Promise<Reached>;
  /** Returns what ends the listening. */
  listen(take: (change: Change) => void): () => void;
}

type Fetcher = (address: string, options?: RequestInit) => Promise<Response>;

const CHANGES = ['decision', 'job', 'chronology'] as const;

export class DecisionsClient implements DecisionService {
  #csrf: string | null = null;
  readonly #fetch: Fetcher;

  constructor(fetcher: Fetcher = (address, options) => fetch(address, options)) {
    this.#fetch = fetcher;
  }

  async me(): Promise<Me> {
    const me = await this.#read<Me>('/api/me');
    this.#csrf = me.csrf;
    return me;
  }

  history({ target, after, limit, offset }: HistoryQuery): Promise<DecisionPage> {
    const query = new URLSearchParams();
    if (target !== undefined) query.set('target', target);
    if (after !== undefined) query.set('after', String(after));
    if (limit !== undefined) query.set('limit', String(limit));
    if (offset) query.set('offset', String(offset));
    const words = query.toString();
    return this.#read<DecisionPage>(`/api/decisions${words ? `?${words}` : ''}`);
  }

  jobs(): Promise<readonly Job[]> {
    return this.#read<readonly Job[]>('/api/jobs');
  }

  async send(request: DecisionRequest): Promise<DecisionAnswer> {
    const reply = await this.#ask('/api/decisions', {
      method: 'POST',
      headers: { ...this.#headers(), 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    const body: unknown = await reply.json().catch(() => null);
    if (reply.status === 409) throw new ChangedMeanwhile(meanwhileOf(body));
    refuseUnless(reply, body);
    return answerOf(body);
  }

  async addDocuments(files: readonly File[]): Promise<{ job: string }> {
    const form = new FormData();
    for (const file of files) form.append('files', file, file.name);
    const reply = await this.#ask('/api/jobs/documents', {
      method: 'POST',
      headers: this.#headers(),
      body: form,
    });
    const body: unknown = await reply.json().catch(() => null);
    refuseUnless(reply, body);
    return body as { job: string };
  }

  reached(after: number): Promise<Reached> {
    return this.#read<Reached>(`/api/decisions/reached?after=${after}`);
  }

  listen(take: (change: Change) => void): () => void {
    const source = new EventSource('/api/changes');
    source.onopen = () => take({ type: 'connection', open: true });
    source.onerror = () => take({ type: 'connection', open: false });
    for (const type of CHANGES)
      source.addEventListener(type, (message: MessageEvent<string>) => {
        try {
          take({ ...(JSON.parse(message.data) as object), type } as Change);
        } catch {
          // A message that cannot be read says nothing; the next one, or the next load, does.
        }
      });
    return () => source.close();
  }

  #headers(): Record<string, string> {
    return { accept: 'application/json', ...(this.#csrf ? { 'x-csrf-token': this.#csrf } : {}) };
  }

  async #ask(address: string, options: RequestInit): Promise<Response> {
    try {
      return await this.#fetch(address, options);
    } catch {
      throw new NotSent('The server does not answer.');
    }
  }

  async #read<T>(address: string): Promise<T> {
    const reply = await this.#ask(address, { headers: { accept: 'application/json' } });
    const body: unknown = await reply.json().catch(() => null);
    refuseUnless(reply, body);
    return body as T;
  }
}

/** Signed out meanwhile, too slow, too much at once: the decision itself is as good as before. */
const LATER: ReadonlySet<number> = new Set([401, 408, 425, 429]);

function refuseUnless(reply: Response, body: unknown): void {
  if (reply.ok) return;
  const said = (body as { error?: { message?: string } } | null)?.error?.message;
  if (reply.status >= 500 || LATER.has(reply.status))
    throw new NotSent(said ?? `The server answered ${reply.status}.`);
  throw new Declined(reply.status, said ?? `The server answered ${reply.status}.`);
}

function meanwhileOf(body: unknown): Meanwhile {
  const { error, ...rest } = (body ?? {}) as Partial<Meanwhile> & { error?: { message?: string } };
  return {
    message: error?.message ?? 'Somebody else changed this meanwhile.',
    decisions: rest.decisions ?? [],
    events: rest.events ?? [],
    last: rest.last ?? 0,
  };
}

function answerOf(body: unknown): DecisionAnswer {
  const answer = body as Partial<DecisionAnswer> & Pick<DecisionAnswer, 'decision'>;
  return {
    last: answer.decision.number,
    events: [],
    removed: [],
    redirects: {},
    claims: [],
    documents: [],
    job: null,
    ...answer,
  };
}
