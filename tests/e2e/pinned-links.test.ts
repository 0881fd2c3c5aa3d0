/** Pinned links: copied by keyboard, the same after a revision and saying so, opened on a phone by whoever has no account. */
import { readFile } from 'node:fs/promises';

import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import type { Imported, Preview, Undone } from '#lib/contracts/imports/imports.ts';
import { launchChromium } from '#tests/support/chromium.ts';
import { makeOwner, query, type Send, type TestMember } from '#tests/support/members.ts';

import { readHeadline, visit } from './visit.ts';

const baseUrl = inject('baseUrl');
const databaseUrl = inject('databaseUrl');
const SCENARIO = 'x=0.5&e=1.2&v=1';

const send: Send = (method, target, body, headers) =>
  fetch(new URL(target, baseUrl), {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

let browser: Browser;
let owner: TestMember;
let batch: number | null = null;
beforeAll(async () => {
  browser = await launchChromium();
  owner = await makeOwner(send, databaseUrl, 'ona@firm.example', baseUrl);
});
afterAll(async () => {
  await browser.close();
  // Other files meet the facts that were shipped, and a Waterline without members.
  if (batch !== null) {
    const undone = await send(
      'POST',
      '/api/v1/imports/undo',
      { batchId: batch, reason: 'the test is over' },
      owner.headers,
    );
    expect((await undone.json()) as Undone).toMatchObject({ restored: 1 });
  }
  await query(databaseUrl, 'DELETE FROM app_user; DELETE FROM one_time_link');
});

async function open(path: string, width = 1440): Promise<Page> {
  const { page } = await visit(browser, { baseUrl, path, width });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  page.setDefaultTimeout(15_000);
  return page;
}

/** Presses Y and gives what lies in the clipboard. */
async function copyPinned(page: Page): Promise<string> {
  await page.keyboard.press('Y');
  await page.getByText(/^Pinned link copied: data version \d+, model \d+\.\d+\.\d+\.$/).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

async function pressForFile(page: Page): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('d')]);
  return readFile(await download.path(), 'utf8');
}

