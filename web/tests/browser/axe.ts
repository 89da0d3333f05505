/** What axe finds on a page, one line for each rule that is broken. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const run = (window as unknown as { axe: { run(root: Document, options: object): Promise<any> } }).axe
      .run;
    const found = await run(document, { runOnly: { type: 'tag', values: tags } });
    return found.violations.map(
      (each: any) =>
        `${each.id}: ${each.nodes.map((node: any) => `${node.target} ${node.failureSummary}`).join(' | ')}`,
    );
  });
}
