/**
 * `virtual:outlines`: Natural Earth's country outlines (public domain, by way of world-atlas) as base64 of gzipped TopoJSON,
 * coarse (1:110 million) and fine (1:50 million). Packed they take a quarter of the room; the map unpacks them when opened.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const NAME = 'virtual:outlines';

interface Topology {
  readonly objects: { readonly countries: unknown };
  readonly [part: string]: unknown;
}

/** Base64 of the gzipped topology; land is left out, the countries draw it. */
function packed(path: string): string {
  const topology = JSON.parse(readFileSync(path, 'utf8')) as Topology;
  const countries = { ...topology, objects: { countries: topology.objects.countries } };
  return gzipSync(JSON.stringify(countries), { level: 9 }).toString('base64');
}

export function outlines(root: string): Plugin {
  const folder = `${root}/node_modules/world-atlas`;
  return {
    name: 'strandline-outlines',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load: (id) =>
      id === `\0${NAME}`
        ? `export const coarse = ${JSON.stringify(packed(`${folder}/countries-110m.json`))};\n` +
          `export const fine = ${JSON.stringify(packed(`${folder}/countries-50m.json`))};\n`
        : null,
  };
}
