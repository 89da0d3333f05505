// Pictures of a chronology's page, taken in Chromium: `node make_screenshots.mjs FOLDER < views.json`.
// views.json: {"page": "file:///…/index.html", "views": [{"name", "hash", "width", "height", "dark"?, "click"?, "keys"?}]}
// "click" names a button that is pressed first, "keys" are pressed after it, one after the other. A page that asks for
// anything but itself, or for anything beyond its own server, fails the run.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const require = createRequire(new URL('../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');

const folder = process.argv[2];
const { page: address, views } = JSON.parse(await text(process.stdin));
const served = /^http:/.test(address);
const isOwn = (asked) => (served ? asked.startsWith(address) : asked === address) || /^(data|blob):/.test(asked);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking'],
});
try {
  for (const { name, hash, width, height, dark, click, keys = [] } of views) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      timezoneId: 'UTC',
      locale: 'en-GB',
    });
    const page = await context.newPage();
    const elsewhere = [];
    page.on('request', (request) => {
      const asked = request.url().split('#')[0];
      if (!isOwn(asked)) elsewhere.push(asked);
    });
    await page.goto(address + hash);
    await page.locator('h1').first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    if (click) await page.getByRole('button', { name: click }).click();
    if (served) await page.locator('.foot').waitFor();
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.waitForTimeout(150);
    }
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    if (elsewhere.length) throw new Error(`the page asked for ${elsewhere.join(', ')}`);
    await context.close();
  }
} finally {
  await browser.close();
}
