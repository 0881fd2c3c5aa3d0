import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { factsSummarySchema } from '#lib/contracts/facts-summary.ts';
import { feedSchema } from '#lib/contracts/feed.ts';
import { launchChromium } from '#tests/support/chromium.ts';
import { readHeadline, visit } from './visit.ts';

const baseUrl = inject('baseUrl');
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

/** Cells of the rows of a table, with plain spaces. */
async function readRows(page: Page, name: string): Promise<string[][]> {
  const rows = page.getByRole('region', { name }).locator('tbody tr');
  return rows.evaluateAll((all) =>
    all.map((row) =>
      [...row.children].map((cell) => (cell as HTMLElement).innerText.replaceAll('\u00a0', ' ')),
    ),
  );
}

const LEDGER = 'Table: values of the ledger';

/** Opens the value of the ledger that says a number. */
async function openValue(page: Page, number: string): Promise<void> {
  const row = page.getByRole('region', { name: LEDGER }).getByRole('row').filter({ hasText: number });
  await row.first().getByRole('link').first().click();
}

describe('Sources', () => {
  it("prints the API's count of facts and the share of primary ones, without a complaint", async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/sources' });
    const { tables } = factsSummarySchema.parse(await get('/api/v1/facts'));
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const primary = tables.reduce((sum, table) => sum + table.rows * table.shareByGrade.primary, 0);
    const sentence = await readHeadline(page);
    expect(sentence).toContain(`${rows.toLocaleString('en-US')} values`);
    expect(sentence).toContain(`${((primary / rows) * 100).toFixed(1)} % primary`);
    expect(sentence).toMatch(/\d+ in conflict \(over \d+ quantities\), \d+ revised in the last week\.$/);
    expect(await readRows(page, LEDGER)).toHaveLength(50);
    expect(await readRows(page, 'Table: values by table and grade')).toHaveLength(tables.length);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('filters by keyboard alone, and the address says what is shown', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/sources' });
    const search = page.getByRole('search', { name: 'Filter the ledger' });
    await search.getByRole('searchbox', { name: 'Words' }).focus();
    await page.keyboard.type('market size');
    for (const field of ['Table', 'Issuer or vendor', 'Grade']) {
      await page.keyboard.press('Tab');
      expect(
        await search.getByRole('combobox', { name: field }).evaluate((one) => one === document.activeElement),
      ).toBe(true);
    }
    await page.keyboard.press('Tab');
    await page.keyboard.type('in conflict');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('only=conflicts');
    expect(page.url()).toContain('q=market+size');
    await page.waitForLoadState('load');
    const rows = await readRows(page, LEDGER);
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.every((cells) => cells.at(-1)?.includes('in conflict'))).toBe(true);
    await page.context().close();
  });

  it('opens a contested value with its rivals, what is used and why, and its revisions', async () => {
    const { page, complaints } = await visit(browser, {
      baseUrl,
      path: '/sources?only=conflicts&table=hbm_market&q=hbm+market+size+2026',
    });
    await openValue(page, '54.6');
    await expect.poll(() => page.url()).toContain('open=');
    await page.getByRole('region', { name: 'Table: rivals of this value' }).waitFor();
    const rivals = await readRows(page, 'Table: rivals of this value');
    const numbers = rivals.map((cells) => cells[1]);
    expect(numbers.some((text) => text?.startsWith('54.6'))).toBe(true);
    expect(numbers.some((text) => text?.startsWith('77.4'))).toBe(true);
    const section = page.locator('#value');
    expect(await section.innerText()).toContain('Why: the median of');
    expect(await readRows(page, 'Table: revisions of this value')).toHaveLength(1);
    expect(complaints).toEqual([]);
    await section.getByRole('link', { name: 'Close this value' }).click();
    await expect.poll(() => page.url()).not.toContain('open=');
    await page.context().close();
  });

  it("lists the feed's changes since a day, newest first, without script", async () => {
    const { page } = await visit(browser, { baseUrl, path: '/sources?since=2026-06-01', hasScript: false });
    const { items } = feedSchema.parse(await get('/api/v1/feed?since=2026-06-01'));
    // What was kept apart, a list of its own below, comes from tests that share this server.
    const days = await page
      .locator('#changes ul')
      .first()
      .locator('time')
      .evaluateAll((times) => times.map((time) => time.getAttribute('datetime') ?? ''));
    expect(days).toEqual(items.slice(0, 60).map(({ on }) => on));
    const text = (await page.locator('#changes').innerText()).replaceAll('\u00a0', ' ');
    expect(text).toContain(`${String(items.length)} changes`);
    // A guide says how far it moved exposure, with the number of the API, or why there is none.
    const raised = items.find(({ key, kind }) => key === 'googl-cy2026-20260722' && kind === 'guidance');
    const effect = raised?.exposureEffect;
    if (effect?.state !== 'measured') throw new Error('the guide was not measured');
    expect(text).toContain(
      `Expected HBM revenue Q3 2026 to Q3 2029: +$${effect.baselineHbmUsdBn.change.toPrecision(3)} bn.`,
    );
    expect(text).toContain('No number for exposure. Not comparable with the guide before');
    await page.context().close();
  });

  it('refuses what is not there, by name', async () => {
    const { page } = await visit(browser, {
      baseUrl,
      path: '/sources?grade=best&open=000000000000&zz=1&page=9999',
    });
    const text = await page.getByText('Part of this link was not used').locator('..').innerText();
    for (const refused of ['grade=best', 'open=000000000000', 'zz=1', 'page=9999'])
      expect(text).toContain(refused);
    await page.context().close();
  });

  it('has no overflow at 390 px, and axe finds nothing with a value open', async () => {
    const path = '/sources?only=conflicts&table=hbm_market&q=hbm+market+size+2026';
    const { page } = await visit(browser, { baseUrl, path, width: 390 });
    await openValue(page, '54.6');
    await page.getByRole('region', { name: 'Table: rivals of this value' }).waitFor();
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await page.context().close();
  });
});