/** The lines of a file that hold figures: not those about the file, whose link and age move on. */
function rowsOf(file: string): readonly string[] {
  return file.split('\n').filter((line) => !/^"?#/.test(line));
}

function note(page: Page) {
  return page.getByRole('complementary', { name: 'Pinned page' });
}

/** Records another share of memory in the cost of a token: the input that moves the answer most. */
async function reviseCostShare(): Promise<Imported> {
  const exported = await send('GET', '/api/v1/export/assumption', undefined, { accept: 'text/csv' });
  const [head = '', ...rows] = (await exported.text()).split('\n').filter((line) => !line.startsWith('#'));
  const row = rows.find((line) => line.startsWith('memory_share_of_cost,')) ?? '';
  const revised = row.replace(/,0\.15,0\.5,0\.9,/, ',0.15,0.8,0.9,');
  expect(revised).not.toBe(row);
  const post = async <Answer>(target: string): Promise<Answer> => {
    const headers = { ...owner.headers, 'content-type': 'text/csv' };
    const body = `${head}\n${revised}\n`;
    const response = await fetch(new URL(target, baseUrl), { method: 'POST', headers, body });
    if (response.status !== 200) throw new Error(`${target}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  const { fingerprint } = await post<Preview>('/api/v1/imports/preview?table=assumption');
  return post<Imported>(
    `/api/v1/imports?table=assumption&fingerprint=${String(fingerprint)}&reason=a%20better%20source`,
  );
}

describe('a pinned link', () => {
  let link: string;
  let headline: string;
  let file: string;

  it('is copied by keyboard alone, with data version, model and seed in it', async () => {
    const page = await open(`/?${SCENARIO}`);
    headline = await readHeadline(page);
    expect(await note(page).count()).toBe(0);
    link = await copyPinned(page);
    const { searchParams } = new URL(link);
    expect(searchParams.get('x')).toBe('0.5');
    expect(searchParams.get('pin')).toMatch(/^\d{4}-\d{2}-\d{2},d\d+,m\d+\.\d+\.\d+,s\d+$/);
    expect(searchParams.get('v')).toBe('2');
    file = await pressForFile(page);
    await page.context().close();
  });

  it('opens on the same figures and says so while nothing has been recorded since', async () => {
    const page = await open(link);
    expect(await readHeadline(page)).toBe(headline);
    const words = await note(page).innerText();
    expect(words).toContain('Nothing has been recorded since.');
    expect(words).toContain('still reads the same');
    await page.context().close();
  });

  it('keeps its figures when a fact is revised, says which read otherwise live, and the live page has moved', async () => {
    const imported = await reviseCostShare();
    batch = imported.batchId;
    const pinned = await open(link);
    expect(await readHeadline(pinned)).toBe(headline);
    const words = (await note(pinned).innerText()).replaceAll('\u00a0', ' ');
    expect(words).toContain(`up to version ${String(imported.dataVersion)}`);
    expect(words).toMatch(/HBM revenue, change\s*−\$[\d.]+ bn \(.+\) pinned, −\$[\d.]+ bn \(.+\) live/);
    expect(rowsOf(await pressForFile(pinned))).toEqual(rowsOf(file));

    const { violations } = await new AxeBuilder({ page: pinned }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await note(pinned).getByRole('link', { name: 'Open live' }).click();
    await pinned.waitForURL((url) => !url.searchParams.has('pin'));
    expect(new URL(pinned.url()).searchParams.get('x')).toBe('0.5');
    expect(await readHeadline(pinned)).not.toBe(headline);
    await pinned.context().close();
  });

  it('stays pinned when an input is moved, and draws with the facts of then', async () => {
    const page = await open(link);
    const saving = page.getByRole('slider', { name: 'Saving' }).first();
    await saving.focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL((url) => url.searchParams.get('x') === '0.51');
    expect(new URL(page.url()).searchParams.get('pin')).toBe(new URL(link).searchParams.get('pin'));
    // What the server makes of the same pinned address, which the page comes to once all is drawn.
    const served = await open(page.url());
    const headline51 = await readHeadline(served);
    expect(headline51).toContain('save 51 %');
    await expect.poll(() => readHeadline(page)).toBe(headline51);
    await page.context().close();
    await served.context().close();
  });

  it('opens on a phone without an account, on the same figures, and gives the file with its sources', async () => {
    const page = await open(link, 390);
    expect((await page.context().cookies()).length).toBe(0);
    expect(await readHeadline(page)).toBe(headline);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    await note(page).waitFor();
    const figure = page.getByRole('figure').first();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      figure.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(rowsOf(text)).toEqual(rowsOf(file));
    const { searchParams } = new URL(link);
    const [, dataVersion] = /d(\d+)/.exec(searchParams.get('pin') ?? '') ?? [];
    expect(text).toContain(`data version ${dataVersion ?? ''}, model`);
    expect(text).toMatch(/# Source: \S/);
    expect(text).toContain(searchParams.get('pin') ?? '?');
    await page.context().close();
  });

  it('is refused, and nothing shown in its place, when its facts are not here', async () => {
    const foreign = link.replace(/,d\d+,/, ',d999999,');
    const page = await open(foreign);
    await page.getByRole('heading', { name: 'Data version 999999 is not known here.' }).waitFor();
    expect(await page.getByTestId('headline').count()).toBe(0);
    const live = page.getByRole('link', { name: 'Open the page live' });
    expect(await live.getAttribute('href')).toBe('/?x=0.5&e=1.2&v=1');
    await page.context().close();
  });

  it('says when another model made it', async () => {
    const page = await open(link.replace(/,m[\d.]+,/, ',m0.9.3,'));
    const words = await note(page).innerText();
    expect(words).toMatch(/Computed by model 0\.9\.3 then, by model \d+\.\d+\.\d+ now/);
    await page.context().close();
  });
});

describe.each([
  '/exposure',
  '/rebound',
  '/sensitivity',
  '/scenarios',
  '/efficiency',
  '/workbench',
  '/techniques',
  '/techniques/mtp',
  '/models',
  '/models/deepseek-v3',
  '/labs',
  '/capex',
  '/companies',
  '/companies/MU',
  '/as-of',
  '/sources',
  '/method',
])('%s', (path) => {
  it('has pinned links, says so on them, and its own links keep the pin', async () => {
    const page = await open(path);
    const headline = await readHeadline(page);
    const link = await copyPinned(page);
    await page.goto(link, { waitUntil: 'networkidle' });
    await note(page).waitFor();
    expect(await readHeadline(page)).toBe(headline);
    const pin = new URL(link).searchParams.get('pin');
    const hrefs = await page
      .locator('main a[href^="/"]')
      .evaluateAll((links) => links.map((one) => one.getAttribute('href') ?? ''));
    const own = hrefs.map((href) => new URL(href, baseUrl)).filter(({ pathname }) => pathname === path);
    // All but the one that leads to the live page.
    const unpinned = own.filter(({ searchParams, hash }) => searchParams.get('pin') !== pin && hash === '');
    expect(unpinned.map(({ href }) => href)).toHaveLength(1);
    const fields = await page
      .locator(`form[method="get"] input[name="pin"]`)
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    expect(new Set(fields)).toEqual(new Set([pin]));
    await page.context().close();
  });
});
