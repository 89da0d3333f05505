/**
 * A large chronology: the first view stands on a page of events and on counts, while the rest is held back; the list never
 * holds more than the rows in sight; what others decide is read by itself, never with everything.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Chronology } from '../../src/data/chronology';
import type { Claim, Document, Event, Opening } from '../../src/generated/records';
import { DeskServer } from './desk_server';
import { fixture, launch, open, screenshots } from './pages';

const DAY_MS = 86_400_000;
const FIRST = 100;
const EVENTS = 3000;

let browser: Browser;
beforeAll(async () => (browser = await launch()));
afterAll(async () => browser?.close());

/** One document and one event of the story again and again, a day apart. */
function many(): Chronology {
  const story = fixture('story.json') as Chronology;
  const event = story.events.find(({ claims }) => claims.length === 1)!;
  const claim = story.claims.find(({ id }) => id === event.claims[0])!;
  const document = story.documents.find(({ id }) => id === claim.document)!;
  const events: Event[] = [];
  const claims: Claim[] = [];
  for (let number = 0; number < EVENTS; number += 1) {
    const day = new Date(Date.UTC(2001, 0, 1) + number * DAY_MS).toISOString().slice(0, 10);
    const when = { ...event.when, earliest: day, latest: day, granularity: 'day' as const, edtf: day };
    const id = `event${number}`;
    claims.push({ ...claim, id: `claim${number}`, event: id, when });
    events.push({
      ...event,
      id,
      gist: `Day ${number} of the works`,
      when,
      claims: [`claim${number}`],
      conflicts: [],
      after: [],
      before: [],
    });
  }
  return { ...story, title: 'The works', documents: [document as Document], claims, events };
}

function openingOf(data: Chronology): Opening {
  const buckets = Array.from({ length: 60 }, (_, i) => ({
    from: new Date(Date.UTC(2001, 0, 1) + i * 50 * DAY_MS).toISOString().replace('.000', ''),
    to: new Date(Date.UTC(2001, 0, 1) + (i + 1) * 50 * DAY_MS).toISOString().replace('.000', ''),
    count: EVENTS / 60,
    disputed: 0,
  }));
  return {
    ...data,
    hidden: [],
    decisions_last: 0,
    large: true,
    counts: {
      documents: 1,
      claims: EVENTS,
      events: EVENTS,
      undated: 0,
      disputed: 0,
      open: EVENTS,
      refused: 0,
    },
    density: { buckets, undated: 0 },
    claims: data.claims.slice(0, FIRST),
    events: data.events.slice(0, FIRST),
  };
}

test('the first view is used while the rest is held back; then everything is there', async () => {
  const data = many();
  const server = new DeskServer(data);
  server.opening = openingOf(data);
  let release = () => {};
  server.rest = new Promise((resolve) => (release = resolve));
  const url = await server.start();
  const { page, requests, problems } = await open(browser, url);
  const asked = () =>
    requests.map((address) => new URL(address).pathname).filter((path) => path.startsWith('/api/'));

  const rows = page.locator('section.list li');
  await rows.first().waitFor();
  expect(await page.locator('p.count').textContent()).toContain('100 of 3,000 events');
  // Counts of all draw the strip: columns from one end to the other.
  expect(await page.locator('.strip rect.sharp').count()).toBeGreaterThan(150);
  await rows.first().locator('a, button').first().click();
  await page.getByText('The words', { exact: true }).waitFor();
  await page.screenshot({ path: `${screenshots}/first-view-1280.png` });

  await page.getByRole('link', { name: /^Map/ }).click();
  await page.getByRole('heading', { name: 'This needs all 3,000 events.' }).waitFor();
  await page.screenshot({ path: `${screenshots}/first-view-waiting-1280.png` });
  expect(asked()).not.toContain('/api/chronology');
  release();
  await page.locator('[data-loading]').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: /^Chronology/ }).click();
  await rows.first().waitFor();
  expect(await page.locator('p.count').textContent()).toContain('3,000 events');

  // Only what is in sight, and a little around it, is in the document, wherever one scrolls.
  for (const share of [0, 0.5, 1]) {
    await page
      .locator('section.list')
      .evaluate((list, at) => (list.scrollTop = at * list.scrollHeight), share);
    await page.waitForTimeout(100);
    const count = await rows.count();
    expect(count).toBeGreaterThan(3);
    expect(count).toBeLessThan(60);
  }

  // Somebody merges the last two events: no more than what that reached is asked for.
  const wholes = server.wholes;
  server.other('Tom', { action: 'merge', target: 'event2999', after: { events: ['event2998'] } });
  await page.getByText('2,999 events').first().waitFor();
  expect(server.wholes).toBe(wholes);
  expect(asked().filter((path) => path === '/api/parts')).toHaveLength(1);
  expect(asked()).toContain('/api/decisions/reached');
  expect(problems).toEqual([]);
  await page.context().close();
  server.close();
});
