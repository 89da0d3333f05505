/** The built page in a real browser: published with data as a file, or served on loopback (desk_server.ts). */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { expect } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));
export const built = join(here, '../../../src/strandline/server/page');
export const screenshots = join(here, '../../screenshots');
export const BLOCK = '<script type="application/json" id="strandline-data">null</script>';

export function fixture(name: string): unknown {
  return JSON.parse(readFileSync(join(here, '../../fixtures', name), 'utf8'));
}

/** What the publisher does: puts JSON in place of `null`, with `<` escaped. */
export function publish(data: unknown): string {
  const page = readFileSync(join(built, 'page.html'), 'utf8');
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  const path = join(mkdtempSync(join(tmpdir(), 'strandline-page-')), 'index.html');
  writeFileSync(
    path,
    page.replace(BLOCK, () => BLOCK.replace('null', () => json)),
  );
  return pathToFileURL(path).href;
}

export async function launch(): Promise<Browser> {
  if (!existsSync(join(built, 'page.html'))) throw new Error('The page is not built. Run: npm run build');
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath))
    throw new Error(`There is no ${executablePath}. Install chromium, or name one in $CHROMIUM.`);
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
      '--no-first-run',
    ],
  });
}

export interface Opened {
  readonly page: Page;
  /** Every address that the page asked for, itself included; data: and blob: are no requests. */
  readonly requests: string[];
  /** Errors and policy violations. */
  readonly problems: string[];
}

export async function open(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    reducedMotion: 'reduce',
    timezoneId: 'America/New_York',
    ...options,
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url())) requests.push(request.url());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  await page.goto(url);
  await page.locator('h1').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  return { page, requests, problems };
}

/** Opens a page, acts on it, and checks that it asked for nothing but itself and met no error. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  act: (opened: Opened) => Promise<void> = async () => {},
): Promise<void> {
  const opened = await open(browser, url, options);
  await act(opened);
  const [file] = url.split('#');
  expect(opened.requests, 'the file itself and nothing else').toEqual([file]);
  expect(opened.problems).toEqual([]);
  await opened.page.context().close();
}
