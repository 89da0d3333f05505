/** Each decision in a real browser against a server of the same shapes (desk_server.ts). */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DeskServer } from './desk_server';
import { fixture, launch, open, publish } from './pages';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

interface Deciding {
  readonly page: Page;
  readonly server: DeskServer;
}

/** Opens the served page, acts, and checks that it spoke with its own server alone and met no error. */
async function deciding(
  hash: string,
  act: (deciding: Deciding) => Promise<void>,
  {
    prepare = () => {},
    allowed = /$^/,
    width = 1280,
  }: { prepare?: (server: DeskServer) => void; allowed?: RegExp; width?: number } = {},
): Promise<void> {
  const server = new DeskServer(fixture('story.json'));
  prepare(server);
  const url = await server.start();
  const { page, problems, requests } = await open(browser, url + hash, { viewport: { width, height: 860 } });
  try {
    await page.locator('.foot').waitFor();
    await act({ page, server });
    expect(requests.filter((address) => !address.startsWith(url))).toEqual([]);
    expect(problems.filter((problem) => !allowed.test(problem))).toEqual([]);
  } finally {
    await page.context().close();
    server.close();
  }
}

const said = (page: Page) => page.locator('.foot [role=status]');
const focused = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement as HTMLElement | null;
    return active?.dataset.row ?? active?.dataset.decision ?? active?.id ?? active?.tagName ?? '';
  });
const last = (server: DeskServer) => server.posts.at(-1);
const rowIds = (page: Page) =>
  page.locator('a[data-row]').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.row));

describe('the review', () => {
  test('by keyboard: the most doubtful first, accept moves on, undo brings back', () =>
    deciding('#/review', async ({ page, server }) => {
      const [first, second] = await rowIds(page);
      expect(await page.locator('.progress').textContent()).toContain('4 of 31 decided');
      expect(await page.locator('.row').first().locator('.doubts').textContent()).toMatch(
        /disputed|dated by/,
      );
      await page.keyboard.press('j');
      expect(await focused(page)).toBe(first);
      await page.keyboard.press('a');
      await expect.poll(() => said(page).textContent()).toMatch(/^Accepted “/);
      expect(last(server)).toMatchObject({ action: 'accept', target: first });
      expect(await focused(page)).toBe(second);
      expect(page.url()).toContain(`#/review/${second}`);
      expect(await page.locator('.progress').textContent()).toContain('5 of 31 decided');
      await page.keyboard.press('x');
      await expect.poll(() => said(page).textContent()).toMatch(/^Rejected “/);
      await page.keyboard.press('z');
      await expect.poll(() => said(page).textContent()).toMatch(/^Undone: Rejected/);
      expect(page.url()).toContain(`#/review/${second}`);
      expect(await page.locator('.progress').textContent()).toContain('5 of 31 decided');
    }));

  test('by buttons: the focus stays on the same button of the next event', () =>
    deciding('#/review', async ({ page, server }) => {
      await page.getByRole('button', { name: 'Begin with the first' }).click();
      await page.getByRole('button', { name: 'Reject' }).click();
      await expect.poll(() => server.posts.length).toBe(1);
      await expect.poll(() => focused(page)).toBe('reject');
      await page.keyboard.press('Enter');
      await expect.poll(() => server.posts.length).toBe(2);
      expect(server.posts[0]?.target).not.toBe(server.posts[1]?.target);
    }));

  test('many decisions one after the other, faster than the answers', () =>
    deciding('#/review', async ({ page, server }) => {
      const ids = (await rowIds(page)).slice(0, 6);
      await page.keyboard.press('j');
      for (let count = 0; count < 6; count += 1) await page.keyboard.press('a');
      await expect.poll(() => server.posts.length).toBe(6);
      expect(new Set(server.posts.map(({ target }) => target)).size).toBe(6);
      expect(server.posts[0]?.target).toBe(ids[0]);
      await expect.poll(() => page.locator('.progress').textContent()).toContain('10 of 31');
      expect(await focused(page)).not.toBe('BODY');
    }));

  test('the filters apply, and the end is said', () =>
    deciding('#/review?disputed=1', async ({ page }) => {
      const count = (await rowIds(page)).length;
      expect(count).toBe(3);
      await page.keyboard.press('j');
      for (let each = 0; each < count; each += 1) await page.keyboard.press('a');
      await page.getByText('Nothing that passes the filters is left to decide.').waitFor();
      expect(await focused(page)).toBe('evidence');
      await page.getByRole('button', { name: 'Clear the filters' }).click();
      expect((await rowIds(page)).length).toBeGreaterThan(3);
    }));

  test('the help names every key, and a letter that is typed decides nothing', () =>
    deciding('#/review', async ({ page, server }) => {
      await page.keyboard.press('?');
      expect(await page.locator('dialog[open]').textContent()).toContain('undo your last decision');
      await page.keyboard.press('Escape');
      await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
      await page.keyboard.press('j');
      await page.keyboard.press('/');
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('type')))
        .toBe('search');
      await page.keyboard.type('axe');
      expect(server.posts).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.keyboard.press('e');
      await page.getByLabel('Line').fill('');
      await page.keyboard.type('xaz');
      expect(server.posts).toEqual([]);
      await page.keyboard.press('Escape');
      expect(await page.getByLabel('Line').count()).toBe(0);
      expect(await focused(page)).not.toBe('BODY');
    }));

  test('on a phone the next event opens over the list', () =>
    deciding(
      '#/review',
      async ({ page, server }) => {
        const [first] = await rowIds(page);
        await page.locator(`a[data-row="${first}"]`).click();
        await page.getByRole('button', { name: 'Accept' }).click();
        await expect.poll(() => last(server)?.target).toBe(first);
        await expect.poll(() => focused(page)).toBe('accept');
        expect(page.url()).not.toContain(first!);
        const bar = await page.locator('.foot').evaluate((foot) => foot.getBoundingClientRect().bottom);
        expect(bar).toBeLessThanOrEqual(860);
      },
      { width: 360 },
    ));
});

