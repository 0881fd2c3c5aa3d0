import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
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

interface Exposure {
  readonly total: { readonly baselineHbmUsdBn: number; readonly hbmUsdBn: number };
}

/** Change of HBM revenue by the API, as the page writes it. */
async function changeOf(scenario: object): Promise<string> {
  const response = await fetch(`${baseUrl}/api/v1/exposure`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(scenario),
  });
  expect(response.status).toBe(200);
  const { total } = (await response.json()) as Exposure;
  const change = total.hbmUsdBn - total.baselineHbmUsdBn;
  return `${change < 0 ? '−' : '+'}$${Math.abs(change).toPrecision(3)} bn`;
}

const row = (page: Page, name: string) =>
  page
    .getByRole('region', { name: 'Table: scenarios compared' })
    .getByRole('row')
    .filter({ hasText: name })
    .first();

const cellsOf = async (page: Page, name: string): Promise<string[]> =>
  (await row(page, name).getByRole('cell').allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' '));

describe('Scenarios', () => {
  it("compares the house's presets by default, with the API's numbers and no complaint of the browser", async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/scenarios' });
    const [base, fleet] = [await changeOf({}), await changeOf({ savingPath: 'fleet' })];
    const sentence = await readHeadline(page);
    expect(sentence).toMatch(/^Fleet differs from Base in 1 input; path of the saving is all of the gap/);
    expect(sentence).toContain(`${fleet} instead of ${base}`);
    const cells = await cellsOf(page, 'USD bn over the horizon');
    expect(cells[0]).toContain(base);
    expect(cells[1]).toContain(fleet);
    expect((await cellsOf(page, 'Long-run demand')).slice(0, 4).slice(2)).toEqual([
      expect.stringContaining('× 0.500'),
      expect.stringContaining('× 5.00'),
    ]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('draws ranges that the API draws too, from the same seed', async () => {
    const response = await fetch(`${baseUrl}/api/v1/uncertainty`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scenario: { memorySaving: 0.5 }, output: 'total.changeUsdBn', sobolDraws: 0 }),
    });
    const { quantiles } = (await response.json()) as { quantiles: { p10: number; p90: number } };
    const { page } = await visit(browser, { baseUrl, path: '/scenarios?a=x:0.5&b=' });
    const [cell] = await cellsOf(page, 'USD bn over the horizon');
    expect(cell).toContain(
      `−${Math.abs(quantiles.p10).toPrecision(3)} to −${Math.abs(quantiles.p90).toPrecision(3)}`,
    );
    await page.context().close();
  });

  it('is whole without script, its form too', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/scenarios?a=&b=x:0.5&v=1', hasScript: false });
    expect(await page.getByRole('figure').count()).toBe(3);
    expect(await page.getByText('What this page does not know').count()).toBe(1);
    await page.getByRole('combobox', { name: 'Input of Scenario B' }).selectOption('e');
    await page.getByRole('textbox', { name: /Value in Scenario B/ }).fill('0');
    await page.getByRole('textbox', { name: /Value in Scenario B/ }).press('Enter');
    await page.waitForURL(/\/scenarios\?a=&b=x:0\.5,e:0&v=1$/);
    expect(await readHeadline(page)).toContain('Scenario B differs from Base in 2 inputs');
    await page.context().close();
  });

  it('is edited by keyboard and links, which only rewrite the address', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/scenarios?a=&b=x:0.5&v=1' });
    await page.getByRole('combobox', { name: 'Input of Scenario B' }).selectOption('name');
    await page.getByRole('textbox', { name: /Value in Scenario B/ }).fill('Bear');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/scenarios\?a=&b=x:0\.5&nb=Bear&v=1$/);
    await expect.poll(() => readHeadline(page)).toContain('Bear differs from Base in 1 input');

    const bear = page.getByRole('navigation', { name: 'Change Bear' });
    await bear.getByRole('link', { name: 'Duplicate' }).click();
    await page.waitForURL(/&c=x:0\.5&nc=Bear&v=1$/);
    await page
      .getByRole('navigation', { name: 'Change Bear (C)' })
      .getByRole('link', { name: 'Reset' })
      .click();
    await page.waitForURL(/&c=&v=1$/);
    await page
      .getByRole('navigation', { name: 'Change Base (C)' })
      .getByRole('link', { name: 'Remove' })
      .click();
    await page.waitForURL(/\/scenarios\?a=&b=x:0\.5&nb=Bear&v=1$/);
    await page
      .getByRole('navigation', { name: 'Add a scenario' })
      .getByRole('link', { name: 'Fleet' })
      .click();
    await page.waitForURL(/&c=s:fleet&v=1$/);
    await page
      .getByRole('navigation', { name: /set against/ })
      .getByRole('link', { name: 'Fleet' })
      .click();
    await page.waitForURL(/with=c/);
    await expect.poll(() => readHeadline(page)).toContain('Fleet differs from Base');
    const openings = page.getByRole('navigation', { name: 'Open Bear in' }).getByRole('link');
    expect(await openings.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      '/?x=0.5&v=1',
      '/exposure?x=0.5&v=1',
      '/sensitivity?x=0.5&v=1',
    ]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('refuses parts by name, of the address, the engine and the form, and shows the rest', async () => {
    const path = '/scenarios?a=x:2,zz:1&na=Bear&b=&with=d&out=nothing';
    const { page } = await visit(browser, { baseUrl, path });
    const panel = await page.getByText('Part of this link was not used').locator('..').innerText();
    for (const part of ['a, x=2', 'a, zz=1', 'with=d', 'out=nothing']) expect(panel).toContain(part);
    expect(await readHeadline(page)).toContain('Base differs from Bear in no input');
    await page.getByRole('button', { name: 'Remove it from the link' }).click();
    await expect.poll(() => page.url()).toMatch(/\/scenarios\?a=&na=Bear&b=&v=1$/);

    await page.getByRole('textbox', { name: /Value in Bear/ }).fill('half');
    await page.keyboard.press('Enter');
    await page.getByText('a, x=half').waitFor();
    await page.context().close();
  });

  it('shows another output with its ranges, and how often one lies below another', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/scenarios?a=&b=x:0.5,e:0,t:0&v=1' });
    await page
      .getByRole('navigation', { name: 'Output' })
      .getByRole('link', { name: 'Long-run demand' })
      .click();
    await page.waitForURL(/out=steadyState\.demandIndex/);
    await page.getByRole('heading', { name: 'Long-run demand by scenario' }).waitFor();
    const below = page.getByRole('region', { name: /Long-run demand: share of draws/ });
    const cells = await below.getByRole('row').nth(2).getByRole('cell').allInnerTexts();
    expect(Number.parseFloat(cells[0] ?? '')).toBeGreaterThan(90);
    await page.context().close();
  });

  it('opens the evidence of a figure by click and by full stop', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/scenarios?a=&b=x:0.5,e:0&nb=Bear&v=1' });
    await page.keyboard.press('.');
    const gap = page.getByRole('dialog', { name: /Gap in HBM revenue/ });
    await gap.waitFor();
    expect(await gap.innerText()).toContain('elasticity of usage');
    await page.keyboard.press('Escape');
    await row(page, 'USD bn over the horizon').getByRole('button').nth(1).click();
    const change = page.getByRole('dialog', { name: 'Change of HBM revenue, Bear' });
    await change.waitFor();
    expect(await change.innerText()).toContain('set in Bear');
    await page.context().close();
  });

  it('has the same figures in the file of its table', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/scenarios?a=&b=x:0.5&nb=Bear&v=1' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#compare').getByRole('button', { name: 'CSV' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    const records: string[][] = parse(text, { relax_column_count: true, bom: true });
    const heading = records.find(([cell]) => cell === 'Quantity');
    expect(heading?.slice(0, 5)).toEqual(['Quantity', 'Kind', 'Unit', 'Base', 'Bear']);
    const saving = records.find(([cell, kind]) => cell === 'saving' && kind === 'input');
    expect(saving?.slice(2, 5)).toEqual(['fraction', '0.28', '0.5']);
    const change = records.find(([cell]) => cell === 'Change of HBM revenue');
    expect(`−$${Math.abs(Number(change?.[3])).toPrecision(3)} bn`).toBe(await changeOf({}));
    await page.context().close();
  });
});
