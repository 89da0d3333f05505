/** What a reader does with the published file: reading, keys, addresses. */
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

const selected = 'a[data-row][aria-current="true"]';

describe('reading', () => {
  test('the list, its headings and counts', () =>
    reading('', {}, async ({ page }) => {
      expect(await page.title()).toBe('The night of gate two');
      expect(await page.locator('[role=status]').textContent()).toBe('29 events');
      expect((await page.locator('.tools .beside').textContent())?.trim()).toBe('and 2 without a date');
      expect(await page.locator('.overview .lead').textContent()).toContain('31 events');
      expect(await page.locator('.list h2 .main').allTextContents()).toEqual(
        expect.arrayContaining(['1987', '1990s', 'Spring', '8–12 Nov', 'Wednesday', 'Wed–Thu']),
      );
      expect(await page.locator('.row').count()).toBeGreaterThan(6);
    }));

  test('every report of an event, its exact words marked, other claims faint', () =>
    reading('#/chronology/break', {}, async ({ page }) => {
      expect(await page.locator('#evidence h2').textContent()).toBe(
        'The gate gives way, and people die in the houses below the weir.',
      );
      const marked = await page.locator('#evidence mark').allTextContents();
      expect(marked).toContain('Gate two gone.');
      expect(marked).toContain('Shortly after midnight the gate gave way');
      const painted = await page.evaluate(() =>
        Object.fromEntries([...CSS.highlights].map(([name, { size }]) => [name, size])),
      );
      expect(painted['other-claim']).toBeGreaterThan(5);
      expect(painted['time-words']).toBeGreaterThan(3);
      expect(painted['figure-words']).toBeGreaterThan(2);
      expect(await page.locator('#evidence .who').allTextContents()).toContain(
        'a pilot of the rescue helicopter, unnamed · on background · saw it',
      );
    }));

  test('differences come before the words', () =>
    reading('#/chronology/break', {}, async ({ page }) => {
      const heads = await page.locator('#evidence h3').allTextContents();
      expect(heads.slice(0, 2)).toEqual(['Where the accounts differ', 'The words']);
      expect(await page.locator('#evidence tbody th').allTextContents()).toEqual(
        expect.arrayContaining(['none', 'at least 4', '6', '23:52', '00:20']),
      );
    }));

  test('further reports are folded under their origin and open on demand', () =>
    reading('#/chronology/break', {}, async ({ page }) => {
      const before = await page.locator('#evidence article').count();
      await page.getByRole('button', { name: 'Show them' }).click();
      expect(await page.locator('#evidence article').count()).toBe(before + 2);
    }));

  test('a whole text on demand, and back', () =>
    reading('#/chronology/break', {}, async ({ page }) => {
      const card = page.locator('#evidence article', { hasText: 'Radio Sundal' });
      await card.getByRole('button', { name: 'The whole text' }).click();
      expect(await card.locator('.source-text').textContent()).toContain('date 2024-11-14 06:30');
      const story = fixture('story.json') as { documents: { title: string; text: string }[] };
      const lines = story.documents
        .find(({ title }) => title.startsWith('Morning'))!
        .text.split('\n')
        .filter(Boolean);
      expect(await card.locator('.source-text p').allTextContents()).toEqual(lines);
      await card.getByRole('button', { name: 'Only the passage' }).click();
      expect(await card.locator('.source-text').textContent()).not.toContain('date 2024-11-14 06:30');
    }));

  test('other claims are painted around the words of the event, never over them', () =>
    reading('#/chronology/break', {}, async ({ page }) => {
      const covered = await page.evaluate(() => {
        const marks = [...document.querySelectorAll('#evidence mark')];
        return [...(CSS.highlights.get('other-claim') ?? [])].filter((range) =>
          marks.some(
            (mark) => range.startContainer === mark.firstChild || range.endContainer === mark.firstChild,
          ),
        ).length;
      });
      expect(covered).toBe(0);
    }));

  test('a difference that cannot be drawn leaves no room for a drawing', () =>
    reading('#/chronology/visit', { viewport: { width: 1280, height: 900 } }, async ({ page }) => {
      const table = page.locator('#evidence table', { has: page.locator('td.who') });
      expect(await table.locator('td.drawn').count()).toBe(0);
      const [whole, who] = [await table.boundingBox(), await table.locator('td.who').first().boundingBox()];
      expect(who!.width / whole!.width).toBeGreaterThan(0.5);
    }));

  test('a count from report to report is written no smaller than its surroundings', () =>
    reading('#/disputes', { viewport: { width: 360, height: 800 } }, async ({ page }) => {
      const figure = page.locator('figure').first();
      expect(await figure.locator('li').count()).toBeGreaterThan(1);
      expect(await figure.locator('svg[role=img]').count()).toBe(0);
      const sizes = await figure
        .locator('li b, li span')
        .evaluateAll((parts) => parts.map((part) => parseFloat(getComputedStyle(part).fontSize)));
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
      await page.setViewportSize({ width: 1280, height: 800 });
      await figure.locator('svg[role=img]').waitFor();
      const scale = await figure
        .locator('svg[role=img]')
        .evaluate((svg) => svg.getBoundingClientRect().width / (svg as SVGSVGElement).viewBox.baseVal.width);
      expect(scale).toBeCloseTo(1, 1);
    }));

  test('the words of another claim lead to its event', () =>
    reading('#/chronology/break', {}, async ({ page }) => {
      const spot = await page.evaluate(() => {
        const text = [...document.querySelectorAll('.source-text p')].find((p) =>
          p.textContent?.includes('issued its red warning'),
        )!;
        const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
          const at = node.data.indexOf('red warning');
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 3);
          node.parentElement?.scrollIntoView({ block: 'center' });
          const box = range.getBoundingClientRect();
          return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
        }
        return null;
      });
      await page.mouse.move(spot!.x, spot!.y);
      expect(await page.locator('.source-text .note').textContent()).toContain(
        'The weather office issues its red warning.',
      );
      await page.mouse.click(spot!.x, spot!.y);
      await expect.poll(() => page.url()).toContain('#/chronology/warning');
    }));

  test('disputes, sources, tray', () =>
    reading('#/disputes', {}, async ({ page }) => {
      expect(await page.locator('main h2').count()).toBe(3);
      expect(await page.locator('figure svg').getAttribute('aria-label')).toContain(
        'Nordkyst Wire, Thu 14 Nov, 07:10: at least 4',
      );
      await page.getByRole('link', { name: 'Sources 11' }).click();
      expect(await page.locator('.sources h2').allTextContents()).toEqual([
        '1 document without a date',
        '10 dated documents, 8 origins',
        '2 files not read',
      ]);
      await page.getByRole('link', { name: 'Holm gate log, sheet 3' }).click();
      expect(await page.locator('#evidence h2').textContent()).toContain('Holm gate log');
      await page.getByRole('link', { name: 'Tray 2' }).click();
      expect(await page.locator('.row').count()).toBe(2);
    }));
});

