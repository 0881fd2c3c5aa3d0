/** Priced in and Window in a browser: full from records without prices, live under the scenario bar, and with prices. */
import { rm } from 'node:fs/promises';
import path from 'node:path';

import { Client } from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { impliedSchema, windowsSchema, type ImpliedResponse } from '#lib/contracts/implied-saving.ts';
import { migrate } from '#prisma/migrate.ts';
import { seedFacts } from '#lib/start/seed-facts.ts';
import { findFreePort } from '#lib/start/ports.ts';
import { makeSecretToken } from '#lib/platform/secret-token.ts';
import { appUrl, startWebServer } from '#lib/start/web-server.ts';
import { launchChromium } from '#tests/support/chromium.ts';
import { makeTestFolder, PROJECT_ROOT, startTestCluster } from '#tests/support/cluster.ts';
import { listUsSessions } from '#tests/support/watchlists.ts';

import { readHeadline, visit } from './visit.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

async function solve(body: object, url = baseUrl): Promise<ImpliedResponse> {
  const response = await fetch(`${url}/api/v1/implied-saving`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return impliedSchema.parse(await response.json());
}

const percent = (value: number): string =>
  `${value < 0 ? '−' : value > 0 ? '+' : ''}${Math.abs(value).toFixed(1)} %`;

describe('Priced in without prices', () => {
  it('prints the reading of the API from the records, without a complaint of the browser', async () => {
    const answer = await solve({ tickers: ['MU'] });
    const [micron] = answer.items;
    const { page, complaints } = await visit(browser, { baseUrl, path: '/priced-in' });
    const sentence = await readHeadline(page);
    expect(answer.source).toBe('frozen');
    expect(sentence).toContain('Micron implies no saving that can be separated from noise');
    expect(sentence).toContain(percent(micron?.newest?.changePct ?? NaN));
    expect(sentence).toContain(`your scenario 28.0 %: gap ${percent(micron?.gapPct ?? NaN)}`);
    expect(
      await page.getByText('No prices are stored: the market’s changes are the records frozen on').count(),
    ).toBe(1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is whole without script, and a form begins at another event', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/priced-in?x=0.4', hasScript: false });
    expect(await page.getByRole('figure').count()).toBe(3);
    await page.getByLabel('Since the close before').selectOption('ev025');
    await page.getByRole('button', { name: 'Show' }).nth(1).click();
    await page.waitForURL('**/priced-in?*event=ev025*');
    expect(page.url()).toContain('x=0.4');
    expect(await readHeadline(page)).toContain('24 Jan 2025 (before DeepSeek sell-off)');
    await page.context().close();
  });

  it('moves the gap with the saving of the bar, by what the API says', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/priced-in?t=000660.KS' });
    await page.getByLabel('Saving, per cent').fill('60');
    await page.keyboard.press('Enter');
    const { items } = await solve({ scenario: { memorySaving: 0.6 }, tickers: ['000660.KS'] });
    await expect
      .poll(() => readHeadline(page))
      .toContain(`your scenario 60.0 %: gap ${percent(items[0]?.gapPct ?? NaN)}`);
    await page.getByRole('radio', { name: 'Samsung Electronics' }).check();
    await expect.poll(() => readHeadline(page)).toContain('Samsung Electronics');
    await expect.poll(() => page.url()).toContain('t=005930.KS');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('names what it refuses: unknown event, a day to come, a stock that is none', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/priced-in?event=ev999&t=<x>' });
    const panel = await page.getByRole('alert').first().innerText();
    expect(panel).toContain('There is no event "ev999"');
    expect(panel).toContain('must be a ticker such as MU');
    await page.context().close();
    const late = await visit(browser, { baseUrl, path: '/priced-in?since=2999-01-01' });
    expect(await late.page.getByRole('alert').first().innerText()).toContain('since must lie before');
    expect(await readHeadline(late.page)).toContain('Since the close of 24 Mar 2026');
    await late.page.context().close();
  });

  it('opens with "g p", and the evidence of the implied saving with "."', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/window' });
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.waitForURL('**/priced-in');
    await expect.poll(() => readHeadline(page)).toContain('Micron');
    await page.keyboard.press('.');
    await page.getByRole('dialog', { name: /^Implied saving of Micron/ }).waitFor();
    await page.context().close();
  });
});