describe('decisions from the evidence', () => {
  test('edit: only what was changed, with the note; the list follows', () =>
    deciding('#/chronology/bought', async ({ page, server }) => {
      await page.keyboard.press('e');
      await page.getByLabel('Line').fill('Veltra Hydro buys the dam.');
      await page.getByLabel('Earliest').fill('2023-04-03');
      await page.getByLabel('Latest').fill('2023-04-30');
      expect(await page.locator('.means').textContent()).toContain(
        'Between Monday 3 April and Sunday 30 April 2023',
      );
      await page.getByLabel('Known to the').selectOption('month');
      await page.getByRole('button', { name: 'Add a figure' }).click();
      await page.getByLabel('At least, figure').fill('x');
      await page.getByLabel(/^Note/).fill('The deed in the land register.');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      expect(await page.locator('form').textContent()).toContain('A figure is a whole number');
      expect(server.posts).toEqual([]);
      await page.getByRole('button', { name: 'Remove figure 1' }).click();
      await page.keyboard.press('Control+Enter');
      await expect.poll(() => said(page).textContent()).toContain('Edited “Veltra Hydro buys the dam.”');
      expect(last(server)).toMatchObject({
        action: 'edit',
        target: 'bought',
        note: 'The deed in the land register.',
      });
      expect(Object.keys(last(server)?.after ?? {}).sort()).toEqual(['gist', 'when']);
      expect(last(server)?.after?.when).toMatchObject({
        earliest: '2023-04-03',
        latest: '2023-04-30',
        granularity: 'month',
      });
      expect(await page.locator('#evidence h2').textContent()).toBe('Veltra Hydro buys the dam.');
      expect(await page.locator('a[data-row="bought"]').textContent()).toBe('Veltra Hydro buys the dam.');
      expect(await focused(page)).not.toBe('BODY');
    }));

  test('what the server declines stays in the form', () =>
    deciding(
      '#/chronology/bought',
      async ({ page, server }) => {
        await page.getByRole('button', { name: 'Edit' }).click();
        await page.getByLabel('Line').fill('Another line.');
        server.refuse = 'gist must have 1 to 500 characters';
        await page.getByRole('button', { name: 'Save', exact: true }).click();
        await page.locator('form [role=alert]', { hasText: '1 to 500' }).waitFor();
        expect(await page.getByLabel('Line').inputValue()).toBe('Another line.');
        await page.getByRole('button', { name: 'Save', exact: true }).click();
        await expect.poll(() => said(page).textContent()).toContain('Edited');
      },
      { allowed: /422/ },
    ));

  test('merge: candidates by nearness and search, side by side, redirect, un-merge', () =>
    deciding('#/chronology/crack', async ({ page, server }) => {
      await page.keyboard.press('m');
      await page.keyboard.type('jams');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      expect(await page.locator('.sides .gist').allTextContents()).toEqual([
        'A second crack opens in the spillway.',
        'Gate two jams and does not answer.',
      ]);
      await page.getByLabel('of the other').check();
      await page.getByRole('button', { name: 'Merge', exact: true }).last().click();
      await expect
        .poll(() => last(server))
        .toMatchObject({ action: 'merge', target: 'jam', after: { events: ['crack'] } });
      await expect.poll(() => page.url()).toContain('#/chronology/jam');
      expect(await page.locator('a[data-row="crack"]').count()).toBe(0);
      await page.keyboard.press('u');
      await page.getByRole('button', { name: /Take out what reviewer merged in: 2 claims/ }).click();
      expect(await page.locator('form input[type=checkbox]:checked').count()).toBe(2);
      await page
        .locator('form')
        .getByRole('button', { name: /^Un-merge/ })
        .click();
      await expect.poll(() => last(server)).toMatchObject({ action: 'unmerge', target: 'jam' });
      await expect.poll(() => said(page).textContent()).toContain('Un-merged');
    }));

  test('split: some claims, never none, never all', () =>
    deciding('#/chronology/jam', async ({ page, server }) => {
      await page.getByRole('button', { name: 'Split' }).click();
      await page
        .locator('form')
        .getByRole('button', { name: /^Split/ })
        .click();
      await page.getByText('Tick the claims that are of another event.').waitFor();
      for (const box of await page.locator('form input[type=checkbox]').all()) await box.check();
      await page
        .locator('form')
        .getByRole('button', { name: /^Split/ })
        .click();
      await page.getByText('At least one claim must stay.').waitFor();
      await page.locator('form input[type=checkbox]').first().uncheck();
      await page.locator('form').getByRole('button', { name: 'Split 2 claims' }).click();
      await expect.poll(() => last(server)?.action).toBe('split');
      expect((last(server)?.after?.claims as string[]).length).toBe(2);
    }));

  test('pin, hide, show again', () =>
    deciding('#/chronology/bought', async ({ page, server }) => {
      await page.keyboard.press('p');
      await expect.poll(() => last(server)?.action).toBe('pin');
      expect(Object.keys(last(server)?.after ?? {})).toContain('when');
      await page.keyboard.press('h');
      await expect.poll(() => said(page).textContent()).toContain('Hid “Veltra');
      await page.getByText('Hidden: in no list').waitFor();
      expect(await page.locator('a[data-row="bought"]').count()).toBe(0);
      await page.goto(page.url().replace('/chronology/bought', '/chronology/bought?hidden=1'));
      expect(await page.locator('a[data-row="bought"]').count()).toBe(1);
      await page.getByRole('button', { name: 'Show again' }).click();
      await expect.poll(() => server.data.hidden).toEqual([]);
    }));

  test('a note goes with the decision', () =>
    deciding('#/chronology/bought', async ({ page, server }) => {
      await page.keyboard.press('n');
      await page.keyboard.type('The deed says so.');
      await page.getByRole('button', { name: 'Reject with this note' }).click();
      await expect.poll(() => last(server)).toMatchObject({ action: 'reject', note: 'The deed says so.' });
      await page.keyboard.press('n');
      await page.keyboard.type('For later.');
      await page.getByRole('button', { name: 'Keep it for my next decision' }).click();
      await page.keyboard.press('a');
      await expect.poll(() => last(server)).toMatchObject({ action: 'accept', note: 'For later.' });
    }));

  test('one claim is rejected', () =>
    deciding('#/chronology/jam', async ({ page, server }) => {
      await page.getByText('How this was read').first().click();
      await page
        .getByRole('button', { name: /^Reject the claim/ })
        .first()
        .click();
      await expect.poll(() => last(server)).toMatchObject({ action: 'reject', after: { claim: true } });
      expect(last(server)?.target).toMatch(/^c-jam/);
      await expect.poll(() => said(page).textContent()).toContain('Rejected a claim of');
      expect(await focused(page)).not.toBe('BODY');
    }));

  test('an event by hand', () =>
    deciding('#/chronology', async ({ page, server }) => {
      await page.getByRole('button', { name: 'Add an event' }).click();
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByText('The line must say something.').waitFor();
      await page.getByLabel('Line').fill('The union asks for the second log.');
      await page.getByLabel('Earliest').fill('2024-11-16');
      await page.getByRole('button', { name: 'Add an actor' }).click();
      await page.getByLabel('Actor 1', { exact: true }).fill('Harbour Union');
      await page.getByLabel(/^Note/).fill('I was there.');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await expect.poll(() => page.url()).toContain('#/chronology/by-hand-d1');
      expect(last(server)).toMatchObject({ action: 'add', target: '', note: 'I was there.' });
      expect(await page.locator('#evidence h2').textContent()).toBe('The union asks for the second log.');
      expect(await page.locator('dialog[open]').count()).toBe(0);
      await expect.poll(() => focused(page)).toBe('evidence');
    }));

  test('who is meant, everywhere', () =>
    deciding('#/chronology/ask', async ({ page, server }) => {
      await page.getByRole('button', { name: 'Change everywhere: Ministry of Energy' }).click();
      await page.getByLabel('is called').check();
      await page.getByLabel('Name', { exact: true }).fill('Ministry of Energy and Water');
      await page.getByRole('button', { name: 'Change everywhere', exact: true }).click();
      await expect
        .poll(() => last(server))
        .toMatchObject({
          action: 'identity',
          after: { name: 'Ministry of Energy and Water' },
        });
      await expect.poll(() => page.locator('.marks').first().textContent()).toBeTruthy();
      await expect
        .poll(() => page.locator('#evidence').textContent())
        .toContain('Ministry of Energy and Water →');
    }));
});

