/**
 * How soon the page shows something that can be used, and what it then holds in memory: prints JSON.
 *
 * node scripts/first_view.mjs URL
 *
 * Milliseconds from the start of the navigation, on the clock (`_ms`) and of the page's main thread on the processor
 * (`_cpu_ms`, which other work on the machine does not lengthen): `list` the first rows are there, `strip` the strip above
 * them, `whole` everything that the page reads has been taken in. `longest_task_ms` is the longest time that hand and key
 * waited meanwhile. Memory is the page's own heap after a collection of garbage; `bytes` is what each address sent.
 */
import { chromium } from 'playwright-core';

const [url, ...rest] = process.argv.slice(2);
if (!url || rest.length) {
  console.error('node scripts/first_view.mjs URL');
  process.exit(2);
}
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
});
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const cpu = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return Math.round(1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0));
  };
  await page.addInitScript(() => {
    globalThis.longestTask = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        globalThis.longestTask = Math.max(globalThis.longestTask, duration);
    }).observe({ type: 'longtask', buffered: true });
  });
  const asked = new Map();
  const bytes = {};
  session.on('Network.requestWillBeSent', ({ requestId, request }) =>
    asked.set(requestId, new URL(request.url).pathname),
  );
  session.on('Network.dataReceived', ({ requestId, dataLength }) => {
    const path = asked.get(requestId) ?? '';
    if (path.startsWith('/api/')) bytes[path] = (bytes[path] ?? 0) + dataLength;
  });
  await page.goto(url, { waitUntil: 'commit' });
  const since = () => page.evaluate(() => Math.round(performance.now()));
  await page.locator('section.list li[data-id]').first().waitFor({ timeout: 300_000 });
  const list_ms = await since();
  const list_cpu_ms = await cpu();
  await page.locator('.strip').first().waitFor({ timeout: 300_000 });
  const strip_ms = await since();
  await page.waitForFunction(() => !document.querySelector('[data-loading]'), null, { timeout: 300_000 });
  const whole_ms = await since();
  const whole_cpu_ms = await cpu();
  const longest_task_ms = await page.evaluate(() => Math.round(globalThis.longestTask));
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const rows = await page.locator('section.list li[data-id]').count();
  const times = { list_ms, list_cpu_ms, strip_ms, whole_ms, whole_cpu_ms, longest_task_ms };
  console.log(JSON.stringify({ ...times, heap_mb: Math.round(usedSize / 1e6), rows, bytes }));
} finally {
  await browser.close();
}
