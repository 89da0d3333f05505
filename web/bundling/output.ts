/**
 * Shapes what `npm run build` writes into `src/strandline/server/page/`:
 *
 *   page.html        one self-contained file; the publisher puts the chronology in place of `null` in the data block
 *   app.html         the same page for the server, no inline script; its files are under assets/
 *   assets/…         hashed scripts, styles and fonts of app.html
 *   licences.txt     licences of the fonts and libraries that are part of the above
 *
 * Both pages carry a content security policy. In page.html scripts and styles are allowed by their hashes; the data
 * block is never executed, so the publisher need not touch the policy.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

type Emitted =
  | { type: 'chunk'; code: string; fileName: string }
  | { type: 'asset'; source: string | Uint8Array; fileName: string };
type Bundle = Record<string, Emitted>;

export const DATA_BLOCK = '<script type="application/json" id="strandline-data">null</script>';

const LICENSED = [
  '@fontsource-variable/inter',
  '@fontsource-variable/source-serif-4',
  'svelte',
  'd3-scale',
  'd3-array',
  'd3-color',
  'd3-format',
  'd3-geo',
  'd3-interpolate',
  'd3-time',
  'd3-time-format',
  'internmap',
  'topojson-client',
  'world-atlas',
];

/** The policy in words of CSP 3; Svelte's own trusted-types policy is the only one that may make markup. */
export function contentPolicy(
  scriptSource: string,
  styleSource: string,
  fontSource: string,
  imageSource: string,
): string {
  return [
    "default-src 'none'",
    `script-src ${scriptSource}`,
    `style-src ${styleSource}`,
    `font-src ${fontSource}`,
    `img-src ${imageSource}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html',
  ].join('; ');
}

function sha256Source(content: string): string {
  return `'sha256-${createHash('sha256').update(content, 'utf8').digest('base64')}'`;
}

function textOf(bundle: Bundle, ending: string): string {
  const names = Object.keys(bundle).filter((name) => name.endsWith(ending));
  return names
    .map((name) => {
      const part = bundle[name]!;
      return part.type === 'chunk' ? part.code : part.source.toString();
    })
    .join('\n');
}

function withPolicy(html: string, policy: string): string {
  return html.replace(
    '<meta charset="utf-8" />',
    `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
  );
}

/** One file: the script and the style are put into the page, and nothing else is emitted. */
export function singleFile(): Plugin {
  return {
    name: 'strandline-single-file',
    enforce: 'post',
    generateBundle(_options, emitted) {
      const bundle = emitted as unknown as Bundle;
      const page = bundle['index.html'];
      if (page?.type !== 'asset') throw new Error('the build made no index.html');
      // A closing tag or a comment opener inside the script would end the element early.
      const script = textOf(bundle, '.js')
        // Vite's list of files to load ahead: in one file there are none.
        .replaceAll('__VITE_PRELOAD__', 'void 0')
        .replace(/<\/script/gi, '<\\/script')
        .replace(/<!--/g, '\\x3C!--');
      const style = textOf(bundle, '.css').replace(/<\/style/gi, '<\\/style');
      for (const name of Object.keys(bundle)) if (name !== 'index.html') delete bundle[name];
      const html = page.source
        .toString()
        .replace(/\s*<link rel="stylesheet"[^>]*>/g, '')
        .replace(/\s*<link rel="modulepreload"[^>]*>/g, '')
        .replace(/\s*<script type="module"[^>]*><\/script>/g, '')
        .replace('</head>', () => `  <style>${style}</style>\n  </head>`)
        .replace('</body>', () => `  ${DATA_BLOCK}\n    <script type="module">${script}</script>\n  </body>`);
      page.source = withPolicy(
        html,
        contentPolicy(sha256Source(script), sha256Source(style), 'data:', 'data:'),
      );
      page.fileName = 'page.html';
    },
  };
}

/** The server's page: everything by file from its own origin. */
export function servedPage(root: string): Plugin {
  return {
    name: 'strandline-served-page',
    enforce: 'post',
    generateBundle(_options, emitted) {
      const bundle = emitted as unknown as Bundle;
      const page = bundle['index.html'];
      if (page?.type !== 'asset') throw new Error('the build made no index.html');
      page.source = withPolicy(
        page.source.toString().replace(/ crossorigin/g, ''),
        contentPolicy("'self'", "'self'", "'self'", "'self' data:"),
      );
      page.fileName = 'app.html';
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licences(root) });
    },
  };
}

function licences(root: string): string {
  const parts = LICENSED.map((name) => {
    const folder = `${root}/node_modules/${name}`;
    const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<
      string,
      string
    >;
    const file = ['LICENSE', 'LICENSE.md', 'LICENCE'].find((candidate) => {
      try {
        readFileSync(`${folder}/${candidate}`);
        return true;
      } catch {
        return false;
      }
    });
    if (!file) throw new Error(`${name} carries no licence file`);
    return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
  });
  return `The page of Strandline contains parts of these works.\n\n${parts.join('\n' + '-'.repeat(80) + '\n\n')}`;
}