describe('documents', () => {
  const openDocument = (page: Page, name: string) => page.getByRole('link', { name }).first().click();

  test('a date', () =>
    deciding('#/sources', async ({ page, server }) => {
      await openDocument(page, 'notes/hinge.txt');
      await page.getByRole('button', { name: 'Set the date' }).click();
      await page.keyboard.type('soon');
      await page.locator('form').getByRole('button', { name: 'Set the date' }).click();
      await page.getByText('Write it as 2024, 2024-11 or 2024-11-13.').waitFor();
      await page.getByLabel('Published on').fill('2024-11-20');
      await page.keyboard.press('Enter');
      await expect
        .poll(() => last(server))
        .toMatchObject({ action: 'date', after: { published: '2024-11-20' } });
      await page.getByText('20 November 2024, given by hand').first().waitFor();
    }));

  test('restricted, and not', () =>
    deciding('#/sources', async ({ page, server }) => {
      await openDocument(page, 'Radio Sundal');
      await page.getByRole('button', { name: 'Mark as restricted' }).click();
      await page.getByText('Restricted: its text is kept out of what is published.').waitFor();
      expect(last(server)?.action).toBe('restrict');
      await page.getByRole('button', { name: 'Lift the restriction' }).click();
      await page.getByRole('button', { name: 'Mark as restricted' }).waitFor();
    }));

  test('a missed claim, its words typed', () =>
    deciding('#/sources', async ({ page, server }) => {
      await openDocument(page, 'Fwd: the log');
      await page.getByRole('button', { name: 'Add a missed claim' }).click();
      await page.keyboard.type('we passed');
      await page.getByText('These words do not stand in the text.').waitFor();
      await page.getByLabel(/Mark the words/).fill('We passed the message on within the hour.');
      await page.getByText('Found in the text, and marked there.').waitFor();
      expect(await page.locator('.source-text mark').textContent()).toBe(
        'We passed the message on within the hour.',
      );
      await page.getByLabel('The word that names what happened').selectOption({ label: 'passed' });
      await page.getByLabel('Kind').selectOption('statement');
      await page.getByRole('button', { name: 'Add the claim' }).click();
      await expect.poll(() => last(server)?.action).toBe('claim');
      const { after, target } = last(server)!;
      const text = Array.from(server.data.documents.find(({ id }) => id === target)!.text);
      const of = ({ start, end }: { start: number; end: number }) => text.slice(start, end).join('');
      expect(of(after as { start: number; end: number })).toBe('We passed the message on within the hour.');
      expect(of(after?.trigger as { start: number; end: number })).toBe('passed');
      await page.getByRole('link', { name: 'We passed the message on within the hour.' }).waitFor();
    }));

  test('a missed claim, its words marked with the pointer, behind an emoji', () =>
    deciding('#/sources', async ({ page, server }) => {
      await openDocument(page, 'Fwd: the log');
      await page.getByRole('button', { name: 'Add a missed claim' }).click();
      await page.evaluate(() => {
        const piece = [...document.querySelectorAll('[data-start]')].find((each) =>
          each.textContent?.includes('He says little'),
        )!;
        const node = [...piece.childNodes].filter((each) => each.textContent?.includes('He says')).at(-1)!;
        const text = node instanceof Text ? node : node.firstChild!;
        const at = text.textContent!.indexOf('He says little');
        getSelection()!.setBaseAndExtent(text, at, text, at + 'He says little'.length);
      });
      await expect.poll(() => page.getByLabel(/Mark the words/).inputValue()).toBe('He says little');
      await page.getByRole('button', { name: 'Add the claim' }).click();
      await expect.poll(() => last(server)?.action).toBe('claim');
      const { after, target } = last(server)!;
      const { start, end } = after as { start: number; end: number };
      const text = Array.from(server.data.documents.find(({ id }) => id === target)!.text);
      expect(text.slice(start, end).join('')).toBe('He says little');
    }));

  test('added from the browser: chosen, refused, progress told', () =>
    deciding(
      '#/sources',
      async ({ page, server }) => {
        const file = (name: string) => ({
          name,
          mimeType: 'text/plain',
          buffer: Buffer.from('date 2024-11-20\n\nIt rained.'),
        });
        await page.getByLabel('Files to add').setInputFiles([file('setup.exe')]);
        await page.locator('[role=alert]', { hasText: 'no such form is read' }).waitFor();
        await page.getByLabel('Files to add').setInputFiles([file('rain.txt'), file('more.txt')]);
        await expect.poll(() => server.uploads).toEqual(['rain.txt', 'more.txt']);
        await page.getByText('reading, 0 of 2').waitFor();
        server.tell('job', { id: 'job1', state: 'running', stage: 'reading', done: 1, total: 2 });
        await page.getByText('reading, 1 of 2').waitFor();
        server.jobs[0] = {
          ...server.jobs[0]!,
          state: 'done',
          done: 2,
          added: 1,
          refused: [{ path: 'more.txt', reason: 'the file holds no text', code: 'empty' }],
        };
        server.tell('job', { id: 'job1', state: 'done' });
        await page.getByText('1 document added').waitFor();
        await page.getByText('the file holds no text').first().waitFor();
      },
      { allowed: /413/ },
    ));
});

