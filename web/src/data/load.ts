/**
 * Where the chronology comes from. A published page carries it in its data block and can only be read; a served page
 * asks its own origin, which also takes a person's decisions. The views know only `ChronologySource`.
 */
import { DecisionsClient, type DecisionService } from '../decisions/client';
import type { Me } from '../decisions/protocol';
import type { EventStanding, Opening } from '../generated/records';
import { FORMAT, type Chronology } from './chronology';
import { firstViewOf, readParts, type FirstView } from './parts';

/** Who reads, and where decisions go. */
export interface Office {
  readonly service: DecisionService;
  readonly me: Me;
}

export interface ChronologySource {
  /** What a person can see and use while the rest is read; null where everything comes at once. */
  opening(event: string | null): Promise<FirstView | null>;
  /** Everything. `told` hears what share of a large chronology is here. */
  load(told?: (share: number) => void): Promise<Chronology>;
  /** Asks why an event stands where it stands; left out where there is nobody to ask. */
  readonly standing?: (event: string) => Promise<EventStanding>;
  /** Null where nothing can be written back. */
  office(): Promise<Office | null>;
}

/** A chronology that cannot be shown, with what happened and what to do next. */
export class UnreadableChronology extends Error {
  readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

const BLOCK = 'strandline-data';
const WHOLE = '/api/chronology';
const OPENING = '/api/opening';
const PARTS = '/api/parts';

/** Checks the outer shape; the rows were checked by the program that wrote them. */
export function asChronology(value: unknown): Chronology {
  const data = value as Partial<Chronology> | null;
  if (typeof data !== 'object' || data === null || typeof data.format !== 'number') {
    throw new UnreadableChronology(
      'This is not a Strandline chronology.',
      'Publish the chronology again with “strandline build”.',
    );
  }
  if (data.format !== FORMAT) {
    throw new UnreadableChronology(
      `This chronology has format ${data.format}; this page reads format ${FORMAT}.`,
      'Publish it again with the version of Strandline that made the page.',
    );
  }
  for (const name of ['documents', 'claims', 'events', 'origins'] as const) {
    if (!Array.isArray(data[name])) {
      throw new UnreadableChronology(
        `The chronology has no list of ${name}.`,
        'Publish it again with “strandline build”.',
      );
    }
  }
  return { title: '', generated_by: 'strandline', report: {}, ...data } as Chronology;
}

/** The data block holds the chronology as JSON, or as a JSON string: base64 of the gzipped JSON. */
export async function decodeBlock(text: string): Promise<unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'string') return value;
  const bytes = Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
  const unzipped = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unzipped).json();
}

class EmbeddedSource implements ChronologySource {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  opening(): Promise<null> {
    return Promise.resolve(null);
  }
  async load(): Promise<Chronology> {
    try {
      return asChronology(await decodeBlock(this.#text));
    } catch (error) {
      if (error instanceof UnreadableChronology) throw error;
      throw new UnreadableChronology(
        'The data in this file is damaged.',
        'Copy the file again, or publish the chronology again.',
      );
    }
  }
  office(): Promise<null> {
    return Promise.resolve(null);
  }
}

class ServedSource implements ChronologySource {
  #large = false;

  async opening(event: string | null): Promise<FirstView | null> {
    if (location.protocol === 'file:') return null;
    const query = event === null ? '' : `?${new URLSearchParams({ event }).toString()}`;
    const reply = await this.#ask(`${OPENING}${query}`);
    const opening = (await reply.json()) as Opening;
    asChronology(opening);
    this.#large = opening.large;
    return firstViewOf(opening);
  }

  async load(told?: (share: number) => void): Promise<Chronology> {
    if (location.protocol === 'file:') {
      throw new UnreadableChronology(
        'This page holds no chronology yet.',
        'Open the index.html that “strandline build” writes.',
      );
    }
    if (!this.#large) return asChronology(await (await this.#ask(WHOLE)).json());
    const { body } = await this.#ask(PARTS);
    try {
      if (body) return asChronology(await readParts(body, told));
    } catch (error) {
      if (error instanceof UnreadableChronology) throw error;
    }
    throw new UnreadableChronology(
      'The rest of the chronology did not come whole.',
      'Is “strandline serve” still running? Load the page again.',
    );
  }

  readonly standing = async (event: string): Promise<EventStanding> => {
    const reply = await this.#ask(`/api/events/${encodeURIComponent(event)}/standing`);
    return (await reply.json()) as EventStanding;
  };

  async #ask(address: string): Promise<Response> {
    let reply: Response;
    try {
      reply = await fetch(address, { headers: { accept: 'application/json' } });
    } catch {
      throw new UnreadableChronology(
        'The server does not answer.',
        'Is “strandline serve” still running? Start it and load this page again.',
      );
    }
    if (!reply.ok) {
      throw new UnreadableChronology(
        `The server answered ${reply.status} ${reply.statusText}.`,
        'Its own messages on the terminal say why.',
      );
    }
    return reply;
  }

  /** A server that does not say who asks takes no decisions: then the page is there to read. */
  async office(): Promise<Office | null> {
    const service = new DecisionsClient();
    try {
      return { service, me: await service.me() };
    } catch {
      return null;
    }
  }
}

export function findSource(page: globalThis.Document): ChronologySource {
  const text = page.getElementById(BLOCK)?.textContent?.trim() ?? 'null';
  return text === 'null' || text === '' ? new ServedSource() : new EmbeddedSource(text);
}
