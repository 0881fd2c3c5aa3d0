import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

import AxeBuilder from '@axe-core/playwright';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import type { RecordExport } from '#lib/contracts/imports/record-export.ts';
import { launchChromium } from '#tests/support/chromium.ts';
import { makeMember, makeOwner, query, type Send, type TestMember } from '#tests/support/members.ts';

import { readHeadline, visit } from './visit.ts';

const baseUrl = inject('baseUrl');
const databaseUrl = inject('databaseUrl');
/** Of no listing, so that no other page says how far its prices go. */
const SYMBOL = 'ZZEX';
let browser: Browser;
let owner: TestMember;
let viewer: TestMember;

const send: Send = (method, target, body, headers) =>
  fetch(new URL(target, baseUrl), {
    method,
    redirect: 'manual',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

beforeAll(async () => {
  browser = await launchChromium();
  owner = await makeOwner(send, databaseUrl, 'ona@firm.example', baseUrl);
  viewer = await makeMember(send, owner, 'vera@firm.example', 'viewer', baseUrl);
  await query(
    databaseUrl,
    `WITH run AS (
       INSERT INTO refresh_run (job_id, slot_id, slot_at, source, state, reason, created_at, started_at, ended_at)
       VALUES ('prices-us', 'prices-us@2026-11-20', '2026-11-20T22:00Z', 'yahoo', 'succeeded', 'regular',
               '2026-11-20T22:00Z', '2026-11-20T22:00Z', '2026-11-20T22:00Z')
       ON CONFLICT (job_id, slot_id) DO UPDATE SET reason = excluded.reason RETURNING id)
     INSERT INTO price_bar (symbol, session_on, source, revision, close, currency, run_id, recorded_at)
     SELECT '${SYMBOL}', day::date, 'yahoo', 1, 100 + extract(day FROM day), 'USD', run.id, now()
       FROM run, generate_series(date '2026-11-16', date '2026-11-20', '1 day') AS day
     ON CONFLICT DO NOTHING`,
  );
});
afterAll(async () => {
  await browser.close();
  // Other files meet a Waterline without members.
  await query(databaseUrl, 'DELETE FROM app_user');
  await query(databaseUrl, 'DELETE FROM one_time_link');
});

async function openAs(
  member: TestMember | null,
  path: string,
  look: { readonly theme?: 'light' | 'dark'; readonly width?: number } = {},
) {
  const visited = await visit(browser, { baseUrl, path: '/sign-in', ...look });
  const cookies = (member?.cookie.split('; ') ?? []).map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: baseUrl };
  });
  await visited.page.context().addCookies(cookies);
  await visited.page.goto(path, { waitUntil: 'networkidle' });
  return visited;
}

async function save(page: Page, press: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return download;
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

async function axeFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

const isWithin = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

describe.each([1440, 390])('the export page at %i px', (width) => {
  it('saves the bars of chosen symbols and days as CSV and as JSON', async () => {
    const { page, complaints } = await openAs(owner, '/export', { width });
    await page.getByLabel('Symbols of the bars').fill(SYMBOL);
    await page.getByLabel('From').fill('2026-11-17');
    await page.getByLabel('To', { exact: true }).fill('2026-11-19');
    await page.getByRole('button', { name: 'Choose' }).click();
    await page.waitForURL(/symbol=ZZEX/);
    const csv = await save(page, () => page.getByRole('link', { name: 'CSV of daily bars' }).click());
    expect(csv.suggestedFilename()).toMatch(/^price_bar-\d{4}-\d\d-\d\d-v\d+\.csv$/);
    const text = await textOf(csv);
    expect(text).toMatch(/^# Waterline: Daily bars, 3 rows\r\n/);
    expect(text).toContain("For the desk's own use: prices may not be passed on.");
    expect(text).toMatch(/\r\n2026-11-17,ZZEX,USD,,,,117,,\r\n2026-11-18,ZZEX,USD,,,,118,,\r\n/);
    const json = await save(page, () => page.getByRole('link', { name: 'JSON of daily bars' }).click());
    const { rows } = JSON.parse(await textOf(json)) as RecordExport;
    expect(rows.map(([date, , , , , , close]) => [date, close])).toEqual([
      ['2026-11-17', 117],
      ['2026-11-18', 118],
      ['2026-11-19', 119],
    ]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('gives an admin the archive, which says itself what it is', async () => {
    const { page } = await openAs(owner, '/export', { width });
    const archive = await save(page, () => page.getByRole('link', { name: 'Download the archive' }).click());
    expect(archive.suggestedFilename()).toMatch(/^waterline-\d{4}-\d\d-\d\d-v\d+\.backup\.gz$/);
    const content = gunzipSync(await readFile(await archive.path())).toString('utf8');
    expect(JSON.parse(content.slice(0, content.indexOf('\n')))).toMatchObject({
      kind: 'waterline-backup',
      holdsSecrets: false,
    });
    expect(content).toContain(`${SYMBOL}\t2026-11-20`);
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('axe finds nothing on it in the %s theme', async (theme) => {
    for (const member of [owner, null]) {
      const { page } = await openAs(member, '/export', { width, theme });
      expect(await axeFaults(page)).toEqual([]);
      expect(await isWithin(page)).toBe(true);
      await page.context().close();
    }
  });
});

describe('the export page', () => {
  it('offers a viewer neither all prices nor the archive, and says who may have them', async () => {
    const { page } = await openAs(viewer, '/export');
    const row = page.getByRole('row').filter({ hasText: 'Daily bars' });
    expect(await row.innerText()).toContain('needs the role analyst');
    expect(await page.getByRole('link', { name: 'Download the archive' }).count()).toBe(0);
    expect(await page.getByText('It is for admins; ask one for it.').count()).toBe(1);
    expect((await send('GET', '/api/v1/archive', undefined, viewer.headers)).status).toBe(403);
    await page.context().close();
  });

  it('says why a choice cannot be had, and offers everything instead', async () => {
    const { page } = await openAs(owner, '/export?from=2026-11-20&to=2026-11-19');
    await page.getByText('Everything is offered instead: to must not be before from.').waitFor();
    await page.context().close();
  });
});

describe('a result saved as CSV', () => {
  it('says its draws and seed, and its link shows the same sentence', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/sensitivity?x=0.4' });
    const sentence = await readHeadline(page);
    const file = await save(page, () =>
      page.getByRole('figure').first().getByRole('button', { name: 'CSV' }).click(),
    );
    const text = await textOf(file);
    expect(text).toMatch(/# Versions: .*data version \d+, model [^,]+, [\d,]+ draws of seed \d+/);
    const link = /# Link: (\S+?)"?\r\n/.exec(text)?.[1] ?? '';
    expect(new URL(link).searchParams.get('pin')).toMatch(/^\d{4}-\d\d-\d\d,d\d+,m[\d.]+,s\d+$/);
    await page.goto(link, { waitUntil: 'networkidle' });
    expect(await readHeadline(page)).toBe(sentence);
    await page.context().close();
  });
});