describe('Window', () => {
  it('prints the survival of the API, and another threshold by its link', async () => {
    const read = async (threshold: string) => {
      const response = await fetch(`${baseUrl}/api/v1/windows?threshold=${threshold}`);
      return windowsSchema.parse(await response.json());
    };
    const half = (await read('0.5')).survival[0];
    const { page, complaints } = await visit(browser, { baseUrl, path: '/window' });
    expect(await readHeadline(page)).toContain(
      `Of ${String(half?.windows)} windows after efficiency events, counted as closed at 50.0 % of what the model gives, half had closed after ${String(half?.medianSessions.mid)} session`,
    );
    await page.getByRole('link', { name: '100.0 %' }).click();
    await page.waitForURL('**/window?close=1*');
    const whole = (await read('1')).survival[0];
    await expect.poll(() => readHeadline(page)).toContain(`counted as closed at 100.0 %`);
    expect(await readHeadline(page)).toContain(`after ${String(whole?.medianSessions.mid)} session`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('Priced in with prices', () => {
  it('reads them, beside the records', async () => {
    const cluster = await startTestCluster();
    const signal = new AbortController().signal;
    await migrate({
      connectionString: cluster.url,
      migrationsDir: path.join(PROJECT_ROOT, 'prisma/migrations'),
    });
    const stamps = makeTestFolder();
    await seedFacts({
      root: PROJECT_ROOT,
      databaseUrl: cluster.url,
      stampFile: path.join(stamps, 'seeded'),
      signal,
    });
    await fillPrices(cluster.url);
    const port = await findFreePort();
    const url = appUrl('127.0.0.1', port);
    const server = await startWebServer({
      root: PROJECT_ROOT,
      mode: 'start',
      host: '127.0.0.1',
      port,
      databaseUrl: cluster.url,
      secret: makeSecretToken(),
      signal,
    });
    try {
      const answer = await solve({ tickers: ['MU'] }, url);
      expect(answer.source).toBe('prices');
      const { page, complaints } = await visit(browser, { baseUrl: url, path: '/priced-in' });
      expect(await readHeadline(page)).toContain(percent(answer.items[0]?.newest?.changePct ?? NaN));
      expect(await page.getByText('The market’s changes are computed from the prices at hand.').count()).toBe(
        1,
      );
      expect(await page.getByText('The records frozen on').count()).toBe(1);
      expect(complaints).toEqual([]);
      await page.context().close();
    } finally {
      await server.stop();
      await cluster.remove();
      await rm(stamps, { recursive: true });
    }
  });
});

/** Two years of a share and its benchmark, as an import would keep them. */
async function fillPrices(databaseUrl: string): Promise<void> {
  const sessions = listUsSessions('2026-08-20', 420).toReversed();
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('BEGIN');
  const run = await client.query<{ id: string }>(
    `INSERT INTO refresh_run (job_id, slot_id, slot_at, source, state, reason, created_at, started_at, ended_at)
     VALUES ('prices-us', 'prices-us@e2e', now(), 'yahoo', 'succeeded', 'regular', now(), now(), now()) RETURNING id`,
  );
  const [symbols, days, closes]: [string[], string[], number[]] = [[], [], []];
  let [market, own] = [500, 100];
  sessions.forEach((day, i) => {
    const move = 0.01 * Math.sin(i * 1.7);
    market *= 1 + move;
    own *= 1 + 1.5 * move + 0.02 * Math.sin(i * 2.9 + 1);
    symbols.push('SPY', 'MU');
    days.push(day, day);
    closes.push(market, own);
  });
  await client.query(
    `INSERT INTO price_bar (symbol, session_on, source, revision, is_withdrawn, is_final, close, adjusted_close, currency,
                            minor_unit_factor, run_id, recorded_at)
     SELECT symbol, day, 'yahoo', 1, false, true, close, close, 'USD', 1, $4, now()
       FROM unnest($1::text[], $2::date[], $3::numeric[]) AS bar (symbol, day, close)`,
    [symbols, days, closes.map((close) => close.toFixed(4)), run.rows[0]?.id],
  );
  await client.query('COMMIT');
  await client.end();
}
