import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { formatFraction, formatUsdBnChange } from '#lib/charts/format.ts';
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

interface Vendors {
  readonly vendors: readonly {
    readonly ticker: string;
    readonly name: string;
    readonly ebitChangeUsdBn: number;
  }[];
}

async function exposure(body: object): Promise<Vendors> {
  const response = await fetch(`${baseUrl}/api/v1/exposure`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Vendors;
}

const plain = (text: string): string => text.replaceAll('\u00a0', ' ').replaceAll('\u2060', '');

/** The largest loser's name, share of the loss and dollars, from the API's answer. */
function loserWords({ vendors }: Vendors): readonly string[] {
  const loss = vendors.reduce((sum, { ebitChangeUsdBn }) => sum + Math.min(0, ebitChangeUsdBn), 0);
  const first = vendors.toSorted((a, b) => a.ebitChangeUsdBn - b.ebitChangeUsdBn)[0];
  if (first === undefined) throw new Error('the API answers no vendor');
  return [
    `${first.name} carries ${plain(formatFraction(first.ebitChangeUsdBn / loss))} (`,
    plain(formatUsdBnChange(first.ebitChangeUsdBn)),
  ];
}

describe('Exposure', () => {
  it("prints the API's numbers in its sentence, without a complaint of the browser", async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/exposure' });
    const sentence = plain(await readHeadline(page));
    for (const words of loserWords(await exposure({}))) expect(sentence).toContain(words);
    expect(sentence).toContain('nothing is moved to other tiers');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is whole without script: sentence, five charts and the flow, table, what it does not know', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/exposure?s=fleet', hasScript: false });
    expect(plain(await readHeadline(page))).toMatch(/Sandisk gains in \d+\.\d % of runs/);
    expect(await page.getByRole('figure').count()).toBe(6);
    expect(await page.getByText('NVFP4 cache').count()).toBeGreaterThan(0);
    expect(await page.getByText('What this page does not know').count()).toBe(1);
    await page.context().close();
  });

  it('moves bytes by its link, live, and says what the API says', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/exposure' });
    await page.getByRole('link', { name: 'let 35 % of the saving move bytes' }).click();
    await expect.poll(() => page.url()).toMatch(/\/exposure\?tierShiftShare=0\.35&v=1$/);
    await expect.poll(() => readHeadline(page), { timeout: 20_000 }).toMatch(/Sandisk gains in 100\.0/);
    const answer = await exposure({ tierShiftShare: 0.35 });
    const sentence = plain(await readHeadline(page));
    for (const words of loserWords(answer)) expect(sentence).toContain(words);
    const sandisk = answer.vendors.find(({ ticker }) => ticker === 'SNDK');
    expect(sentence).toContain(plain(formatUsdBnChange(sandisk?.ebitChangeUsdBn ?? NaN)));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('keeps the unit of the bars in the address', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/exposure' });
    await page.getByRole('radio', { name: '% of market value' }).check();
    await expect.poll(() => page.url()).toMatch(/\/exposure\?unit=value$/);
    await page.getByRole('heading', { name: 'Change of value by vendor, of market value' }).waitFor();
    await page.context().close();
  });

  it('refuses by name what the address cannot mean, and shows the rest', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/exposure?unit=won&tierShiftShare=7&zz=1' });
    const text = await page.getByText('Part of this scenario was not used').locator('..').innerText();
    for (const part of ['unit=won', 'tierShiftShare=7', 'zz=1']) expect(text).toContain(part);
    for (const words of loserWords(await exposure({})))
      expect(plain(await readHeadline(page))).toContain(words);
    await page.context().close();
  });

  it('opens the chain of a dollar by click and by full stop', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/exposure?tierShiftShare=0.3' });
    await page.keyboard.press('.');
    await page.getByRole('dialog', { name: 'Operating profit lost by those who lose' }).waitFor();
    await page.keyboard.press('Escape');
    const table = page.getByRole('region', { name: 'Table: exposure by tier and vendor' });
    await table.getByRole('row').filter({ hasText: 'Sandisk' }).getByRole('button').first().click();
    const dialog = page.getByRole('dialog', { name: /Sandisk: NAND revenue/ });
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('Contribution margin of the tier');
    await page.context().close();
  });

  it('reads the flow by keyboard and has it in a CSV that adds up', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/exposure?s=fleet' });
    const figure = page.getByRole('figure', { name: 'From technique to tier to vendor' });
    await page.mouse.move(10, 10);
    await figure.locator('[data-drawn="true"]').waitFor();
    await figure.getByRole('img').focus();
    await page.keyboard.press('ArrowRight');
    await figure.getByText('NVFP4 cache → HBM').waitFor();
    await page.keyboard.press('Escape');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      figure.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const records: string[][] = parse(await readFile(await download.path(), 'utf8'), {
      relax_column_count: true,
      bom: true,
    });
    const rows = records.filter((cells) => cells.length === 4 && Number.isFinite(Number(cells[2])));
    const total = (column: number, name: string): number =>
      rows.filter((cells) => cells[column] === name).reduce((sum, cells) => sum + Number(cells[2]), 0);
    expect(rows.length).toBeGreaterThan(20);
    for (const tier of ['HBM', 'DRAM', 'NAND']) {
      expect(total(1, tier)).toBeGreaterThan(0);
      expect(total(1, tier)).toBeCloseTo(total(0, tier), 6);
    }
    await page.context().close();
  });
});
