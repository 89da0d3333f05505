/** "Why here in the list?": in the published file and on a server, with mouse and keys. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chronology } from '../../src/data/chronology';
import { DeskServer } from './desk_server';
import { fixture, launch, open, publish, visit } from './pages';

const STORY = fixture('story.json') as Chronology;
const AT = STORY.events.findIndex(({ id }) => id === 'break');
const [above, below] = [STORY.events[AT - 1]!, STORY.events[AT + 1]!];

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const told = {
  reasons: [
    { tie: false, reason: 'the text puts it after: “then”' },
    { tie: true, reason: 'nothing tells which came first; its report is the later one' },
  ],
  of: { break: 0, [below.id]: 1 },
};

describe('why an event stands where it stands', () => {
  test('the published file carries it', () =>
    visit(browser, `${publish({ ...STORY, standings: told })}#/chronology/break`, {}, async ({ page }) => {
      const why = page.locator('#evidence details', { hasText: 'Why here in the list?' });
      expect(await why.locator('li').count()).toBe(0);
      await why.locator('summary').focus();
      await page.keyboard.press('Enter');
      const lines = why.locator('li');
      expect(await lines.nth(0).innerText()).toContain('The text puts it after: “then”.');
      expect(await lines.nth(1).innerText()).toContain(
        'Nothing tells which came first; its report is the later one.',
      );
      await lines.nth(0).getByRole('link').click();
      expect(new URL(page.url()).hash).toContain(`/${above.id}`);
    }));

  test('a file from before says nothing of it', () =>
    visit(browser, `${publish(STORY)}#/chronology/break`, {}, async ({ page }) => {
      await page.locator('#evidence h2').waitFor();
      expect(await page.getByText('Why here in the list?').count()).toBe(0);
    }));

  test('a server is asked', async () => {
    const server = new DeskServer(STORY);
    const url = await server.start();
    const { page, problems } = await open(browser, `${url}#/chronology/break`);
    try {
      await page.getByText('Why here in the list?').click();
      const lines = page.locator('#evidence details li');
      await lines.nth(1).waitFor();
      expect(await lines.nth(0).innerText()).toContain('they stand in the order of their text.');
      expect(await lines.nth(0).getByRole('link').getAttribute('href')).toContain(`/${above.id}`);
      expect(await lines.nth(1).getByRole('link').getAttribute('href')).toContain(`/${below.id}`);
      expect(problems).toEqual([]);
    } finally {
      await page.context().close();
      server.close();
    }
  });
});
