import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { announcementsPageSchema, capexTotalsSchema, type CapexTotals } from '#lib/contracts/capex.ts';
import { launchChromium } from '#tests/support/chromium.ts';
import { readHeadline, visit } from './visit.ts';

const baseUrl = inject('baseUrl');
const AS_OF = '2026-11-23';
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

async function totals(year: number): Promise<CapexTotals> {
  const response = await fetch(`${baseUrl}/api/v1/capex/totals?year=${String(year)}&asOf=${AS_OF}`);
  expect(response.status).toBe(200);
  return capexTotalsSchema.parse(await response.json());
}

/** Records of a downloaded table below its heading. */
function recordsOf(text: string): { readonly heading: readonly string[]; readonly rows: string[][] } {
  const records: string[][] = parse(text, { relax_column_count: true, bom: true });
  const [heading = [], ...rows] = records.filter((record) => record[0]?.startsWith('#') !== true);
  return { heading, rows };
}

describe('Capex', () => {
  it('answers in one sentence: the rise on one basis, as printed, the sum and the HBM content', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: `/capex?asOf=${AS_OF}` });
    expect(await readHeadline(page)).toMatch(
      /^Guidance of the big four for 2026 rose \$37\.5 bn \(\$35–40 bn\) since 29 Apr 2026 on one basis, \+\$22\.5 bn as printed, now \$732\.5 bn \(\$720–745 bn\); HBM content \d+\.\d–\d+\.\d %\.$/,
    );
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is whole without script: three charts, issuers, reasons with their dollars, what it does not know', async () => {
    const { page } = await visit(browser, { baseUrl, path: `/capex?asOf=${AS_OF}`, hasScript: false });
    expect(await page.getByRole('figure').count()).toBe(3);
    const reasons = page.getByRole('list', { name: 'Left out, by reason' }).getByRole('listitem');
    expect(await reasons.count()).toBeGreaterThanOrEqual(4);
    expect(await reasons.first().innerText()).toMatch(/^\$3,7\d\d/);
    const unknowns = await page.getByRole('region', { name: 'What this page does not know' }).innerText();
    expect(unknowns.replaceAll('\u00a0', ' ')).toContain('for the quarter to 30 Sep 2026');
    await page.getByRole('link', { name: '2025', exact: true }).click();
    expect(await readHeadline(page)).toContain('3 of the big four for 2025');
    await page.context().close();
  });

  it('has the API’s low, point and high of each issuer in the CSV of its table', async () => {
    const answer = await totals(2026);
    const { page } = await visit(browser, { baseUrl, path: `/capex?asOf=${AS_OF}` });
    const table = page.getByRole('region', { name: 'Issuers of 2026, USD bn', exact: true });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      table.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const { heading, rows } = recordsOf(await readFile(await download.path(), 'utf8'));
    expect(rows).toHaveLength(answer.issuers.length);
    const column = (label: string): number => heading.findIndex((name) => name.startsWith(label));
    for (const issuer of answer.issuers.filter(({ includedInTotal }) => includedInTotal)) {
      const row = rows.find((cells) => cells[0] === issuer.issuer) ?? [];
      expect(Number(row[column('Year, low')])).toBeCloseTo(issuer.lowUsdBn ?? NaN, 9);
      expect(Number(row[column('Year, point')])).toBeCloseTo(issuer.pointUsdBn ?? NaN, 9);
      expect(Number(row[column('Year, high')])).toBeCloseTo(issuer.highUsdBn ?? NaN, 9);
      expect(Number(row[column('Reported')])).toBeCloseTo(issuer.actualUsdBn ?? NaN, 9);
    }
    await page.context().close();
  });

  it('lists in the CSV of what stays out only announcements of the API, none replaced by another', async () => {
    const response = await fetch(`${baseUrl}/api/v1/capex/announcements?limit=500&asOf=${AS_OF}`);
    const { items } = announcementsPageSchema.parse(await response.json());
    const replaced = new Set(items.map(({ supersedesId }) => supersedesId));
    const out = items.filter(({ id, kind }) => kind !== 'guidance' && !replaced.has(id));
    const { page } = await visit(browser, { baseUrl, path: `/capex?asOf=${AS_OF}` });
    await page.getByText(/^Announcements that stay out, newest first: \d+/).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .locator('details')
        .filter({ hasText: 'Announcements that stay out' })
        .getByRole('button', { name: 'CSV' })
        .click(),
    ]);
    const { rows } = recordsOf(await readFile(await download.path(), 'utf8'));
    const urls = rows.map((cells) => cells.at(-1));
    expect(out.length).toBeGreaterThan(30);
    for (const { source } of out) expect(urls).toContain(source.url);
    await page.context().close();
  });

  it('opens the evidence of the rise with every revision, its reason and its sources', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: `/capex?asOf=${AS_OF}` });
    await page.keyboard.press('.');
    const dialog = page.getByRole('dialog', { name: /Revisions for 2026 since/ });
    await dialog.waitFor();
    const text = await dialog.innerText();
    expect(text).toContain('Not a cut');
    expect(text).toContain('Alphabet, 22');
    expect(await dialog.getByRole('link').count()).toBeGreaterThanOrEqual(4);
    await page.keyboard.press('Escape');
    await page.getByTestId('headline').getByRole('button').last().click();
    const content = page.getByRole('dialog', { name: /HBM content of capex, 2026/ });
    await content.waitFor();
    expect(await content.innerText()).toContain('Blended HBM price 2026 over 2025');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('shows each issuer, another first day and all six by address, and keeps the place', async () => {
    const { page } = await visit(browser, { baseUrl, path: `/capex?asOf=${AS_OF}` });
    await page.getByRole('link', { name: 'Each issuer' }).click();
    await expect.poll(() => page.url()).toContain('show=each');
    await page.getByRole('link', { name: '22 Jul 2026', exact: true }).click();
    await expect.poll(() => page.url()).toContain('since=2026-07-22');
    await expect.poll(() => readHeadline(page)).toContain('rose $22.5 bn');
    await page.getByRole('link', { name: 'All six' }).click();
    await expect.poll(() => readHeadline(page)).toContain('the six issuers');
    expect(page.url()).toContain('show=each');
    expect(page.url()).toContain(`asOf=${AS_OF}`);
    await page.context().close();
  });

  it('knows at a past date only what was public', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/capex?asOf=2026-05-06' });
    const sentence = await readHeadline(page);
    expect(sentence).toContain('has not moved since 29 Apr 2026, now $710 bn ($695–725 bn)');
    expect(await page.getByText('329.1').count()).toBe(0);
    await page.context().close();
  });

  it('refuses by name what it does not know, and shows the page without it', async () => {
    const { page } = await visit(browser, {
      baseUrl,
      path: `/capex?year=1999&set=five&show=orcl&since=2020-01-01&zz=1&asOf=${AS_OF}`,
    });
    const panel = await page.getByRole('region', { name: 'Part of this link was not used' }).innerText();
    for (const words of ['year=1999', 'set=five', 'show=orcl', 'since=2020-01-01', 'zz=1']) {
      expect(panel).toContain(words);
    }
    expect(await readHeadline(page)).toContain('for 2026 rose $37.5 bn');
    await page.context().close();
  });
});
