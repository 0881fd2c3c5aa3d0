/** Watchlists: made, filled, ordered and noted by keyboard, marked as read, shared, deleted and taken back. */
import { readFileSync } from 'node:fs';

import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { launchChromium } from '#tests/support/chromium.ts';
import { makeMember, makeOwner, query, type Send, type TestMember } from '#tests/support/members.ts';

import { readHeadline, visit } from './visit.ts';

const baseUrl = inject('baseUrl');
const databaseUrl = inject('databaseUrl');
const send: Send = (method, target, body, headers) =>
  fetch(new URL(target, baseUrl), {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

let browser: Browser;
let owner: TestMember;
let vic: TestMember;
beforeAll(async () => {
  browser = await launchChromium();
  owner = await makeOwner(send, databaseUrl, 'owner@firm.example', baseUrl);
  vic = await makeMember(send, owner, 'vic@firm.example', 'viewer', baseUrl);
});
afterAll(async () => {
  await browser.close();
  // Other files meet a Waterline without members.
  await query(
    databaseUrl,
    `DELETE FROM watchlist_share; DELETE FROM watchlist_item; DELETE FROM watchlist;
     DELETE FROM app_user; DELETE FROM one_time_link`,
  );
});

/** A page of somebody who is signed in. */
async function open(
  path: string,
  options: { width?: number; theme?: 'light' | 'dark'; who?: TestMember } = {},
) {
  const { who = owner, ...rest } = options;
  const visited = await visit(browser, { baseUrl, path: '/method', ...rest });
  const [name = '', ...value] = who.cookie.split('=');
  await visited.page.context().addCookies([{ name, value: value.join('='), url: baseUrl }]);
  visited.page.setDefaultTimeout(15_000);
  await visited.page.goto(path, { waitUntil: 'networkidle' });
  return visited;
}

async function axeFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

/** First lines of the rows, handles left out. */
async function rowsOf(page: Page): Promise<readonly string[]> {
  const heads = await page.getByRole('rowheader').allInnerTexts();
  return heads.map((text) => text.split('\n').find((line) => /\w/.test(line)) ?? '');
}

async function add(page: Page, kind: string, ref: string, title: string): Promise<void> {
  await page.getByLabel('Kind', { exact: true }).selectOption(kind);
  await page.getByLabel('Name, ticker or id').fill(ref);
  await page.keyboard.press('Enter');
  await page.getByText(`${title} is on the list.`).waitFor();
}

describe('watchlists', () => {
  it('say what they are to who is not signed in', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/' });
    await page.keyboard.press('g');
    await page.keyboard.press('w');
    await page.waitForURL('**/watchlists');
    const link = page.getByRole('main').getByRole('link', { name: 'Sign in' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe('/sign-in?next=%2Fwatchlists');
    expect(await axeFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('are made, filled and ordered by keyboard, and a reload shows the same', async () => {
    const { page, complaints } = await open('/watchlists');
    await page.getByLabel('Name of a new watchlist').focus();
    await page.keyboard.type('Memory');
    await page.keyboard.press('Enter');
    await page.getByText('“Memory” is made.').waitFor();
    await add(page, 'stock', 'MU', 'Micron');
    await add(page, 'technique', 'mla', 'Multi-head latent attention (DeepSeek)');
    await add(page, 'issuer', 'Microsoft', 'Microsoft');
    await expect
      .poll(() => rowsOf(page))
      .toEqual(['Micron', 'Multi-head latent attention (DeepSeek)', 'Microsoft']);

    await page.getByRole('button', { name: 'Move Microsoft, place 3 of 3' }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByText('Microsoft, place 1 of 3.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Move Microsoft, place 1 of 3',
    );
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('j');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Move Micron, place 2 of 3',
    );
    const wanted = ['Microsoft', 'Micron', 'Multi-head latent attention (DeepSeek)'];
    expect(await rowsOf(page)).toEqual(wanted);
    await page.locator('table[aria-busy=false]').waitFor();
    await page.reload({ waitUntil: 'networkidle' });
    expect(await rowsOf(page)).toEqual(wanted);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('move by pointer, keep a move that is just made when the page is left, and take notes', async () => {
    const { page, complaints } = await open('/watchlists');
    const handle = page.getByRole('button', { name: 'Move Microsoft' });
    const last = page.getByRole('row', { name: /Multi-head/ });
    const [from, to] = [await handle.boundingBox(), await last.boundingBox()];
    if (from === null || to === null) throw new Error('the rows are not drawn');
    await page.mouse.move(from.x + 8, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 40, to.y + to.height / 2, { steps: 6 });
    await page.mouse.up();
    await page.getByText('Microsoft, place 3 of 3.').waitFor();
    const kept = page.waitForResponse(
      (response) => response.request().method() === 'PATCH' && response.status() === 200,
    );
    await page.getByRole('link', { name: 'Sources', exact: true }).last().click();
    await page.waitForURL('**/sources');
    await kept;
    await page.goto('/watchlists', { waitUntil: 'networkidle' });
    expect(await rowsOf(page)).toEqual(['Micron', 'Multi-head latent attention (DeepSeek)', 'Microsoft']);

    await page.getByRole('button', { name: 'Note on Micron' }).click();
    await page.keyboard.type('after the\nresults');
    await page.getByRole('button', { name: 'Keep' }).click();
    await page.locator('table[aria-busy=false]').waitFor();
    await page.reload({ waitUntil: 'networkidle' });
    expect(await page.getByRole('row', { name: /Micron/ }).innerText()).toContain('after the\nresults');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('refuse what does not exist by name, and take things off with undo', async () => {
    const { page } = await open('/watchlists');
    await page.getByLabel('Name, ticker or id').fill('MUU');
    await page.keyboard.press('Enter');
    await page.getByText('“MUU” is no ticker of a listing; nearest are MU').waitFor();
    await page.getByRole('button', { name: 'Take off Micron' }).click();
    await page.getByText('Micron is taken off.').waitFor();
    await expect.poll(() => rowsOf(page)).toEqual(['Multi-head latent attention (DeepSeek)', 'Microsoft']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Micron is back.').waitFor();
    await expect
      .poll(() => rowsOf(page))
      .toEqual(['Micron', 'Multi-head latent attention (DeepSeek)', 'Microsoft']);
    expect(await page.getByRole('row', { name: /Micron/ }).innerText()).toContain('results');
    await page.context().close();
  });

  it('tell who changed an older version, and show the newer one', async () => {
    const { page } = await open('/watchlists');
    const id = await idOf('Memory');
    const { version } = (await (
      await send('GET', `/api/v1/watchlists/${id}`, undefined, owner.headers)
    ).json()) as {
      version: number;
    };
    await send('PATCH', `/api/v1/watchlists/${id}`, { version, name: 'Memory stocks' }, owner.headers);
    await page.getByRole('button', { name: 'Move Microsoft' }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByText(/was saved by owner@firm.example/).waitFor();
    await page.getByRole('button', { name: 'Show the newer version' }).click();
    await page.getByRole('link', { name: 'Memory stocks' }).waitFor();
    await expect
      .poll(() => rowsOf(page))
      .toEqual(['Micron', 'Multi-head latent attention (DeepSeek)', 'Microsoft']);
    await page.context().close();
  });

  it('count what is new until they are marked as read, with undo, and show it first when asked', async () => {
    const id = await idOf('Memory stocks');
    await query(databaseUrl, `UPDATE watchlist SET seen_at = '2026-06-30' WHERE id = $1`, [id]);
    const { page } = await open('/watchlists');
    const headline = await readHeadline(page);
    expect(headline).toMatch(/^\d+ changes since 30 Jun 2026: .*1 guide on another measure,/);
    await page.getByRole('link', { name: 'Unread first' }).click();
    await page.waitForURL('**first=unread');
    await expect.poll(async () => (await rowsOf(page)).at(-1)).toBe('Multi-head latent attention (DeepSeek)');
    await page.reload({ waitUntil: 'networkidle' });
    expect(await readHeadline(page)).toBe(headline);
    await page.getByRole('button', { name: 'Mark as read' }).click();
    await expect.poll(() => readHeadline(page)).toMatch(/^Nothing changed on “Memory stocks” since/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => readHeadline(page)).toBe(headline);
    await page.context().close();
  });

  it('show the columns that are chosen, and say which figures are missing', async () => {
    const { page } = await open('/watchlists');
    const micron = page.getByRole('row', { name: /Micron/ });
    expect(await micron.innerText()).toContain('no prices');
    await page.getByText('Columns', { exact: true }).click();
    await page.getByRole('checkbox', { name: /^HBM share/ }).check();
    await page.getByText('HBM share is shown.').waitFor();
    await page.getByRole('columnheader', { name: /HBM share/ }).waitFor();
    await page.reload({ waitUntil: 'networkidle' });
    expect(await page.getByRole('columnheader', { name: /HBM share/ }).count()).toBe(1);
    await page.context().close();
  });

  it('go out as CSV and come in again', async () => {
    const { page } = await open('/watchlists');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV', exact: true }).click();
    const file = await (await download).path();
    expect(readFileSync(file, 'utf8')).toContain('kind,id,note\r\nstock,MU,"after the\nresults"\r\n');
    await page.getByLabel('Name of a new watchlist').fill('Copy');
    await page.keyboard.press('Enter');
    await page.getByText('“Copy” is made.').waitFor();
    await page.getByText('Nothing stands on this list yet.').waitFor();
    await page.getByLabel('CSV file with kind, id, note').setInputFiles(file);
    await expect
      .poll(() => rowsOf(page))
      .toEqual(['Micron', 'Multi-head latent attention (DeepSeek)', 'Microsoft']);
    await page.getByLabel('CSV file with kind, id, note').setInputFiles({
      name: 'bad.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('kind,id,note\nstock,MU,x\nstock,NOPE,y\n'),
    });
    await page.getByText(/line 3: “NOPE” is no ticker/).waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('“Copy” is deleted.').waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'Copy', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('“Copy” is back.').waitFor();
    await page.getByRole('link', { name: 'Copy', exact: true }).waitFor();
    await page.context().close();
  });
});

describe('w', () => {
  it('puts the company, technique or model of the page on a list', async () => {
    const { page, complaints } = await open('/companies/WDC');
    await page.keyboard.press('w');
    const dialog = page.getByRole('dialog', { name: 'Watch Western Digital' });
    await dialog.getByRole('button', { name: 'Memory stocks' }).focus();
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await dialog.getByText('Western Digital is on Memory stocks.').waitFor();
    for (const [path, title] of [
      ['/techniques/mqa', 'Multi-query attention'],
      ['/models/gpt2-xl', 'GPT-2 XL'],
    ] as const) {
      await page.goto(path, { waitUntil: 'networkidle' });
      await page.keyboard.press('w');
      await page.getByRole('dialog').getByRole('button', { name: 'Memory stocks' }).click();
      await page.getByRole('dialog').getByText(`${title} is on Memory stocks.`).waitFor();
    }
    await page.goto('/watchlists', { waitUntil: 'networkidle' });
    expect((await rowsOf(page)).slice(3)).toEqual(['Western Digital', 'Multi-query attention', 'GPT-2 XL']);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('a shared list', () => {
  it('opens by its link alone, without notes, for nobody to find, and no more once it is ended', async () => {
    const { page } = await open('/watchlists');
    await page.getByRole('button', { name: 'Share' }).click();
    const drawer = page.getByRole('dialog', { name: 'Share Memory stocks' });
    await drawer.getByRole('button', { name: 'Make a link' }).click();
    const url = (await drawer.locator('code').innerText()).replace(/^http:\/\/[^/]+/, baseUrl);
    expect(await axeFaults(page)).toEqual([]);

    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    const html = await answer.text();
    expect(html).toContain('Western Digital');
    for (const own of ['results', owner.email, 'Ona Owner']) expect(html, own).not.toContain(own);

    for (const [theme, width] of [
      ['light', 1440],
      ['dark', 390],
    ] as const) {
      const stranger = await visit(browser, { baseUrl, path: new URL(url).pathname, theme, width });
      await stranger.page.getByRole('heading', { level: 1, name: 'Memory stocks' }).waitFor();
      expect(await axeFaults(stranger.page)).toEqual([]);
      expect(await stranger.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      );
      const asked = stranger.page.waitForRequest('**/companies/MU');
      await stranger.page.getByRole('link', { name: 'Micron' }).click();
      expect((await (await asked).allHeaders())['referer']).toBeUndefined();
      expect(stranger.complaints).toEqual([]);
      await stranger.page.context().close();
    }

    await drawer.getByRole('button', { name: 'End' }).click();
    await drawer.getByText('Nobody but you.').waitFor();
    const [ended, unknown] = [
      await fetch(url),
      await fetch(`${baseUrl}/shared/watchlists/${'x'.repeat(43)}`),
    ];
    expect([ended.status, unknown.status]).toEqual([404, 404]);
    expect(await ended.text()).not.toContain('Western Digital');
    await page.context().close();
  });

  it('is read by a colleague who is chosen by name', async () => {
    const { page } = await open('/watchlists');
    await page.getByRole('button', { name: 'Share' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('A colleague').selectOption({ label: vic.email });
    await drawer.getByRole('button', { name: 'Let them read' }).click();
    await drawer.getByRole('listitem').filter({ hasText: vic.email }).waitFor();
    await page.context().close();

    const reader = await open('/watchlists', { who: vic });
    await reader.page.getByRole('link', { name: 'Memory stocks, Ona Owner' }).click();
    await expect.poll(() => readHeadline(reader.page)).toBe('“Memory stocks”, a list of Ona Owner.');
    expect(await reader.page.getByRole('main').innerText()).not.toContain('results');
    expect(await reader.page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
    await reader.page.context().close();
  });
});

describe('the page', () => {
  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('fits and passes axe, %s at %i px', async (theme, width) => {
    const { page, complaints } = await open('/watchlists', { theme, width });
    await page.getByText('Columns', { exact: true }).click();
    await page.getByRole('region', { name: 'Table of Memory stocks' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

async function idOf(name: string): Promise<string> {
  const { items } = (await (await send('GET', '/api/v1/watchlists', undefined, owner.headers)).json()) as {
    items: { id: string; name: string }[];
  };
  return items.find((each) => each.name === name)?.id ?? '';
}