describe('keys', () => {
  test('a walk by keyboard alone: list, evidence, search, help', () =>
    reading('', {}, async ({ page }) => {
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('k');
      expect(await page.locator(selected).textContent()).toContain('Hairline cracks');
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-row')))
        .toBe('hairline');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('evidence');
      await page.keyboard.press('Escape');
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-row')))
        .toBe('hairline');
      await page.keyboard.press('Escape');
      expect(await page.locator(selected).count()).toBe(0);
      await page.keyboard.press('/');
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('type')))
        .toBe('search');
      await page.keyboard.type('jk');
      expect(await page.locator('[role=status]').textContent()).toBe('0 of 29 events');
      await page.keyboard.press('Escape');
      expect(await page.locator('[role=status]').textContent()).toBe('29 events');
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      expect(await page.locator('dialog[open]').isVisible()).toBe(true);
      await page.keyboard.press('j');
      await page.keyboard.press('Escape');
      expect(await page.locator('dialog[open]').count()).toBe(0);
    }));

  test('Tab reaches the list, Enter opens and reads', () =>
    reading('', {}, async ({ page }) => {
      await page.locator('a[data-row]').first().focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('evidence');
      expect(page.url()).toContain('#/chronology/built');
    }));

  test('the focus is seen beside the first lines, not down the whole pane', () =>
    reading('#/tray', {}, async ({ page }) => {
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('evidence');
      const seen = await page.locator('#evidence').evaluate((pane) => {
        const { boxShadow, outlineStyle, backgroundImage, backgroundSize } = getComputedStyle(pane);
        return { boxShadow, outlineStyle, drawn: backgroundImage !== 'none', backgroundSize };
      });
      expect(seen).toEqual({
        boxShadow: 'none',
        outlineStyle: 'none',
        drawn: true,
        backgroundSize: '3px 48px',
      });
    }));

  test('single keys can be switched off; arrows stay', () =>
    reading('', {}, async ({ page }) => {
      await page.keyboard.press('?');
      await page.getByLabel('Single-key shortcuts').uncheck();
      await page.keyboard.press('Escape');
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
      await page.keyboard.press('j');
      expect(await page.locator(selected).count()).toBe(0);
      await page.keyboard.press('ArrowDown');
      expect(await page.locator(selected).count()).toBe(1);
    }));

  test('W shows why each event has its date', () =>
    reading('', {}, async ({ page }) => {
      expect(await page.locator('.reason').count()).toBe(0);
      await page.keyboard.press('w');
      expect(await page.locator('.reason').first().textContent()).toContain('“in 1987”');
    }));

  test('the last event is reached and in sight', () =>
    reading('', {}, async ({ page }) => {
      await page.keyboard.press('End');
      await expect.poll(() => page.locator(selected).textContent()).toContain('The valley road reopens');
      await expect
        .poll(() =>
          page.locator(selected).evaluate((row) => row.getBoundingClientRect().bottom <= innerHeight),
        )
        .toBe(true);
    }));
});

describe('addresses', () => {
  test('hold the view, the event and the filters', () =>
    reading('#/chronology/plan?status=planned&q=veltra', {}, async ({ page }) => {
      expect(await page.locator('[role=status]').textContent()).toBe('1 of 29 events');
      expect(await page.locator(selected).textContent()).toContain('lowering');
      expect(await page.getByLabel('Search words').inputValue()).toBe('veltra');
    }));

  test('follow what is done, and back undoes it', () =>
    reading('', {}, async ({ page }) => {
      await page.getByRole('link', { name: 'Veltra buys the dam.' }).click();
      expect(page.url()).toContain('#/chronology/bought');
      await page.getByRole('link', { name: /^Disputes/ }).click();
      expect(page.url()).toContain('#/disputes');
      await page.goBack();
      expect(await page.locator('#evidence h2').textContent()).toBe('Veltra buys the dam.');
      await page.goBack();
      expect(await page.locator(selected).count()).toBe(0);
    }));
});
