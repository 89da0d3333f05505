/**
 * Where the chronology comes from. A published page carries it in its data block; a served page asks its own origin.
 * Later sources (paging, decisions) implement `ChronologySource` as well; the views know only that.
 */
import { FORMAT, type Chronology } from './chronology';

export interface ChronologySource {
  /** Whether a person's decisions can be written back. */
  readonly writable: boolean;
  load(): Promise<Chronology>;
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
const ADDRESS = '/api/chronology';

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
  readonly writable = false;
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
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
}

class ServedSource implements ChronologySource {
  readonly writable = false;
  async load(): Promise<Chronology> {
    if (location.protocol === 'file:') {
      throw new UnreadableChronology(
        'This page holds no chronology yet.',
        'Open the index.html that “strandline build” writes.',
      );
    }
    let reply: Response;
    try {
      reply = await fetch(ADDRESS, { headers: { accept: 'application/json' } });
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
    return asChronology(await reply.json());
  }
}

export function findSource(page: globalThis.Document): ChronologySource {
  const text = page.getElementById(BLOCK)?.textContent?.trim() ?? 'null';
  return text === 'null' || text === '' ? new ServedSource() : new EmbeddedSource(text);
}
