/** The Sensitivity page in a browser: drawn by the server, live in its own worker, the same digits as the API. */
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { formatFraction } from '#lib/charts/format.ts';
import type { UncertaintyResponse } from '#lib/contracts/uncertainty.ts';
import { launchChromium } from '#tests/support/chromium.ts';

import { readHeadline, visit } from './visit.ts';

const baseUrl = inject('baseUrl');
const TORNADO_TITLE = 'What moves it, one input at a time';
const FIRST_NAME = 'Memory saving per unit of inference work';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function askApi(page: Page, body: object): Promise<UncertaintyResponse> {
  const response = await page.request.post(`${baseUrl}/api/v1/uncertainty`, { data: body });
  expect(response.status()).toBe(200);
  return (await response.json()) as UncertaintyResponse;
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

/** Rows of the CSV that a chart gives away, without its lines of provenance. */
async function downloadCsv(page: Page, title: string): Promise<string[][]> {
  const chart = page.getByRole('figure').filter({ hasText: title });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    chart.getByRole('button', { name: 'CSV' }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '' && !/^"?#/.test(line))
    .map((line) => line.split(','));
}

/** Both ends of every bar of the tornado, as its CSV has them, against the API; waits for the worker. */
async function expectDigitsOfApi(
  page: Page,
  scenario: { readonly memorySaving: number; readonly usageElasticity: number },
): Promise<void> {
  const api = await askApi(page, { scenario });
  const listUnlike = async () => {
    const rows = (await downloadCsv(page, TORNADO_TITLE)).slice(1).map((row) => row.join(','));
    expect(rows.length).toBe(api.tornado.filter(({ low, high }) => low !== high).length);
    return rows.filter(
      (row) =>
        !api.tornado.some(
          ({ name, low, high }) =>
            row.includes(name) && row.includes(String(low)) && row.includes(String(high)),
        ),
    );
  };
  await expect.poll(listUnlike, { timeout: 30_000, interval: 500 }).toEqual([]);
}

describe('the Sensitivity page', () => {
  it('has its sentence, tornado, plane, distribution and variance without script', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/sensitivity', hasScript: false });
    const headline = await readHeadline(page);
    expect(headline).toContain(`${FIRST_NAME} explains`);
    expect(headline).toMatch(/HBM revenue falls in \d+\.\d %/);
    for (const title of [
      'What moves it, one input at a time',
      'Saving against elasticity',
      'Share of the variance',
    ]) {
      expect(await page.getByText(title, { exact: true }).count(), title).toBeGreaterThan(0);
    }
    expect(await page.getByText(/half, ten times the calls/).count()).toBeGreaterThan(0);
    await page.context().close();
  });

  it('draws a changed scenario in its worker, with the digits of the API', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/sensitivity' });
    const before = await readHeadline(page);
    await page
      .getByRole('slider', { name: /saving/i })
      .first()
      .focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.url()).toContain('x=0.29');
    const api = await askApi(page, { scenario: { memorySaving: 0.29 } });
    const share = plain(formatFraction(api.sobol[0]?.total ?? NaN));
    await expect.poll(() => readHeadline(page), { timeout: 15_000 }).toContain(share);
    const after = await readHeadline(page);
    expect(after).not.toBe(before);
    expect(after).toContain(`HBM revenue falls in ${plain(formatFraction(api.probabilityOfFall))}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('gives away the very numbers of the API as CSV', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/sensitivity' });
    const api = await askApi(page, {});
    const rows = await downloadCsv(page, TORNADO_TITLE);
    const first = rows.find((row) => row[0]?.includes(FIRST_NAME));
    const bar = api.tornado.find(({ input }) => input === 'memory_saving');
    expect(first?.join(',')).toContain(String(bar?.low));
    expect(first?.join(',')).toContain(String(bar?.high));
    await page.context().close();
  });

  it('has the digits of the API for scenarios at random, drawn by the server and by its worker', async () => {
    const scenarios = fc.sample(
      fc.record({
        memorySaving: fc.integer({ min: 5, max: 90 }).map((percent) => percent / 100),
        usageElasticity: fc.integer({ min: 0, max: 50 }).map((tenths) => tenths / 10),
      }),
      3,
    );
    for (const { memorySaving, usageElasticity } of scenarios) {
      const query = `x=${String(memorySaving)}&e=${String(usageElasticity)}`;
      const { page } = await visit(browser, { baseUrl, path: `/sensitivity?${query}` });
      await expectDigitsOfApi(page, { memorySaving, usageElasticity });
      await page
        .getByRole('slider', { name: /saving/i })
        .first()
        .focus();
      await page.keyboard.press('ArrowRight');
      const moved = Math.round(memorySaving * 100 + 1) / 100;
      await expect.poll(() => page.url()).toContain(`x=${String(moved)}`);
      await expectDigitsOfApi(page, { memorySaving: moved, usageElasticity });
      await page.context().close();
    }
  }, 180_000);

  it('takes a range of the reader’s own in place, says so, keeps it in the address, and goes back', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/sensitivity' });
    await page.getByRole('button', { name: `Set the range of ${FIRST_NAME}` }).click();
    const low = page.getByLabel(`Low (P10) of ${FIRST_NAME}`);
    const high = page.getByLabel(`High (P90) of ${FIRST_NAME}`);
    await low.fill('0.9');
    await high.fill('0.2');
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    expect(await page.getByText('Low must not lie above high.').count()).toBe(1);
    await low.fill('0.05');
    await high.fill('0.8');
    await page.getByLabel('Why, if you like').fill('labs: faster than thought');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('r=memory_saving:0.05:0.8:labs');
    // The keyboard goes on where it was, and a reader of the link sees the reason.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe(`Set the range of ${FIRST_NAME}`);
    await page.reload({ waitUntil: 'networkidle' });
    await page.getByRole('cell', { name: 'labs: faster than thought' }).waitFor();
    await expect.poll(() => page.getByText('set by you').count(), { timeout: 15_000 }).toBeGreaterThan(0);
    await page.getByRole('button', { name: `Back to the evidence for ${FIRST_NAME}` }).click();
    await expect.poll(() => page.url()).not.toContain('r=');
    await page.context().close();
  });

  it('opens the evidence of an input from its range', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/sensitivity' });
    const row = page.getByRole('row', { name: new RegExp(FIRST_NAME) });
    await row.getByTitle('Show the evidence').click();
    expect(await page.getByRole('dialog').innerText()).toContain('P10 to P90');
    await page.context().close();
  });

  it('runs more draws on the server, with progress, and gives them up', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/sensitivity' });
    await page.mouse.move(300, 300);
    await page.mouse.move(310, 310);
    await page.getByRole('button', { name: 'Draw 65,536 on the server' }).click();
    await expect.poll(() => page.getByTestId('draws').innerText(), { timeout: 60_000 }).toBe('65,536 draws');
    await page.getByRole('button', { name: 'Draw 1,048,576 on the server' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect
      .poll(() => page.getByRole('button', { name: 'Cancel' }).count(), { timeout: 15_000 })
      .toBe(0);
    await page.context().close();
  }, 90_000);

  it.each([
    ['o=total.nothing', 'o'],
    ['ends=wide', 'ends'],
    ['r=memory_saving:0.9:0.1', 'r'],
    ['r=memory_saving', 'r'],
    ['x=7', 'x'],
    ['zz=1', 'zz'],
  ])('refuses %s by name and shows the page all the same', async (query, param) => {
    const { page } = await visit(browser, { baseUrl, path: `/sensitivity?${query}` });
    expect(await readHeadline(page)).toContain('explains');
    const panel = await page.getByRole('region', { name: 'Part of this scenario was not used' }).innerText();
    expect(panel).toContain(param);
    await page.context().close();
  });
});