describe('two at once, and a cut line', () => {
  test('what somebody else does is seen', () =>
    deciding('#/chronology/bought', async ({ page, server }) => {
      await page.waitForTimeout(300);
      server.other('Ana Solvei', { action: 'accept', target: 'bought' });
      await expect.poll(() => said(page).textContent()).toBe('Ana Solvei accepted “Veltra buys the dam.”.');
      expect(await page.locator('#evidence .marks .accepted').count()).toBe(1);
      server.other('Ana Solvei', { action: 'merge', target: 'crack', after: { events: ['jam'] } });
      await expect.poll(() => page.locator('a[data-row="jam"]').count()).toBe(0);
    }));

  test('changed meanwhile: what the other did is shown; sent again it holds', () =>
    deciding(
      '#/chronology/bought',
      async ({ page, server }) => {
        await page.waitForTimeout(300);
        server.tell = () => {};
        server.other('Ana Solvei', { action: 'reject', target: 'bought', note: 'No deed was found.' });
        await page.keyboard.press('a');
        const box = page.locator('.outbox');
        await box.getByText('Ana Solvei').waitFor();
        expect(await box.textContent()).toContain('No deed was found.');
        expect(await page.locator('#evidence .marks').textContent()).toContain('rejected');
        await box.getByRole('button', { name: 'Send mine all the same' }).click();
        await expect.poll(() => said(page).textContent()).toContain('Accepted');
        expect(await page.locator('.outbox').count()).toBe(0);
      },
      { allowed: /409/ },
    ));

  test('a decision that cannot be sent outlives the page, and is offered again', () =>
    deciding(
      '#/chronology/bought',
      async ({ page, server }) => {
        server.down = true;
        await page.keyboard.press('a');
        await page.getByText('1 decision not taken yet').waitFor();
        expect(await page.locator('#evidence').textContent()).toContain('Not sent yet');
        await page.reload();
        await page.getByText('1 decision not taken yet').waitFor();
        server.down = false;
        await page.getByRole('button', { name: 'Try again' }).click();
        await expect.poll(() => said(page).textContent()).toContain('Accepted');
        expect(server.log.length).toBe(1);
        await page.reload();
        await page.locator('.foot').waitFor();
        expect(await page.locator('.outbox').count()).toBe(0);
      },
      { allowed: /ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_INCOMPLETE/ },
    ));
});

