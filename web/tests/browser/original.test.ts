/** Pages of originals in a real browser: shown beside the words, or the reason why not. */
import { deflateSync, crc32 } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './axe';
import { DeskServer } from './desk_server';
import { fixture, launch, open, publish } from './pages';

const LOG = '2b3e2c5737a3b6c4';
const ADDRESS = `/api/documents/${LOG}/pages/3`;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

/** A white page with a black line, as PNG. */
function paper(width: number, height: number): Buffer {
  const rows = Buffer.concat(
    Array.from({ length: height }, (_, y) =>
      Buffer.concat([Buffer.from([0]), Buffer.alloc(3 * width, y === 40 ? 0 : 255)]),
    ),
  );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const chunk = (name: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), content]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

async function serving(
  server: DeskServer,
  hash: string,
  act: (page: Page, requests: readonly string[]) => Promise<void>,
  allowed = /$^/,
): Promise<void> {
  const url = await server.start();
  const { page, problems, requests } = await open(browser, url + hash, {
    viewport: { width: 1280, height: 860 },
  });
  try {
    await page.locator('.foot').waitFor();
    await act(page, requests);
    expect(requests.filter((address) => !address.startsWith(url))).toEqual([]);
    expect(problems.filter((problem) => !allowed.test(problem))).toEqual([]);
  } finally {
    await page.context().close();
    server.close();
  }
}

const opener = (page: Page) => page.getByRole('button', { name: 'Show page 3 of the original' });

function knowing(): DeskServer {
  const server = new DeskServer(fixture('story.json'));
  server.me = { ...server.me, originals: true };
  return server;
}

describe('pages of originals', () => {
  test('asked for by a button only, shown under the words, put away again', () => {
    const server = knowing();
    server.pages.set(ADDRESS, paper(1191, 1684));
    return serving(server, '#/chronology/lower', async (page, requests) => {
      const asked = () => requests.filter((address) => address.endsWith(ADDRESS)).length;
      await opener(page).waitFor();
      expect(asked()).toBe(0);
      await opener(page).click();
      const image = page.getByRole('img', { name: 'Page 3 of operator/gate-log.pdf' });
      await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1191);
      const box = await image.boundingBox();
      expect(box!.width).toBeGreaterThan(300);
      expect(Math.abs(box!.height / box!.width - 1684 / 1191)).toBeLessThan(0.02);
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Hide the original' }).click();
      expect(await image.count()).toBe(0);
      await opener(page).waitFor();
    });
  });

  test('a file that changed: the page’s number, and the reason', () =>
    serving(
      knowing(),
      '#/chronology/lower',
      async (page) => {
        await opener(page).click();
        await page.getByText('Page 3 cannot be shown: it changed.').waitFor();
        expect(await page.locator('.evidence .page').first().textContent()).toContain('page 3');
        expect(await page.locator('figure.original img').count()).toBe(0);
        expect(await violations(page)).toEqual([]);
      },
      /404/,
    ));

  test('under Sources too', () => {
    const server = knowing();
    server.pages.set(ADDRESS, paper(300, 424));
    return serving(server, `#/sources/${LOG}`, async (page) => {
      await opener(page).click();
      await page.getByRole('img', { name: 'Page 3 of operator/gate-log.pdf' }).waitFor();
    });
  });

  test('where no originals are known the number stands alone', async () => {
    await serving(new DeskServer(fixture('story.json')), '#/chronology/lower', async (page) => {
      await page.locator('.evidence .page').first().waitFor();
      expect(await opener(page).count()).toBe(0);
    });
    const { page } = await open(browser, `${publish(fixture('story.json'))}#/chronology/lower`);
    await page.locator('.evidence .page').first().waitFor();
    expect(await opener(page).count()).toBe(0);
    await page.context().close();
  });
});
