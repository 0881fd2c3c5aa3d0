import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  vendorDetailSchema,
  vendorsSchema,
  type VendorDetail,
  type VendorItem,
} from '#lib/contracts/vendors.ts';
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

async function vendors(): Promise<readonly VendorItem[]> {
  const response = await fetch(`${baseUrl}/api/v1/vendors`);
  expect(response.status).toBe(200);
  return vendorsSchema.parse(await response.json()).items;
}

async function vendor(ticker: string, query = ''): Promise<VendorDetail> {
  const response = await fetch(`${baseUrl}/api/v1/vendors/${ticker}${query}`);
  expect(response.status).toBe(200);
  return vendorDetailSchema.parse(await response.json());
}

const percent = (value: number | null | undefined): string =>
  `${(value ?? NaN).toFixed(1).replace('-', '\u2212')} %`;

describe('Companies', () => {
  it('prints the API’s numbers in its sentence and a row a vendor, without a complaint of the browser', async () => {
    const items = await vendors();
    const { page, complaints } = await visit(browser, { baseUrl, path: '/companies' });
    const sentence = await readHeadline(page);
    for (const { hbm } of items.filter((item) => item.hbm.kind === 'maker')) {
      expect(sentence).toContain(percent(hbm.pointPct));
    }
    const table = page.getByRole('region', { name: 'Table: vendors' });
    for (const { name, exposure } of items) {
      const row = (await table.getByRole('row').filter({ hasText: name }).innerText()).replaceAll(
        '\u00a0',
        ' ',
      );
      expect(row).toContain(percent(exposure?.valueChangePct));
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('has the API’s figures in the CSV of its table', async () => {
    const items = await vendors();
    const { page } = await visit(browser, { baseUrl, path: '/companies' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).first().click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    const records: string[][] = parse(text, { relax_column_count: true, bom: true });
    const heading = records.findIndex((cells) => cells.length > 15);
    const names = records[heading] ?? [];
    const rows = records.slice(heading + 1).filter((cells) => cells.length === names.length);
    const column = names.findIndex((name) => name.startsWith('Revenue') && name.includes('USD bn'));
    expect(rows).toHaveLength(items.length);
    expect(rows.map((cells) => Number(cells[column]))).toEqual(
      items.map(({ newestQuarter }) => newestQuarter?.revenueUsdBn),
    );
    await page.context().close();
  });

  it('is whole without script: table, charts, links to each vendor', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/companies', hasScript: false });
    expect(await page.getByRole('figure').count()).toBe(2);
    expect(await page.getByText('What this page does not know').count()).toBe(1);
    await page.getByRole('link', { name: 'Western Digital' }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Western Digital');
    await page.context().close();
  });

  it('knows at a past date only what was public, and keeps the date in its links', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/companies?asOf=2025-12-31&zz=1' });
    expect(await page.getByText('zz=1').count()).toBe(1);
    expect(await readHeadline(page)).toContain('No HBM share of revenue');
    const link = page.getByRole('link', { name: 'Micron' });
    expect(await link.getAttribute('href')).toBe('/companies/MU?asOf=2025-12-31&v=1');
    const row = await page.getByRole('row').filter({ hasText: 'Micron' }).first().innerText();
    expect(row).toContain('FQ1-26');
    expect(row).not.toContain('FQ2-26');
    await page.context().close();
  });
});

describe('one company', () => {
  it('prints the API’s numbers in its sentence, without a complaint of the browser', async () => {
    const { hbm, exposure } = await vendor('MU');
    const { page, complaints } = await visit(browser, { baseUrl, path: '/companies/MU' });
    const sentence = await readHeadline(page);
    expect(sentence).toContain(percent(hbm.pointPct));
    expect(sentence).toContain(`$${(hbm.pointUsdBn ?? NaN).toPrecision(3)} bn`);
    expect(sentence).toContain(percent(exposure?.valueChangePct));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('draws won or dollars, calendar or its own quarters, by link', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/companies/000660.KS' });
    await page.getByRole('link', { name: 'USD bn' }).click();
    await expect.poll(() => page.url()).toMatch(/\/companies\/000660\.KS\?u=usd&v=1$/);
    const { calendarQuarters } = await vendor('000660.KS');
    const newest = calendarQuarters.findLast(({ revenueUsdBn }) => revenueUsdBn !== null);
    const words = `$${(newest?.revenueUsdBn ?? NaN).toPrecision(3)}`;
    await expect.poll(() => page.getByRole('figure').first().innerText()).toContain(words);
    await page.getByRole('link', { name: 'Its own fiscal' }).click();
    await expect.poll(() => page.url()).toMatch(/\?u=usd&cal=fiscal&v=1$/);
    await page.getByRole('heading', { name: /in its own fiscal quarters/ }).waitFor();
    await page.context().close();
  });

  it('has the API’s calendar quarters in the table twin', async () => {
    const { calendarQuarters } = await vendor('SNDK');
    const { page } = await visit(browser, { baseUrl, path: '/companies/SNDK' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('figure').first().getByRole('button', { name: 'CSV' }).click(),
    ]);
    const records: string[][] = parse(await readFile(await download.path(), 'utf8'), {
      relax_column_count: true,
      bom: true,
    });
    const heading = records.findIndex((cells) => cells[0] === 'Quarter');
    const revenues = records
      .slice(heading + 1)
      .filter((cells) => cells.length === records[heading]?.length)
      .map((cells) => Number(cells[2]));
    expect(revenues).toEqual(calendarQuarters.flatMap(({ revenue }) => (revenue === null ? [] : [revenue])));
    await page.context().close();
  });

  it('opens the evidence of a figure by click and by full stop, with rate and source', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/companies/000660.KS' });
    await page.keyboard.press('.');
    await page.getByRole('dialog', { name: 'SK hynix: HBM share of revenue' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'KRW 79.3 tn' }).click();
    const dialog = page.getByRole('dialog', { name: 'SK hynix: revenue of 2Q26' });
    await dialog.waitFor();
    const text = (await dialog.innerText()).replaceAll('\u00a0', ' ');
    expect(text).toContain('1,500.55');
    expect(text).toContain('$52.9 bn');
    expect(await dialog.getByRole('link').count()).toBeGreaterThan(0);
    await page.context().close();
  });

  it('says that no price is stored, and what it does not know', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/companies/STX', hasScript: false });
    expect(await page.getByText('no price history is stored yet').count()).toBeGreaterThan(0);
    expect(await page.getByText('Operating income of FQ4-26: not on file.').count()).toBe(1);
    await page.context().close();
  });

  it('refuses by name what the address cannot mean, and shows the rest', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/companies/MU?u=eur&seg=HDD&zz=1&cal=fiscal' });
    const panel = page.getByText('Part of this link was not used').locator('..');
    const text = await panel.first().innerText();
    for (const part of ['u=eur', 'seg=HDD', 'zz=1']) expect(text).toContain(part);
    await page.getByRole('heading', { name: /in its own fiscal quarters/ }).waitFor();
    await page.context().close();
  });

  it('filters its figures into the address', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/companies/MU' });
    await page.getByRole('combobox', { name: 'Segment' }).selectOption('HBM');
    await expect.poll(() => page.url()).toMatch(/\?seg=HBM&v=1$/);
    const { metrics } = await vendor('MU');
    const count = metrics.filter(({ segment }) => segment === 'HBM').length;
    expect(await page.getByText(`${String(count)} of ${String(metrics.length)} figures`).count()).toBe(1);
    await page.context().close();
  });

  it('has a drawn state for a ticker that is not followed', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/companies/NVDA' });
    await page.getByText('No vendor of this ticker is followed.').waitFor();
    await page.getByRole('link', { name: 'Open the companies' }).click();
    await expect.poll(() => page.url()).toMatch(/\/companies$/);
    await page.context().close();
  });
});