describe('history', () => {
  const prepare = (server: DeskServer) => {
    server.other('Ana Solvei', {
      action: 'edit',
      target: 'bought',
      after: { gist: 'Veltra takes over the dam.' },
      note: 'The deed.',
    });
    server.other('Tom Weir', { action: 'accept', target: 'rust' });
  };
  test('of everything: who, when, before and after; undone with one press, and it stays', () =>
    deciding(
      '#/history',
      async ({ page, server }) => {
        const lines = page.locator('.log > li');
        await expect.poll(() => lines.count()).toBe(2);
        expect(await lines.nth(1).textContent()).toContain('“Veltra buys the dam.”');
        expect(await lines.nth(1).locator('ins').textContent()).toBe('“Veltra takes over the dam.”');
        await lines.nth(1).getByRole('button', { name: /^Undo/ }).click();
        await expect.poll(() => lines.count()).toBe(3);
        expect(last(server)).toMatchObject({ action: 'undo', target: 'd1' });
        expect(await lines.nth(0).textContent()).toContain('undid an edit by Ana Solvei');
        expect(await lines.nth(2).textContent()).toContain('undone by reviewer');
        expect(await lines.nth(2).getByRole('button').count()).toBe(0);
        await lines.nth(2).getByRole('link').click();
        expect(page.url()).toContain('#/chronology/bought');
      },
      { prepare },
    ));
  test('of one event', () =>
    deciding(
      '#/chronology/bought',
      async ({ page }) => {
        await page.getByText('History: 1 decision').click();
        expect(await page.locator('.history .log').textContent()).toContain('The deed.');
      },
      { prepare },
    ));
  test('nothing yet', () =>
    deciding('#/history', async ({ page }) => {
      await page.getByText('Nobody has decided anything yet.').waitFor();
    }));
});

