/** axe in both themes on every view, and the screenshots that people look at (web/screenshots/, not committed). */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './axe';
import { poorContrast } from './contrast';
import { fixture, launch, open, publish, screenshots } from './pages';

let browser: Browser;
let url: string;
beforeAll(async () => {
  browser = await launch();
  url = publish(fixture('story.json'));
  mkdirSync(screenshots, { recursive: true });
});
afterAll(() => browser?.close());

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
