import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { backtestSchema, type BacktestResponse } from '#lib/contracts/backtest.ts';
import { capexTotalsSchema } from '#lib/contracts/capex.ts';
import { reconciliationSchema } from '#lib/contracts/reconciliation.ts';
import { launchChromium } from '#tests/support/chromium.ts';
import { readHeadline, visit } from './visit.ts';

const baseUrl = inject('baseUrl');
const BIG_FOUR = ['AMZN', 'GOOGL', 'META', 'MSFT'];
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

async function get(target: string): Promise<unknown> {
  const response = await fetch(`${baseUrl}${target}`);
  expect(response.status).toBe(200);
  return response.json();
}

async function backtestOf(query = ''): Promise<BacktestResponse> {
  return backtestSchema.parse(await get(`/api/v1/backtest${query}`));
}

/** Capex of the big four in 2026 as known on a day, USD bn at three digits. */
async function bigFourOn(day: string): Promise<string> {
  const { issuers } = capexTotalsSchema.parse(await get(`/api/v1/capex/totals?year=2026&asOf=${day}`));
  const own = issuers.filter(({ ticker }) => BIG_FOUR.includes(ticker ?? ''));
  return own.reduce((sum, { pointUsdBn }) => sum + (pointUsdBn ?? NaN), 0).toPrecision(3);
}

/** Cells of the rows of a table, with plain spaces. */
async function readRows(page: Page, name: RegExp): Promise<string[][]> {
  const rows = page.getByRole('region', { name }).locator('tbody tr');
  return rows.evaluateAll((all) =>
    all.map((row) =>
      [...row.children].map((cell) => (cell as HTMLElement).innerText.replaceAll('\u00a0', ' ')),
    ),
  );
}

describe('As of', () => {
  it("prints the API's figures of both days in its sentence, without a complaint of the browser", async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/as-of' });
    const sentence = await readHeadline(page);
    expect(sentence).toContain(
      `On 15 May 2026 capex of the big four for 2026 stood at $${await bigFourOn('2026-05-15')} bn`,
    );
    const { asOf, runs } = await backtestOf();
    expect(sentence).toContain(`it stands at $${await bigFourOn(asOf)} bn`);
    const errors = runs.flatMap(({ capex }) => capex.filter(({ buyers }) => buyers === 'big-four'));
    const worst = Math.min(...errors.map(({ errorPct }) => errorPct));
    expect(sentence).toContain(`−${Math.abs(worst).toFixed(1)} %`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is whole without script: sentence, three charts, tables, news with links, what it does not know', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/as-of', hasScript: false });
    expect(await page.getByRole('figure').count()).toBe(3);
    for (const name of [
      /^Capex expected/,
      /^HBM revenue of the market/,
      /^Known on/,
      /^HBM revenue by every/,
    ]) {
      expect((await readRows(page, name)).length).toBeGreaterThan(3);
    }
    const news = page.locator('#news');
    for (const kind of ['Capex announcements', 'Reported quarters', 'memory vendors', 'market', 'Events']) {
      expect(await news.getByRole('heading', { name: new RegExp(kind) }).count()).toBeGreaterThan(0);
    }
    expect(await news.getByRole('link').count()).toBeGreaterThan(20);
    expect(await page.getByText('What this page does not know').count()).toBe(1);
    await page.getByRole('textbox', { name: 'What was known on' }).fill('2025-09-30');
    await page.getByRole('button', { name: 'Show' }).nth(1).click();
    expect(await readHeadline(page)).toContain('On 30 Sep 2025');
    expect(await readHeadline(page)).toContain('growth assumed for Microsoft');
    await page.context().close();
  });

  it('lists only what became known after the day, newest first', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/as-of?date=2026-08-01' });
    const days = await page
      .locator('#news section')
      .first()
      .locator('time')
      .evaluateAll((times) => times.map((time) => time.getAttribute('datetime') ?? ''));
    expect(days.length).toBeGreaterThan(3);
    expect(days).toEqual(days.toSorted().reverse());
    expect(days.filter((day) => day <= '2026-08-01')).toEqual([]);
    await page.context().close();
  });

  it("has the API's errors in its tables and its CSV", async () => {
    const { runs } = await backtestOf('?dates=2025-06-30');
    const { page } = await visit(browser, { baseUrl, path: '/as-of?runs=2025-06-30' });
    const rows = await readRows(page, /^Capex expected/);
    const targets = runs.flatMap(({ capex }) => capex);
    expect(rows).toHaveLength(targets.length);
    expect(rows.map((cells) => cells[5])).toEqual(
      targets.map(({ errorPct }) => `${errorPct < 0 ? '−' : '+'}${Math.abs(errorPct).toFixed(1)} %`),
    );
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#capex').getByRole('button', { name: 'CSV' }).last().click(),
    ]);
    const records: string[][] = parse(await readFile(await download.path(), 'utf8'), {
      relax_column_count: true,
      bom: true,
    });
    const came = records.filter((cells) => cells[0] === '2025-06-30').map((cells) => Number(cells[6]));
    expect(came.map((value) => value.toPrecision(9))).toEqual(
      targets.map(({ cameUsdBn }) => cameUsdBn.toPrecision(9)),
    );
    await page.context().close();
  });

  it('refuses a day before the first fact, a day to come and unknown parameters, each with its reason', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/as-of?date=2001-01-01&runs=2999-01-01&zz=1' });
    const text = await page.getByText('Part of this link was not used').locator('..').innerText();
    expect(text).toMatch(/date=2001-01-01 must be 2023-\d\d-\d\d or later/);
    expect(text).toContain('runs=2999-01-01 2999-01-01: asOf must not lie after today');
    expect(text).toContain('zz=1');
    expect(await readHeadline(page)).toContain('On 15 May 2026');
    await page.context().close();
  });

  it('opens the evidence of a figure by full stop and by click, with sources', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/as-of' });
    await page.keyboard.press('.');
    await page.getByRole('dialog', { name: 'Capex of the big four, 2026' }).waitFor();
    await page.keyboard.press('Escape');
    const row = page
      .getByRole('region', { name: /^HBM revenue by every route/ })
      .getByRole('row')
      .filter({ hasText: '2025' })
      .filter({ hasText: 'Published market sizes' });
    await row.getByRole('button').click();
    const dialog = page.getByRole('dialog', { name: 'Published market sizes: HBM revenue of 2025' });
    await dialog.waitFor();
    const { periods } = reconciliationSchema.parse(await get('/api/v1/reconciliation'));
    const published = periods
      .find(({ period }) => period === '2025')
      ?.rows.find(({ route }) => route === 'published');
    for (const { url } of published?.sources ?? []) {
      expect(await dialog.locator(`a[href="${url ?? ''}"]`).count()).toBeGreaterThan(0);
    }
    await page.context().close();
  });

  it('keeps the day when the day that it is set against changes', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/as-of?date=2025-09-30' });
    await page.getByRole('textbox', { name: 'as of', exact: true }).fill('2026-03-01');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('asOf=2026-03-01');
    const sentence = await readHeadline(page);
    expect(sentence).toContain('On 30 Sep 2025');
    expect(sentence).toContain('on 1 Mar 2026');
    await page.getByRole('link', { name: '31 Mar 2025' }).click();
    await expect.poll(() => page.url()).toContain('date=2025-03-31');
    expect(page.url()).toContain('asOf=2026-03-01');
    await page.context().close();
  });
});