describe('who decides', () => {
  test('a name that stays in this browser', () =>
    deciding('#/chronology/bought', async ({ page, server }) => {
      await page.getByRole('button', { name: /change the name/ }).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.type('Ana Solvei');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /Ana Solvei/ }).waitFor();
      await page.keyboard.press('a');
      await expect.poll(() => last(server)?.who).toBe('Ana Solvei');
    }));
  test('whoever may only read finds no button', () =>
    deciding(
      '#/chronology/bought',
      async ({ page, server }) => {
        expect(await page.getByRole('group', { name: 'Decide on this event' }).count()).toBe(0);
        expect(await page.getByRole('link', { name: /^Review/ }).count()).toBe(0);
        expect(await page.getByRole('link', { name: 'History' }).count()).toBe(1);
        await page.keyboard.press('a');
        expect(server.posts).toEqual([]);
      },
      { prepare: (server) => (server.me = { ...server.me, role: 'reader' }) },
    ));
  test('a published file finds none either', async () => {
    const { page, problems, requests } = await open(browser, `${publish(fixture('story.json'))}#/review`);
    expect(await page.getByRole('group', { name: 'Decide on this event' }).count()).toBe(0);
    expect(await page.getByRole('navigation').textContent()).not.toMatch(/Review|History/);
    expect(await page.locator('.foot').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Add an event' }).count()).toBe(0);
    expect([problems, requests.length]).toEqual([[], 1]);
    await page.context().close();
  });
});
