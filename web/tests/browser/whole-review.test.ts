/**
 * The example dossier from draft to export, by keyboard alone, against `strandline serve` itself: every event is decided,
 * what was decided stands in the log, in the file that is exported, and the chronology still verifies.
 *
 * The program is $STRANDLINE, else ../.venv/bin/strandline.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DecisionPage } from '../../src/decisions/protocol';
import { launch, open } from './pages';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const program = process.env.STRANDLINE ?? join(root, '.venv/bin/strandline');

let browser: Browser;
let server: ChildProcess;
let url: string;
let folder: string;

/** Exit status 1 is "done, but some inputs were refused": the dossier has one that cannot be read. */
function strandline(...args: string[]): void {
  try {
    execFileSync(program, args, { stdio: 'pipe', cwd: root });
  } catch (error) {
    if ((error as { status?: number }).status !== 1) throw error;
  }
}

beforeAll(async () => {
  if (!existsSync(program))
    throw new Error(`There is no ${program}. Install the package, or name its program in $STRANDLINE.`);
  folder = join(mkdtempSync(join(tmpdir(), 'strandline-review-')), 'dossier');
  strandline(
    'build',
    'examples/alcorva-dam',
    '-o',
    folder,
    '--timezone',
    'Europe/Madrid',
    '--title',
    'The dam',
  );
  server = spawn(program, ['serve', folder, '--port', '0'], { cwd: root });
  url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const hear = (words: Buffer) => {
      said += words.toString();
      const found = /http:\/\/[\d.]+:\d+\//.exec(said);
      if (found) resolve(found[0]);
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.on('exit', (status) => reject(new Error(`serve ended with ${status}: ${said}`)));
  });
  browser = await launch();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  server?.kill('SIGINT');
});

const said = (page: Page) => page.locator('.foot [role=status]').textContent();

/** Tab until a link or button of this name has the focus, then Enter: no pointer is used. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    const words = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    if (name.test(words)) return page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab reaches nothing called ${name}`);
}

async function progress(page: Page): Promise<[decided: number, of: number]> {
  const words = (await page.locator('.progress').textContent()) ?? '';
  const [decided, of] = [...words.matchAll(/[\d,]+/g)].map(([digits]) => Number(digits.replace(',', '')));
  return [decided ?? 0, of ?? 0];
}

test('from draft to export by keyboard alone', { timeout: 900_000 }, async () => {
  const { page, requests, problems } = await open(browser, url);
  await page.locator('.foot').waitFor();

  await tabTo(page, /^Review/);
  await page.locator('.progress').waitFor();
  const [before, total] = await progress(page);
  expect(before).toBe(0);
  expect(total).toBeGreaterThan(100);

  // The name under which everything is signed.
  await tabTo(page, /change the name$/);
  await page.keyboard.type('Ines Tavel');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Ines Tavel/);

  // Edit the most doubtful line, with a note.
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await page.locator('textarea:focus').waitFor();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('A line as I would sign it.');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => said(page)).toBe('Edited “A line as I would sign it.”.');

  // Merge the next with the nearest to it, and take that back.
  await page.keyboard.press('j');
  const merged = page.url();
  await page.keyboard.press('m');
  await page.locator('input[type=search]:focus').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect.poll(() => said(page)).toMatch(/^Merged/);
  expect((await progress(page))[1]).toBe(total - 1);
  await page.keyboard.press('z');
  await expect.poll(() => said(page)).toMatch(/^Undone: Merged/);
  expect((await progress(page))[1]).toBe(total);
  expect(page.url()).toBe(merged);

  // Reject with a note.
  await page.keyboard.press('n');
  await page.locator('textarea:focus').waitFor();
  await page.keyboard.type('It is said of another night.');
  await tabTo(page, /^Reject with this note$/);
  await expect.poll(() => said(page)).toMatch(/^Rejected “.*, with a note\.$/);

  // Hide, and show again.
  await page.keyboard.press('h');
  await expect.poll(() => said(page)).toMatch(/^Hid “/);
  await page.keyboard.press('h');
  await expect.poll(() => said(page)).toMatch(/^Showed again “/);

  // Everything else as it stands.
  const started = performance.now();
  for (let [decided] = await progress(page); decided < total;) {
    for (let press = 0; press < 10 && decided + press < total; press += 1) await page.keyboard.press('a');
    await expect.poll(async () => page.locator('.sending').count(), { timeout: 60_000 }).toBe(0);
    const [now] = await progress(page);
    expect(now, 'each press decides').toBeGreaterThan(decided);
    decided = now;
  }
  console.info(`the rest of ${total} events: ${Math.round((performance.now() - started) / 1000)} s`);
  await page.getByText('Everything is decided.').waitFor();
  expect(await page.locator('.outbox').count()).toBe(0);

  await tabTo(page, /^history$/);
  await page.locator('.log').waitFor();
  const log = (await (await page.request.get(`${url}api/decisions?limit=1000`)).json()) as DecisionPage;
  expect(await page.locator('.lead').textContent()).toContain(
    `${log.total.toLocaleString('en-GB')} decisions`,
  );
  expect(new Set(log.decisions.map(({ who }) => who))).toEqual(new Set(['Ines Tavel']));
  expect(log.decisions.at(-1)).toMatchObject({
    action: 'edit',
    after: { gist: 'A line as I would sign it.' },
  });
  expect(requests.filter((address) => !address.startsWith(url))).toEqual([]);
  expect(problems).toEqual([]);
  await page.context().close();

  // The open files beside the database follow a decision within seconds, and at the latest when the server ends.
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGINT');
  await ended;

  const sheet = join(folder, 'signed.csv');
  strandline('export', folder, '--format', 'csv', '-o', sheet);
  const exported = readFileSync(sheet, 'utf8');
  expect(exported).toContain('A line as I would sign it.');
  expect(exported).not.toMatch(/,open(,|\r?\n)/);
  execFileSync(program, ['verify', folder], { stdio: 'pipe' });
});
