import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { outlines } from './bundling/outlines.ts';
import { servedPage, singleFile } from './bundling/output.ts';

const here = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');

export default defineConfig(({ mode }) => {
  const single = mode === 'single';
  return {
    base: './',
    plugins: [svelte(), outlines(here), single ? singleFile() : servedPage(here)],
    build: {
      outDir: '../src/strandline/server/page',
      // `npm run build` runs the served build first and adds the single file to the same folder.
      emptyOutDir: !single,
      target: ['chrome125', 'firefox128', 'safari18'],
      assetsInlineLimit: single ? Number.MAX_SAFE_INTEGER : 0,
      cssCodeSplit: !single,
      modulePreload: false,
      sourcemap: false,
      reportCompressedSize: false,
      ...(single ? { rolldownOptions: { output: { codeSplitting: false } } } : {}),
    },
  };
});
