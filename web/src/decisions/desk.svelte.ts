/**
 * The desk: where a person's decisions are made, sent, kept while they cannot be sent, and taken back. It changes the
 * chronology only by what the server answers; what others decide comes in by `/api/changes`.
 */
import type { Chronology } from '../data/chronology';
import { gistLine, plural } from '../marks/words';
import { doneWords } from '../history/sentences';
import { documentName } from '../evidence/attribution';
import type { Workplace } from '../state/workplace.svelte';
import { applyAnswer, hiddenAfter } from './apply';
import { ChangedMeanwhile, Declined, NotSent, type DecisionService } from './client';
import { browserStorage, readOutbox, writeOutbox, type Kept } from './outbox';
import type { Change, DecisionAnswer, DecisionRequest, DecisionRow, Job, Me } from './protocol';

export type PanelName = 'edit' | 'merge' | 'split' | 'unmerge' | 'note' | 'add' | 'identity';

export interface Panel {
  readonly name: PanelName;
  /** The event, or the actor or place, that it is about. */
  readonly target: string;
}

/** What became of a decision when its first sending ended; `message` says why where it is not done. */
export interface Outcome {
  readonly state: 'done' | 'kept' | 'conflict' | 'declined';
  readonly message: string;
}

/** Decisions of others in so short a time are taken in together. */
const SETTLE_MS = 350;
/** What the answer to an undo does not tell of is asked for. */
const WIDE: ReadonlySet<string> = new Set(['date', 'identity', 'add', 'claim']);

export class Desk {
  readonly #workplace: Workplace;
  readonly #service: DecisionService;
  readonly #reload: () => Promise<Chronology>;
  #me = $state.raw<Me>({ name: '', role: 'reader', accounts: false, csrf: null, originals: false });
  #outbox = $state.raw<readonly Kept[]>([]);
  #panel = $state.raw<Panel | null>(null);
  #jobs = $state.raw<readonly Job[]>([]);
  /** Said aloud, and shown at the foot of the page. */
  message = $state('');
  /** What the next decision on an event says beside it; kept while one moves about. */
  note = $state('');
  connected = $state(true);
  /** Rises with every decision that came in: lists of the log read themselves again. */
  version = $state(0);
  #rows = new Map<string, DecisionRow>();
  #mine: string[] = $state([]);
  #last = 0;
  #opener: HTMLElement | null = null;
  #pumping: Promise<void> | null = null;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #reading: ReturnType<typeof setTimeout> | undefined;
  #stop: () => void = () => {};

  constructor(workplace: Workplace, service: DecisionService, me: Me, reload: () => Promise<Chronology>) {
    this.#workplace = workplace;
    this.#service = service;
    this.#reload = reload;
    this.#me = me;
    this.#last = workplace.lookups.chronology.decisions_last ?? 0;
    this.#outbox = readOutbox(browserStorage(), this.#title);
  }

