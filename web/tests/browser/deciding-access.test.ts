/** axe in both themes on everything in which a person decides, and the screenshots that people look at. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './axe';
import { poorContrast } from './contrast';
import { DeskServer } from './desk_server';
import { fixture, launch, open, screenshots } from './pages';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
  mkdirSync(screenshots, { recursive: true });
});
afterAll(() => browser?.close());

type Act = (page: Page, server: DeskServer) => Promise<void>;
const press =
  (...keys: string[]): Act =>
  async (page) => {
    for (const key of keys) await page.keyboard.press(key);
  };

function decided(server: DeskServer): void {
  server.other('Ana Solvei', { action: 'accept', target: 'bought' });
  server.other('Ana Solvei', {
    action: 'edit',
    target: 'break',
    after: { gist: 'Gate two gives way; at least four people die below the weir.', status: 'happened' },
    note: 'The line as the log and the rescue service have it.',
  });
  server.other('Tom Weir', { action: 'merge', target: 'crack', after: { events: ['jam'] } });
  const merged = server.log.find((row) => row.action === 'merge')!;
  server.other('Ana Solvei', { action: 'undo', target: merged.id, note: 'Two different happenings.' });
  server.other('Tom Weir', { action: 'hide', target: 'soaked', note: 'Weather, not the story.' });
}

const VIEWS: [name: string, hash: string, act?: Act][] = [
  ['review', '#/review'],
  ['review-event', '#/review/second'],
  ['review-done', '#/review?review=rejected'],
  ['edit', '#/review/break', press('e')],
  [
    'merge',
    '#/review/crack',
    async (page) => {
      await page.keyboard.press('m');
      await page.keyboard.type('gate');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
    },
  ],
  ['split', '#/chronology/break', press('s')],
  ['note', '#/review/second', press('n')],
  [
    'identity',
    '#/chronology/ask',
    async (page) =>
      void (await page
        .getByRole('button', { name: /^Change everywhere/ })
        .first()
        .click()),
  ],
  [
    'add',
    '#/chronology',
    async (page) => {
      await page.getByRole('button', { name: /^Add (an )?event$/ }).click();
      await page.getByLabel('Line').fill('The union asks for the second log.');
      await page.getByLabel('Earliest').fill('2024-11-16');
    },
  ],
  [
    'conflict',
    '#/review/second',
    async (page, server) => {
      await page.waitForTimeout(500);
      server.down = true;
      await page.keyboard.press('x');
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      // The other one's decision comes before the page has heard of it.
      server.tell = () => {};
      server.other('Tom Weir', {
        action: 'accept',
        target: 'second',
        note: 'The clerk has it in the minutes.',
      });
      server.down = false;
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('button', { name: 'Send mine all the same' }).waitFor();
    },
  ],
  ['history', '#/history'],
  [
    'event-history',
    '#/chronology/break',
    async (page) => {
      await page.locator('details.history summary').click();
      await page.locator('details.history').scrollIntoViewIfNeeded();
    },
  ],
  [
    'documents',
    '#/sources',
    async (page, server) => {
      server.jobs = [
        {
          id: 'j1',
          kind: 'documents',
          state: 'done',
          stage: null,
          done: 4,
          total: 4,
          started: '2026-03-04T09:00:00Z',
          ended: '2026-03-04T09:01:00Z',
          added: 3,
          changes: { new: 12, sharpened: 2, disputed: 1 },
          refused: [
            {
              path: 'scan-17.pdf',
              reason: 'the PDF has no text layer; read it with OCR first',
              code: 'no-text',
            },
          ],
          error: null,
        },
        {
          id: 'j2',
          kind: 'documents',
          state: 'running',
          stage: 'reading',
          done: 3,
          total: 8,
          started: '2026-03-04T10:00:00Z',
          ended: null,
          added: 0,
          changes: {},
          refused: [],
          error: null,
        },
      ];
      server.tell('job', { id: 'j3', state: 'running' });
      await page.getByText('3 of 8').waitFor();
    },
  ],
  [
    'date',
    '#/sources',
    async (page) => {
      await page.getByRole('link', { name: 'notes/hinge.txt' }).click();
      await page.getByRole('button', { name: 'Set the date' }).click();
      await page.getByLabel('Published on').fill('2024-11-20');
    },
  ],
  [
    'missed-claim',
    '#/sources',
    async (page) => {
      await page.getByRole('link', { name: 'Radio Sundal' }).click();
      await page.getByRole('button', { name: 'Add a missed claim' }).click();
      await page.getByLabel(/Mark the words/).fill('You are listening to Radio Sundal.');
      await page.getByLabel('I say when it was').check();
      await page.getByLabel('Earliest').fill('2024-11-14 06:30');
    },
  ],
  ['deciding-help', '#/review', async (page) => page.getByRole('button', { name: 'Help' }).click()],
];

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  describe.each([360, 1280, 2560])('%i wide', (width) => {
    test.each(VIEWS)('axe finds nothing, nothing runs out: %s', async (name, hash, act) => {
      const server = new DeskServer(fixture('story.json'));
      decided(server);
      const url = await server.start();
      const { page, problems } = await open(browser, url + hash, {
        viewport: { width, height: width > 2000 ? 1440 : 800 },
        colorScheme,
      });
      await page.locator('.foot').waitFor();
      await act?.(page, server);
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(screenshots, `${name}-${width}-${colorScheme}.png`) });
      if (width < 2000) {
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate(poorContrast)).toEqual([]);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      const cut = problems.filter((problem) => !/ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|409/.test(problem));
      expect(cut).toEqual([]);
      await page.context().close();
      server.close();
    });
  });
});
