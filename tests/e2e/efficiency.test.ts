import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  formatFraction,
  formatFractionRange,
  formatQuarterLong,
  formatUsdBnChange,
} from '#lib/charts/format.ts';
import type { DeflatorResponse, FleetResponse } from '#lib/contracts/fleet.ts';
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

async function getJson<Answer>(path: string): Promise<Answer> {
  const response = await fetch(`${baseUrl}${path}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

const plainSpaces = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('Efficiency', () => {
  it('prints the figures of the API in its sentence', async () => {
    const { quarters } = await getJson<FleetResponse>('/api/v1/efficiency/fleet');
    const last = quarters.at(-1);
    if (last === undefined) throw new Error('the fleet has no quarter');
    const { page, complaints } = await visit(browser, { baseUrl, path: '/efficiency' });
    const text = await readHeadline(page);
    expect(text).toContain(
      plainSpaces(
        `by ${formatQuarterLong(last.quarter)} the fleet’s effective saving is ${formatFraction(last.memorySaving)} (${formatFractionRange(last.memorySavingLow, last.memorySavingHigh)})`,
      ),
    );
    expect(text).toContain(plainSpaces(`worth ${formatFraction(last.costSaving)} of token cost`));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('reads another quarter and segment off by links that keep the place, and says both in the address', async () => {
    const { quarters } = await getJson<FleetResponse>('/api/v1/efficiency/fleet');
    const quarter = quarters[8];
    const segment = quarter?.segments.find(({ segment: key }) => key === 'cn_labs');
    const { page, complaints } = await visit(browser, { baseUrl, path: '/efficiency' });
    await page.evaluate(() => {
      // At once: while a smooth scroll moves a link, Playwright scrolls it into view in its own way.
      window.scrollTo({ top: 60, behavior: 'instant' });
    });
    await page.getByRole('link', { name: 'Q4 28', exact: true }).click();
    await expect.poll(() => page.url()).toContain('?q=2028Q4&v=1');
    await page.getByRole('link', { name: 'Chinese labs' }).click();
    await expect.poll(() => page.url()).toContain('?q=2028Q4&seg=cn_labs&v=1');
    await expect
      .poll(() => readHeadline(page))
      .toContain(
        `effective saving of Chinese labs is ${plainSpaces(formatFraction(segment?.memorySaving ?? NaN))}`,
      );
    expect(await page.evaluate(() => window.scrollY)).toBe(60);
    expect(await page.getByRole('link', { name: 'Q4 28', exact: true }).getAttribute('aria-current')).toBe(
      'true',
    );
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('takes a chosen headline apart as the API does, by a chosen date, without script too', async () => {
    const path = '/api/v1/efficiency/deflator?event=ev091&by=2030-06-30';
    const { items } = await getJson<DeflatorResponse>(path);
    const effective = items[0]?.effective;
    const { page, complaints } = await visit(browser, { baseUrl, path: '/efficiency' });
    expect(await page.getByTestId('deflation').innerText()).toContain('at least 6x smaller');
    await page.getByRole('link', { name: /DeepSeek-V4 Pro and Flash/ }).click();
    await expect.poll(() => page.url()).toContain('ev=ev091');
    await page.getByLabel('in use by').fill('2030-06-30');
    await page.locator('#deflator').getByRole('button', { name: 'Show' }).click();
    await expect.poll(() => page.url()).toContain('by=2030-06-30');
    const words = plainSpaces(`comes to ${formatFraction(effective?.point ?? NaN)}`);
    await expect
      .poll(async () => plainSpaces(await page.getByTestId('deflation').innerText()))
      .toContain(words);
    const still = await visit(browser, {
      baseUrl,
      path: '/efficiency?ev=ev091&by=2030-06-30&v=1',
      hasScript: false,
    });
    expect(plainSpaces(await still.page.getByTestId('deflation').innerText())).toContain(words);
    expect(complaints).toEqual([]);
    await still.page.context().close();
    await page.context().close();
  });

  it('sorts the headlines and saves them with their figures', async () => {
    const { items } = await getJson<DeflatorResponse>('/api/v1/efficiency/deflator');
    const { page, complaints } = await visit(browser, { baseUrl, path: '/efficiency' });
    const table = page.getByRole('region', { name: /Headlines of the ledger/ });
    await table.getByRole('button', { name: 'Of the fleet’s HBM' }).click();
    const first = await table.getByRole('row').nth(1).innerText();
    const most = Math.max(...items.map(({ effective }) => effective?.point ?? 0));
    expect(plainSpaces(first)).toContain(plainSpaces(formatFraction(most)));
    const download = page.waitForEvent('download');
    await page.locator('#deflator').getByRole('button', { name: 'CSV' }).last().click();
    const text = await readFile(await (await download).path(), 'utf8');
    const records: string[][] = parse(text, { relax_column_count: true, bom: true });
    expect(records.filter(([start]) => start?.startsWith('#') !== true)).toHaveLength(items.length + 1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('opens the evidence by key and by click, and all tables by t', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/efficiency' });
    await page.keyboard.press('.');
    const drawer = page.getByRole('dialog');
    await drawer.getByText('KV cache share of HBM in inference').first().waitFor();
    await page.keyboard.press('Escape');
    await page
      .getByTestId('headline')
      .getByRole('button', { name: /99\.99995/ })
      .click();
    await drawer.getByText('The largest of each group').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    await page.getByRole('cell', { name: '3,997,696' }).first().waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('hands its path to the Overview, which says the same change', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/efficiency' });
    const answer = await fetch(`${baseUrl}/api/v1/exposure`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ savingPath: 'fleet' }),
    });
    const { total } = (await answer.json()) as { total: { hbmUsdBn: number; baselineHbmUsdBn: number } };
    const change = plainSpaces(formatUsdBnChange(total.hbmUsdBn - total.baselineHbmUsdBn));
    expect(plainSpaces(await page.getByRole('main').innerText())).toContain(change);
    await page.getByRole('link', { name: 'Use this path in the Overview' }).click();
    await expect.poll(() => page.url()).toContain('/?s=fleet&v=1');
    await expect.poll(() => readHeadline(page)).toContain(change.slice(1));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('refuses by name what the address cannot mean, and shows the defaults', async () => {
    const path = '/efficiency?q=1999Q1&seg=mars&ev=ev999&by=2001-01-01&v=1';
    const { page } = await visit(browser, { baseUrl, path });
    const words = await page.getByRole('region', { name: 'Part of this link was not used' }).innerText();
    for (const part of ['q=1999Q1', 'seg=mars', 'ev=ev999', 'by=2001-01-01']) expect(words).toContain(part);
    expect(await readHeadline(page)).toContain('the fleet’s effective saving is');
    await page.context().close();
  });
});
