import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import schema from '../../src/generated/records.schema.json';
import { asChronology, decodeBlock } from '../../src/data/load';
import type { Chronology } from '../../src/data/chronology';
import { gzipSync } from 'node:zlib';
import { STORY } from './made';
import { stress } from '../../fixtures/stress.mjs';
import { unmark } from '../../fixtures/assemble.mjs';

const ajv = new Ajv({ allErrors: true, strict: false });
ajv.addSchema(schema, 'records');
const SORTS = [
  ['documents', 'Document'],
  ['claims', 'Claim'],
  ['events', 'Event'],
  ['origins', 'Origin'],
] as const;

function faults(chronology: Chronology): string[] {
  const found = SORTS.flatMap(([list, name]) => {
    const validate = ajv.getSchema(`records#/$defs/${name}`)!;
    return chronology[list].flatMap((row) =>
      validate(row) ? [] : [`${name} ${row.id}: ${ajv.errorsText(validate.errors)}`],
    );
  });
  const texts = new Map(chronology.documents.map((document) => [document.id, Array.from(document.text)]));
  for (const claim of chronology.claims) {
    const text = texts.get(claim.document) ?? [];
    const spans = [
      { start: claim.start, end: claim.end, text: claim.quote },
      claim.trigger,
      claim.when.expression,
      ...claim.actors,
      ...claim.figures,
    ];
    for (const span of spans)
      if (span && text.slice(span.start, span.end).join('') !== span.text)
        found.push(`${claim.id}: “${span.text}” is not there`);
  }
  return found;
}

describe('fixtures', () => {
  test('the story is true to the records, and every span to its text', () =>
    expect(faults(STORY)).toEqual([]));
  test('so is the large one', () => expect(faults(stress(300) as unknown as Chronology)).toEqual([]));
  test('the committed story is what the generator makes', () => {
    const folder = fileURLToPath(new URL('../../fixtures/', import.meta.url));
    const out = join(mkdtempSync(join(tmpdir(), 'strandline-')), 'story.json');
    const run = spawnSync(process.execPath, [join(folder, 'make_fixtures.mjs'), '0', out], {
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(readFileSync(out, 'utf8'), 'mend it with: npm run fixture').toBe(
      readFileSync(join(folder, 'story.json'), 'utf8'),
    );
  });
  test('marks nest', () =>
    expect(unmark('a ⟦x|b ⟦y|🌊⟧ c⟧ d')).toEqual({ text: 'a b 🌊 c d', spans: { x: [2, 7], y: [4, 5] } }));
});

describe('what the page is given', () => {
  test('plain or packed, it is the same', async () => {
    const json = JSON.stringify(STORY);
    expect(await decodeBlock(json)).toEqual(STORY);
    expect(await decodeBlock(JSON.stringify(gzipSync(json).toString('base64')))).toEqual(STORY);
  });
  test('a foreign or later form is refused with what to do', () => {
    expect(() => asChronology({})).toThrow('not a Strandline chronology');
    expect(() => asChronology({ ...STORY, format: 2 })).toThrow('format 2');
    expect(() => asChronology({ ...STORY, events: undefined })).toThrow('no list of events');
  });
});