  /** Begins to listen for what others do. */
  start(): void {
    this.#stop = this.#service.listen((change) => this.#hear(change));
    if (this.#outbox.length) void this.retry();
    void this.readJobs();
  }

  stop(): void {
    this.#stop();
    clearTimeout(this.#settling);
    clearTimeout(this.#reading);
  }

  get me(): Me {
    return this.#me;
  }
  /** Whether this person may decide, not only read. */
  get writes(): boolean {
    return this.#me.role !== 'reader';
  }
  get who(): string {
    return this.#me.accounts ? this.#me.name : this.#workplace.preferences.reviewer || this.#me.name;
  }
  get outbox(): readonly Kept[] {
    return this.#outbox;
  }
  get jobs(): readonly Job[] {
    return this.#jobs;
  }
  get panel(): Panel | null {
    return this.#panel;
  }
  get last(): number {
    return this.#last;
  }
  get canUndo(): boolean {
    return this.#mine.length > 0;
  }
  get #title(): string {
    return this.#workplace.lookups.chronology.title;
  }
  readonly waitingTargets: ReadonlySet<string> = $derived(
    new Set(this.#outbox.map(({ request }) => request.target)),
  );

  // ------------------------------------------------------------------------------------------------ panels

  openPanel(name: PanelName, target: string): void {
    const active = typeof document === 'undefined' ? null : document.activeElement;
    this.#opener = active instanceof HTMLElement && active !== document.body ? active : null;
    this.#panel = { name, target };
  }

  /** Closes what is open and gives the focus back to where it came from. */
  closePanel({ refocus = true } = {}): void {
    const name = this.#panel?.name;
    this.#panel = null;
    if (!refocus || !name) return;
    const opener = this.#opener;
    queueMicrotask(() => {
      if (opener?.isConnected) opener.focus({ preventScroll: true });
      else
        (
          document.querySelector<HTMLElement>(`#evidence [data-decision="${name}"]`) ??
          document.getElementById('evidence')
        )?.focus({ preventScroll: true });
    });
  }

  // --------------------------------------------------------------------------------------------- decisions

  /**
   * Decides. Whatever happens to the sending, the decision is done, kept, or said to be declined. What is declined stays
   * in a form that is open (`inForm`), else in the outbox, until the person drops it.
   */
  async decide(
    request: Omit<DecisionRequest, 'who' | 'seen'>,
    { words = this.#wordsOf(request), inForm = false } = {},
  ): Promise<Outcome> {
    const { note: own, ...asked } = request;
    const note = (own ?? this.note).trim();
    const key = freshId();
    const kept: Kept = {
      key,
      request: { ...asked, ...(note ? { note } : {}), who: this.who, seen: this.#last, id: key },
      words,
      state: 'sending',
      message: '',
      meanwhile: null,
    };
    this.note = '';
    this.#keep([...this.#outbox, kept]);
    await this.#pump();
    const left = this.#outbox.find(({ key }) => key === kept.key);
    if (!left) return { state: 'done', message: '' };
    if (left.state === 'conflict') return { state: 'conflict', message: '' };
    if (left.state !== 'declined') return { state: 'kept', message: left.message };
    if (inForm) this.#keep(this.#outbox.filter(({ key }) => key !== kept.key));
    return { state: 'declined', message: left.message };
  }

  /** Takes back this person's last decision that still stands. */
  async undo(): Promise<void> {
    const id = this.#mine.at(-1) ?? (await this.#lastOfMine());
    if (id === null) this.message = 'There is no decision of yours to undo.';
    else await this.undoRow(id);
  }

  async undoRow(id: string): Promise<Outcome> {
    const row = this.#rows.get(id);
    const about = row ? this.#wordsOf(row) : 'a decision';
    const words = row ? `${doneWords(row.action)} ${about}` : about;
    return this.decide({ action: 'undo', target: id, note: '' }, { words });
  }

  /** Sends again what waits. */
  async retry(key?: string): Promise<void> {
    this.#keep(
      this.#outbox.map((kept) =>
        kept.state === 'waiting' && (key === undefined || kept.key === key)
          ? { ...kept, state: 'sending' }
          : kept,
      ),
    );
    await this.#pump();
  }

  /** Sends a decision again that somebody else's change held up: now with that change seen. */
  async sendAnyway(key: string): Promise<void> {
    this.#keep(
      this.#outbox.map((kept) =>
        kept.key === key
          ? {
              ...kept,
              state: 'sending',
              // A new id: what was refused under the old one was never taken.
              request: {
                ...kept.request,
                seen: kept.meanwhile?.last ?? this.#last,
                id: freshId(),
              },
              meanwhile: null,
            }
          : kept,
      ),
    );
    await this.#pump();
  }

  drop(key: string): void {
    const dropped = this.#outbox.find((kept) => kept.key === key);
    this.#keep(this.#outbox.filter((kept) => kept.key !== key));
    if (dropped) this.message = `Dropped: ${dropped.words}`;
  }

  row(id: string): DecisionRow | null {
    return this.#rows.get(id) ?? null;
  }

  /** Rows of the log. What is read is remembered: an undo names another row. */
  async history(query: Parameters<DecisionService['history']>[0]) {
    const page = await this.#service.history(query);
    for (const row of page.decisions) this.#rows.set(row.id, row);
    return page;
  }

  #keep(kept: readonly Kept[]): void {
    this.#outbox = kept;
    writeOutbox(browserStorage(), this.#title, kept);
  }

  #change(key: string, change: Partial<Kept>): void {
    this.#keep(this.#outbox.map((kept) => (kept.key === key ? { ...kept, ...change } : kept)));
  }

