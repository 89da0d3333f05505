/** The map, people and channels, watches: from the published file, by pointer and by keyboard. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './axe';
import { poorContrast } from './contrast';
import { DeskServer } from './desk_server';
import { launch, open, publish, screenshots, visit } from './pages';
import { storyOnMap, type Story } from './places';

let browser: Browser;
let url: string;
beforeAll(async () => {
  browser = await launch();
  url = publish(storyOnMap());
  mkdirSync(screenshots, { recursive: true });
});
afterAll(() => browser?.close());

const at = (hash: string, act: (page: Page) => Promise<void>, options: Parameters<typeof visit>[2] = {}) =>
  visit(browser, url + hash, options, ({ page }) => act(page));
const hashOf = (page: Page) => page.evaluate(() => decodeURIComponent(location.hash));
const drawn = (page: Page) => page.locator('svg .cluster').first().waitFor();

describe('the map', () => {
  test('events at their places, a way as an arc, a country without a point, nothing left out', () =>
    at('#/map', async (page) => {
      await drawn(page);
      expect(await page.locator('svg .cluster').count()).toBe(2);
      expect(await page.locator('svg .arc:not(.head)').count()).toBe(1);
      expect(await page.locator('svg .told').getAttribute('d')).not.toBe('');
      const heads = await page.locator('#evidence section h2').allTextContents();
      expect(heads.map((text) => text.replace(/\s+/g, ' ').trim())).toEqual([
        'On the map 2',
        'In a country or a wide area, nobody says where 1',
        'Named, and not on the map 1',
      ]);
      expect(await page.locator('#evidence').textContent()).toContain('25 events name no place');
      expect(await page.locator('figcaption').textContent()).toContain('Natural Earth');
    }));

  test('by keyboard: the list leads to the place, the place to the words, and back', () =>
    at('#/map', async (page) => {
      await drawn(page);
      await page.locator('[data-item="place:place:Holmvik"]').focus();
      await page.keyboard.press('Enter');
      expect(await hashOf(page)).toBe('#/map/place:place:Holmvik');
      expect(await page.locator('#evidence h2').textContent()).toBe('Holmvik');
      expect(await page.locator('svg .chosen').count()).toBe(1);
      await page.locator('[data-item="break"]').focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('#evidence mark').first().isVisible()).toBe(true);
      await page.locator('.back a', { hasText: 'Holmvik' }).press('Enter');
      expect(await hashOf(page)).toBe('#/map/place:place:Holmvik');
    }));

  test('a click on a circle opens its place; buttons, keys and the wheel move the map', () =>
    at('#/map', async (page) => {
      await drawn(page);
      const circles = () =>
        page.locator('svg .cluster .body').evaluateAll((all) => all.map((each) => each.getAttribute('cx')));
      const first = await circles();
      await page.getByRole('button', { name: 'Zoom the map in' }).click();
      expect(await circles()).not.toEqual(first);
      await page.getByRole('button', { name: 'The whole world' }).click();
      expect(await page.locator('svg .cluster').count(), 'two places are one circle of the world').toBe(1);
      await page.locator('svg .cluster .body').click({ force: true });
      expect(await page.locator('svg .cluster').count(), 'and it opens').toBe(2);
      const map = page.getByRole('application');
      await map.focus();
      await page.keyboard.press('ArrowLeft');
      const moved = await circles();
      await page.keyboard.press('Home');
      expect(await circles()).not.toEqual(moved);
      expect(await circles()).toEqual(first);
      await page.locator('svg .cluster .body').first().click({ force: true });
      expect(await hashOf(page)).toMatch(/^#\/map\/place:place:/);
    }));

  test('filters and the time range cut it; a place is a filter itself', () =>
    at('#/map?from=2024-11-14T04:00', async (page) => {
      await page.locator('#evidence section').first().waitFor();
      const before = await page.locator('.tools [role=status]').textContent();
      await page.locator('[data-item="place:place:Holmvik"]').click();
      await page.getByRole('button', { name: 'Only this place' }).click();
      expect(await hashOf(page)).toContain('place=place:Holmvik');
      expect(await page.locator('.tools [role=status]').textContent()).not.toBe(before);
      await page.getByRole('link', { name: 'Chronology' }).click();
      expect(await page.locator('[aria-label="Filters that are set"]').textContent()).toContain('Holmvik');
    }));

  test('nothing to show says so', () =>
    at('#/map?q=zzz', async (page) => {
      await page.getByText('No event passes all the filters.').waitFor();
      await page.getByRole('button', { name: 'Clear the filters' }).click();
      await drawn(page);
    }));
});

test('served: the outlines come from the server itself, under its own policy', async () => {
  const server = new DeskServer(storyOnMap());
  const address = await server.start();
  const { page, problems, requests } = await open(browser, `${address}#/map`);
  await drawn(page);
  expect(await page.locator('svg .told').getAttribute('d')).toMatch(/^M/);
  expect(problems).toEqual([]);
  expect(requests.filter((each) => !each.startsWith(address))).toEqual([]);
  await page.context().close();
  server.close();
});

describe('people and channels', () => {
  const ASK = 'Ministry of Energy, through Harbour and Water Workers’ Union, to Veltra Hydro';
  test('who told whom through whom, each with its words', () =>
    at('#/people', async (page) => {
      const messages = page.getByRole('list', { name: 'Messages in order of time' });
      expect(await messages.getByRole('listitem').count()).toBe(2);
      expect(await messages.textContent()).toContain(ASK);
      expect(await page.locator('.chart .passing').count()).toBe(1);
      await messages.locator('[data-item="ask"]').press('Enter');
      expect(await page.locator('#evidence mark').first().isVisible()).toBe(true);
      await page.locator('.back a', { hasText: 'Who told whom' }).press('Enter');
      expect(await page.locator('.chart').count()).toBe(1);
    }));

  test('one actor: names, parts over time, messages, events', () =>
    at('#/people', async (page) => {
      await page.getByRole('link', { name: 'Veltra Hydro', exact: true }).first().click();
      expect(await page.locator('#evidence h2').first().textContent()).toBe('Veltra Hydro');
      expect(await page.locator('#evidence dt').allTextContents()).toEqual(
        expect.arrayContaining(['is told', 'acts']),
      );
      expect(await page.locator('#evidence').textContent()).toMatch(/first dated mention .*, last /);
    }));

  test('choosing cuts the chronology and keeps the others on the list', () =>
    at('#/people', async (page) => {
      const rows = page.locator('.list li');
      const all = await rows.count();
      await page.getByRole('checkbox', { name: /Ministry of Energy/ }).check();
      expect(await hashOf(page)).toContain('actor=dfe38fff31');
      expect(await rows.count()).toBe(all);
      expect(await page.locator('.chart ol > li').count()).toBe(1);
      expect(await page.locator('.tools [role=status]').textContent()).toMatch(/^1 of /);
    }));

  test('a name of another script is found and stands right', () =>
    at('#/people', async (page) => {
      await page.getByLabel('Find a name').fill('ياسر');
      const link = page.locator('.list li a');
      expect(await link.count()).toBe(1);
      expect(await link.getAttribute('dir')).toBe('auto');
    }));

  test('on a small screen the messages slide over the list', () =>
    at(
      '#/people',
      async (page) => {
        await page.getByRole('link', { name: /Who told whom/ }).click();
        await page.getByRole('button', { name: 'Back to the list' }).waitFor();
        expect(await page.locator('.chart ol > li').count()).toBe(2);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide).toBeLessThanOrEqual(360);
      },
      { viewport: { width: 360, height: 740 } },
    ));
});

describe('watches', () => {
  /** Watches one event, one actor and a filter; returns the page on another chronology that grew from the first. */
  async function watched(act: (page: Page) => Promise<void>, grow: (story: Story) => void): Promise<void> {
    const later = storyOnMap();
    grow(later);
    const { page, problems } = await open(browser, `${url}#/chronology/plan`);
    await page.getByRole('button', { name: 'Watch this event' }).click();
    await page.goto(`${url}#/people/actor:bbab7d614c`);
    await page.locator('#evidence').getByRole('button', { name: 'Watch Veltra Hydro' }).click();
    await page.goto(`${url}#/chronology?status=planned`);
    await page.getByRole('button', { name: 'Watch this filter' }).click();
    // The later page is another file; what the browser kept goes along as it would on the same one.
    const kept = await page.evaluate(() => localStorage.getItem('strandline-watches'));
    await page.goto(publish(later));
    await page.evaluate((text) => localStorage.setItem('strandline-watches', text ?? ''), kept);
    await page.reload();
    await page.getByRole('link', { name: 'Watches' }).click();
    await act(page);
    expect(problems).toEqual([]);
    await page.context().close();
  }

  test('what is new since, what turned, what no longer passes; seen is seen', () =>
    watched(
      async (page) => {
        const card = page.locator('article', { hasText: 'Veltra Hydro' });
        expect(await page.locator('article').count()).toBe(3);
        expect(await card.first().textContent()).toContain('was planned, now happened');
        const filter = page.locator('article', { has: page.getByRole('heading', { name: 'planned' }) });
        expect(await filter.textContent()).toContain('no longer passes');
        await filter.locator('[data-item="plan"]').press('Enter');
        expect(await page.locator('#evidence mark').first().isVisible()).toBe(true);
        await filter.getByRole('button', { name: /^Seen/ }).click();
        expect(await filter.textContent()).toContain('nothing new');
        await page.reload();
        expect(await filter.textContent()).toContain('nothing new');
      },
      (story) => {
        story.events.find(({ id }) => id === 'plan')!.status = 'happened';
      },
    ));

  test('exported and imported; a file that is none is refused by name', () =>
    watched(
      async (page) => {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: 'Export' }).click(),
        ]);
        const path = await download.path();
        expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ strandline_watches: 1 });
        for (let left = await page.locator('article').count(); left; left -= 1)
          await page
            .getByRole('button', { name: /^Stop watching/ })
            .first()
            .click();
        await page.getByText('Nothing is watched yet.').waitFor();
        await page.locator('input[type=file]').setInputFiles({
          name: 'notes.json',
          mimeType: 'application/json',
          buffer: Buffer.from('[]'),
        });
        await page.getByRole('alert').getByText('notes.json: This file holds no watches.').waitFor();
        await page.locator('input[type=file]').setInputFiles(path);
        await page.locator('article').first().waitFor();
        expect(await page.locator('article').count()).toBe(3);
      },
      () => {},
    ));
});

const VIEWS: [name: string, hash: string][] = [
  ['map', '#/map'],
  ['map-place', '#/map/place:place:Holmvik'],
  ['people', '#/people'],
  ['people-actor', '#/people/actor:bbab7d614c'],
  ['watches-none', '#/watches?status=planned'],
];

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  describe.each([360, 1280, 2560])('%i wide', (width) => {
    test.each(VIEWS)('axe finds nothing, and it can be looked at: %s', async (name, hash) => {
      const { page } = await open(browser, url + hash, {
        viewport: { width, height: width > 2000 ? 1440 : 800 },
        colorScheme,
      });
      if (hash.startsWith('#/map')) await drawn(page);
      if (width < 2000) {
        expect(await violations(page)).toEqual([]);
        // The number in a circle stands on the circle's blue, not on the paper behind it: the pair of links and grounds.
        const poor = (await page.evaluate(poorContrast)).filter(
          (line) => !/^1\.00 “[\d,]+” text\./.test(line),
        );
        expect(poor).toEqual([]);
      }
      await page.screenshot({ path: join(screenshots, `${name}-${width}-${colorScheme}.png`) });
      await page.context().close();
    });
  });
});
