import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { exposureSchema, type ExposureResponse } from '#lib/contracts/exposure.ts';
import { uncertaintySchema, type UncertaintyResponse } from '#lib/contracts/uncertainty.ts';
import { launchChromium } from '#tests/support/chromium.ts';
import { readHeadline, visit } from './visit.ts';

const baseUrl = inject('baseUrl');
const AS_OF = '2026-11-23';
const PATH = `/rebound?asOf=${AS_OF}`;
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

async function post(path: string, body: object): Promise<unknown> {
  const response = await fetch(`${baseUrl}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return response.json();
}

async function exposure(scenario: object = {}): Promise<ExposureResponse> {
  return exposureSchema.parse(await post('exposure', { asOf: AS_OF, ...scenario }));
}

async function run(scenario: object = {}): Promise<UncertaintyResponse> {
  const request = {
    scenario: { asOf: AS_OF, ...scenario },
    output: 'offset.revenueLostUsdBn',
    sobolDraws: 0,
  };
  return uncertaintySchema.parse(await post('uncertainty', request));
}

describe('Rebound', () => {
  it("prints the API's break-even, ranges, share of runs and cost, without a complaint of the browser", async () => {
    const [answer, draws] = await Promise.all([exposure(), run()]);
    const { page, complaints } = await visit(browser, { baseUrl, path: PATH });
    const sentence = await readHeadline(page);
    const { p10, p90 } = draws.breakEvenElasticity ?? { p10: NaN, p90: NaN };
    expect(sentence).toContain(
      `Break-even elasticity ${(answer.breakEvenElasticity ?? NaN).toPrecision(3)} (${p10.toPrecision(3)}–${p90.toPrecision(3)})`,
    );
    expect(sentence).toContain(`${((draws.probabilityOfOffset ?? NaN) * 100).toFixed(1)} % of runs`);
    expect(sentence).toContain(`cumulative cost $${answer.offset.revenueLostUsdBn.toPrecision(3)} bn`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is whole without script: sentence, three charts, tables, what it does not know', async () => {
    const { page } = await visit(browser, { baseUrl, path: PATH, hasScript: false });
    expect(await page.getByRole('figure').count()).toBe(3);
    for (const name of ['Time to offset of a step', 'Two fixed points', 'Three levers that stand at zero']) {
      expect(await page.getByRole('group', { name }).getByRole('row').count()).toBeGreaterThan(2);
    }
    const claims = await page.getByRole('group', { name: 'Two fixed points' }).innerText();
    expect(claims).toMatch(/× 0\.5[^]*× 5/);
    expect(await page.getByText('2 of 35 rows on file measure').count()).toBe(1);
    await page.context().close();
  });

  it('follows the elasticity in sentence, chart and address, and says when demand is back', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: PATH });
    await page.getByLabel('Elasticity, value').fill('6');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('e=6');
    const { offset } = await exposure({ usageElasticity: 6 });
    const [year = '', quarter = ''] = (offset.quarter ?? '').split('Q');
    await expect.poll(() => readHeadline(page)).toContain(`demand is back in Q${quarter} ${year}`);
    const draws = await run({ usageElasticity: 6 });
    await expect
      .poll(() => readHeadline(page))
      .toContain(`in ${((draws.probabilityOfOffset ?? NaN) * 100).toFixed(1)} % of runs`);
    await page.getByText(`T*: first quarter from which the demand index stays at 1`).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('opens the evidence of a figure by click and by full stop', async () => {
    const { page } = await visit(browser, { baseUrl, path: PATH });
    await page.keyboard.press('.');
    const dialog = page.getByRole('dialog', { name: 'Break-even elasticity' });
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('ln(1 − φ·c)');
    await page.keyboard.press('Escape');
    await page.getByTestId('headline').getByRole('button', { name: '0.45–1.8' }).click();
    await page.getByRole('dialog', { name: 'Evidence on the elasticity of use' }).waitFor();
    await page.context().close();
  });

  it('has the net of every quarter in the CSV of its chart, as the API sums it', async () => {
    const { quarters } = await exposure();
    const { page } = await visit(browser, { baseUrl, path: PATH });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('figure').first().getByRole('button', { name: 'CSV' }).click(),
    ]);
    const records: string[][] = parse(await readFile(await download.path(), 'utf8'), {
      relax_column_count: true,
      bom: true,
    });
    const rows = records.filter((cells) => cells.length > 3).slice(1);
    let net = 0;
    const nets = quarters.map((each) => (net += each.hbmUsdBn - each.baselineHbmUsdBn));
    expect(rows.map((cells) => Number(cells[3]).toFixed(6))).toEqual(nets.map((each) => each.toFixed(6)));
    await page.context().close();
  });

  it('links the sources of the estimates in the table twin', async () => {
    const { page } = await visit(browser, { baseUrl, path: PATH });
    const strip = page.getByRole('figure', { name: 'Evidence on elasticity' });
    await strip.getByText('Table', { exact: true }).click();
    expect(await strip.getByRole('link').count()).toBe(5);
    await page.context().close();
  });

  it('refuses by name what the address cannot mean, and shows the rest', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/rebound?x=0.3&p=7&zz=1' });
    const text = await page.locator('main').innerText();
    for (const part of ['p=7', 'zz=1']) expect(text).toContain(part);
    expect(await readHeadline(page)).toContain('Break-even elasticity');
    await page.context().close();
  });
});