  /** Sends what is to be sent, one after the other, in the order in which it was decided. */
  async #pump(): Promise<void> {
    while (this.#pumping) await this.#pumping;
    this.#pumping = this.#sendAll();
    await this.#pumping;
    this.#pumping = null;
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      const next = this.#outbox.find(({ state }) => state === 'sending');
      if (!next) return;
      try {
        this.#take(await this.#service.send(next.request), next);
        this.#keep(this.#outbox.filter(({ key }) => key !== next.key));
      } catch (error) {
        this.#failed(next, error);
        if (!(error instanceof ChangedMeanwhile) && !(error instanceof Declined)) {
          this.#keep(
            this.#outbox.map((kept) => (kept.state === 'sending' ? { ...kept, state: 'waiting' } : kept)),
          );
          return;
        }
      }
    }
  }

  #failed(kept: Kept, error: unknown): void {
    if (error instanceof ChangedMeanwhile) {
      this.#change(kept.key, { state: 'conflict', meanwhile: error.meanwhile });
      for (const row of error.meanwhile.decisions) this.#rows.set(row.id, row);
      this.#workplace.take(
        applyAnswer(this.#workplace.lookups.chronology, {
          events: error.meanwhile.events,
          removed: [],
          claims: [],
          documents: [],
        }),
      );
      const by = [...new Set(error.meanwhile.decisions.map(({ who }) => who))].join(', ');
      this.message = `Not sent: ${by || 'somebody else'} changed this meanwhile. Send again or drop it.`;
    } else if (error instanceof Declined) {
      this.#change(kept.key, { state: 'declined', message: error.message });
      this.message = `Declined: ${error.message}`;
    } else {
      const why = error instanceof NotSent ? error.message : 'The answer could not be read.';
      this.#change(kept.key, { state: 'waiting', message: why });
      this.message = `Not sent yet, kept here: ${kept.words}. ${why}`;
    }
  }

  #take(answer: DecisionAnswer, kept: Kept): void {
    const { decision } = answer;
    const undone = decision.action === 'undo' ? (this.#rows.get(decision.target) ?? null) : null;
    this.#rows.set(decision.id, decision);
    if (decision.action === 'undo') {
      this.#mine = this.#mine.filter((id) => id !== decision.target);
      if (undone) this.#rows.set(undone.id, { ...undone, undone_by: decision.id });
    } else this.#mine = [...this.#mine, decision.id];
    const known = this.#workplace.lookups.chronology;
    this.#workplace.take(
      {
        ...applyAnswer(known, answer),
        hidden: hiddenAfter(known.hidden ?? [], decision, undone),
      },
      answer.redirects,
    );
    this.#follow(decision.number);
    this.version += 1;
    // The line as it now is: an edit may have changed it.
    const about = this.#workplace.lookups.eventById.has(decision.target)
      ? this.#wordsOf(decision)
      : kept.words;
    const words =
      decision.action === 'undo' ? `Undone: ${kept.words}` : `${this.#doneWords(kept.request)} ${about}`;
    const note = decision.note ? ', with a note' : '';
    this.message = `${words}${note}.${answer.job ? ' What follows from it is being worked out.' : ''}`;
    if (decision.action === 'undo') {
      if (undone && this.#workplace.lookups.eventById.has(undone.target))
        this.#workplace.openBeside(undone.target);
      if (!undone || WIDE.has(undone.action)) void this.#takeOthers(decision.number - 1);
    }
    if (answer.job) void this.readJobs();
  }

  /**
   * A decision of one's own directly after the last that was seen is seen, too, by what still waits to be sent. Where
   * others decided in between, theirs are read first.
   */
  #follow(number: number): void {
    if (number !== this.#last + 1) return this.#settle();
    this.#last = number;
    this.#keep(
      this.#outbox.map((kept) =>
        kept.request.seen === number - 1 ? { ...kept, request: { ...kept.request, seen: number } } : kept,
      ),
    );
  }

  #doneWords({ action, after }: DecisionRequest): string {
    return doneWords(action, Boolean(after?.claim));
  }

  #wordsOf({ target }: Pick<DecisionRequest, 'target'>): string {
    const { eventById, documentById, claimById } = this.#workplace.lookups;
    const event = eventById.get(target);
    if (event) return `“${gistLine(event)}”`;
    const document = documentById.get(target);
    if (document) return documentName(document);
    const claim = claimById.get(target);
    return claim ? `“${claim.quote}”` : target;
  }

  async #lastOfMine(): Promise<string | null> {
    try {
      const { decisions } = await this.history({ limit: 100 });
      return (
        decisions.find((row) => row.who === this.who && row.action !== 'undo' && row.undone_by === null)
          ?.id ?? null
      );
    } catch {
      return null;
    }
  }

  // ------------------------------------------------------------------------------- what others, and jobs, do

  #hear(change: Change): void {
    if (change.type === 'connection') {
      const back = change.open && !this.connected;
      this.connected = change.open;
      if (back) this.#settle();
      if (change.open && this.#outbox.some(({ state }) => state === 'waiting')) void this.retry();
    } else if (change.type === 'decision') {
      if (change.number > this.#last) this.#settle();
    } else if (change.type === 'job') {
      this.#takeJob(change);
    } else this.#readSoon();
  }

  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => void this.#takeOthers(), SETTLE_MS);
  }

  /** Reads what was decided since, and what it changed: all of that, and no more. */
  async #takeOthers(after: number | null = null): Promise<void> {
    while (this.#pumping) await this.#pumping;
    try {
      const reached = await this.#service.reached(after ?? this.#last);
      const others = reached.decisions.filter(({ id }) => !this.#rows.has(id));
      for (const row of reached.decisions) this.#rows.set(row.id, row);
      this.#last = Math.max(this.#last, reached.last);
      if (!reached.complete) await this.#readAgain();
      else if (reached.decisions.length)
        this.#workplace.take(applyAnswer(this.#workplace.lookups.chronology, reached), reached.redirects);
      if (!others.length) return;
      this.version += 1;
      this.message = othersWords(others, (row) => this.#wordsOf(row));
    } catch {
      // The next message, or the next load of the page, tells it.
    }
  }

  /** The whole chronology has come, as it was when it was read: what was decided since is taken in. */
  catchUp(): void {
    this.#last = this.#workplace.lookups.chronology.decisions_last ?? 0;
    this.#settle();
  }

  /** A run tells of its end more than once: what it wrote is read once. */
  #readSoon(): void {
    clearTimeout(this.#reading);
    this.#reading = setTimeout(() => void this.#readAgain(), SETTLE_MS);
  }

  async #readAgain(): Promise<void> {
    try {
      const chronology = await this.#reload();
      this.#last = Math.max(this.#last, chronology.decisions_last ?? 0);
      this.#workplace.takeWhole(chronology);
      this.version += 1;
    } catch {
      this.message = 'The chronology has changed and could not be read again. Load the page again.';
    }
  }

  async readJobs(): Promise<void> {
    try {
      this.#jobs = await this.#service.jobs();
    } catch {
      // Jobs are told of by the changes as well.
    }
  }

  async addDocuments(files: readonly File[]): Promise<void> {
    await this.#service.addDocuments(files);
    this.message = `${plural(files.length, 'file')} handed over. Reading begins.`;
    await this.readJobs();
  }

  #takeJob(change: Partial<Job> & Pick<Job, 'id' | 'state'>): void {
    const known = this.#jobs.find(({ id }) => id === change.id);
    if (known) this.#jobs = this.#jobs.map((job) => (job.id === change.id ? { ...job, ...change } : job));
    if (!known || change.state === 'done' || change.state === 'failed') {
      void this.readJobs().then(() => {
        if (change.state === 'failed') this.message = 'Reading failed; the sources view says why.';
      });
      if (change.state === 'done') this.#readSoon();
    }
  }
}

/** 32 hex digits; unlike `randomUUID` also where the page is served without TLS. */
function freshId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** "Ana accepted “…”", "Ana and 2 others took 5 decisions." */
export function othersWords(rows: readonly DecisionRow[], words: (row: DecisionRow) => string): string {
  const [first] = rows;
  if (!first) return '';
  if (rows.length === 1) {
    const did = doneWords(first.action);
    return `${first.who} ${did.slice(0, 1).toLowerCase()}${did.slice(1)} ${words(first)}.`;
  }
  const people = [...new Set(rows.map(({ who }) => who))];
  return `${people.join(', ')} took ${plural(rows.length, 'decision')}.`;
}
