/** What a reader does with the published file: filters, time, zones, small and large windows, print. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixture, launch, publish, visit } from './pages';

let browser: Browser;
let url: string;
beforeAll(async () => {
  browser = await launch();
  url = publish(fixture('story.json'));
});
afterAll(() => browser?.close());

const reading = (hash = '', options: Parameters<typeof visit>[2] = {}, act?: Parameters<typeof visit>[3]) =>
  visit(browser, url + hash, options, act);

describe('filters, time and zones', () => {
  test('status from the menu, and taken away again', () =>
    reading('', {}, async ({ page }) => {
      await page.getByRole('button', { name: 'Filter' }).click();
      await page.getByLabel('denied').check();
      await page.getByLabel('did not happen').check();
      await page.keyboard.press('Escape');
      expect(await page.locator('[role=status]').textContent()).toBe('2 of 29 events');
      await page.getByRole('button', { name: 'Take away the filter denied' }).click();
      expect(await page.locator('[role=status]').textContent()).toBe('1 of 29 events');
    }));

  test('what is counted in the menu stays on one line', () =>
    reading('', {}, async ({ page }) => {
      await page.getByRole('button', { name: 'Filter' }).click();
      const heights = await page.locator('[popover] .count').evaluateAll((counts) =>
        counts.map((count) => {
          const range = document.createRange();
          range.selectNodeContents(count);
          return range.getClientRects().length;
        }),
      );
      expect(heights.length).toBeGreaterThan(8);
      expect(Math.max(...heights)).toBe(1);
    }));

  test('a dragged range cuts the list; its edges step by keyboard; Delete takes it away', () =>
    reading('', {}, async ({ page }) => {
      const box = (await page.locator('.plot').boundingBox())!;
      await page.mouse.move(box.x + 300, box.y + 30);
      await page.mouse.down();
      await page.mouse.move(box.x + 500, box.y + 30, { steps: 6 });
      await page.mouse.up();
      expect(page.url()).toMatch(/from=2024-11-1\d/);
      const shown = await page.locator('[role=status]').textContent();
      expect(shown).toMatch(/^\d+ of 29 events$/);
      const edge = page.getByRole('slider', { name: 'Time range ends' });
      const before = await edge.getAttribute('aria-valuenow');
      await edge.focus();
      await page.keyboard.press('ArrowRight');
      expect(Number(await edge.getAttribute('aria-valuenow'))).toBeGreaterThan(Number(before));
      await page.getByRole('button', { name: 'Zoom in' }).click();
      expect(page.url()).toContain('zoom=');
      await edge.focus();
      await page.keyboard.press('Delete');
      expect(await page.locator('[role=status]').textContent()).toBe('29 events');
    }));

  test('a range can be typed; what is no date says so', () =>
    reading('', {}, async ({ page }) => {
      await page.getByRole('button', { name: 'Filter' }).click();
      await page.getByLabel('From').fill('someday');
      await page.getByLabel('From').press('Tab');
      // The example is a date of this chronology, in the field and in the help.
      const example = (await page.getByLabel('From').getAttribute('placeholder'))!;
      expect(example).toMatch(/^2024-11-\d\d$/);
      expect(await page.locator('#bound-help').textContent()).toContain(example);
      await page.getByLabel('From').fill('2024-11-18');
      await page.getByLabel('From').press('Tab');
      expect(page.url()).toContain('from=2024-11-18');
    }));

  test('a mark on the strip opens its event', () =>
    reading('', {}, async ({ page }) => {
      const dot = page.locator('.plot svg .time-mark.ahead circle').first();
      const box = (await dot.boundingBox())!;
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      expect(page.url()).toContain('#/chronology/plan');
    }));

  test('clock times as written, in the reader’s zone, in UTC', () =>
    reading('#/chronology/lower', {}, async ({ page }) => {
      const time = page.locator('#evidence .time');
      expect(await time.textContent()).toBe('Wednesday 13 November 2024, about 20:45 (Europe/Oslo, assumed)');
      await page.getByRole('button', { name: 'View' }).click();
      await page.getByLabel('UTC').check();
      expect(await time.textContent()).toBe('Wednesday 13 November 2024, about 19:45 (UTC)');
      await page.getByLabel(/my zone/).check();
      expect(await time.textContent()).toBe('Wednesday 13 November 2024, about 14:45 (America/New_York)');
      expect(page.url()).toContain('zone=local');
    }));

  test('groups by week and month', () =>
    reading('#/chronology?by=month', {}, async ({ page }) => {
      expect(await page.locator('.list h2 .main').allTextContents()).toContain('November');
      expect(await page.locator('.clock').allTextContents()).toContain('Wed 13 Nov, 18:00');
    }));
});

describe('places to read', () => {
  test('on a phone the evidence slides over the list and gives the focus back', () =>
    reading('', { viewport: { width: 360, height: 740 } }, async ({ page }) => {
      await page.getByRole('link', { name: 'Veltra buys the dam.' }).click();
      await expect
        .poll(() => page.locator('#evidence').evaluate((pane) => pane.getBoundingClientRect().left))
        .toBe(0);
      expect(await page.locator('.side').getAttribute('inert')).not.toBeNull();
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('evidence');
      await page.getByRole('button', { name: 'Back to the list' }).click();
      expect(await page.locator('.side').getAttribute('inert')).toBeNull();
      expect(await page.locator('#evidence').getAttribute('inert')).not.toBeNull();
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-row')))
        .toBe('bought');
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await expect
        .poll(() => page.locator('#evidence h2').textContent())
        .toBe('An inspector reports rust on gate two.');
      await page.keyboard.press('Escape');
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-row')))
        .toBe('rust');
      await page.getByRole('button', { name: 'Search' }).click();
      await page.keyboard.type('weir');
      expect(await page.locator('[role=status]').textContent()).toMatch(/of 29 events/);
    }));

  test.each([320, 360, 768, 1280, 2560, 3840])('nothing runs out of a window %i wide', (width) =>
    reading('#/chronology/break', { viewport: { width, height: 900 } }, async ({ page }) => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      const wide = await page.locator('#evidence').evaluate((pane) => pane.scrollWidth - pane.clientWidth);
      expect(wide).toBeLessThanOrEqual(0);
    }),
  );

  test('on a phone, evidence that has the focus covers the list', () =>
    reading('#/chronology/break', { viewport: { width: 360, height: 740 } }, async ({ page }) => {
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('evidence');
      const ground = await page
        .locator('#evidence')
        .evaluate((pane) => getComputedStyle(pane).backgroundColor);
      expect(ground).toBe(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    }));

  test('print holds every event', () =>
    reading('', {}, async ({ page }) => {
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      await expect.poll(() => page.locator('.row').count()).toBe(29);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.masthead h1').isVisible()).toBe(true);
      expect(await page.getByRole('navigation').isVisible()).toBe(false);
      expect(
        await page
          .locator('.row')
          .last()
          .evaluate((row) => row.getBoundingClientRect().top),
      ).toBeGreaterThan(1000);
    }));

  test('the theme turns and stays', () =>
    reading('', { colorScheme: 'light' }, async ({ page }) => {
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await paper();
      const button = page.getByRole('button', { name: /^Theme/ });
      await button.click();
      expect(await paper()).toBe(light);
      await button.click();
      await expect.poll(paper).not.toBe(light);
    }));
});
