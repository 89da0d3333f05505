/** axe in both themes on every view, and the screenshots that people look at (web/screenshots/, not committed). */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { poorContrast } from './contrast';
import { fixture, launch, open, publish, screenshots } from './pages';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let url: string;
beforeAll(async () => {
  browser = await launch();
  url = publish(fixture('story.json'));
  mkdirSync(screenshots, { recursive: true });
});
afterAll(() => browser?.close());

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const run = (window as unknown as { axe: { run(root: Document, options: object): Promise<any> } }).axe
      .run;
    const found = await run(document, { runOnly: { type: 'tag', values: tags } });
    return found.violations.map(
      (each: any) =>
        `${each.id}: ${each.nodes.map((node: any) => `${node.target} ${node.failureSummary}`).join(' | ')}`,
    );
  });
}

const VIEWS: [string, string, ((page: Page) => Promise<void>)?][] = [
  ['list', ''],
  [
    'evidence',
    '#/chronology/break',
    async (page) =>
      void (await page
        .locator('details summary')
        .evaluateAll((all) => all.forEach((each) => (each as HTMLElement).click()))),
  ],
  [
    'filtered',
    '#/chronology/lower?status=happened,planned&from=2024-11-13T12:00&to=2024-11-14T12:00',
    async (page) => void (await page.keyboard.press('w')),
  ],
  ['nothing', '#/chronology?q=zzz'],
  ['disputes', '#/disputes'],
  ['sources', '#/sources'],
  ['tray', '#/tray/hinge'],
  ['filter-menu', '', async (page) => page.getByRole('button', { name: 'Filter' }).click()],
  ['view-menu', '', async (page) => page.getByRole('button', { name: 'View' }).click()],
  ['help', '', async (page) => page.getByRole('button', { name: 'Help' }).click()],
];

test('the contrast test can fail', async () => {
  const { page } = await open(browser, url);
  await page.evaluate(() => (document.querySelector('h1')!.style.color = '#999'));
  expect(await page.evaluate(poorContrast)).toHaveLength(1);
  await page.context().close();
});

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  describe.each([360, 1280])('%i wide', (width) => {
    test.each(VIEWS)('axe finds nothing: %s', async (_name, hash, act) => {
      const { page } = await open(browser, url + hash, { viewport: { width, height: 800 }, colorScheme });
      await act?.(page);
      await page.waitForTimeout(100);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(poorContrast)).toEqual([]);
      await page.context().close();
    });
  });

  describe.each([360, 1280, 2560])('%i wide', (width) => {
    test.each(VIEWS)('screenshot: %s', async (name, hash, act) => {
      const { page } = await open(browser, url + hash, {
        viewport: { width, height: width > 2000 ? 1440 : 800 },
        colorScheme,
      });
      await act?.(page);
      await page.waitForTimeout(150);
      await page.screenshot({ path: join(screenshots, `${name}-${width}-${colorScheme}.png`) });
      await page.context().close();
    });
  });
});
