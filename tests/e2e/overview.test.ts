import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { formatSignificant, formatUsdBn } from '#lib/charts/format.ts';
import { z } from 'zod';
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

interface Totals {
  readonly total: { readonly baselineHbmUsdBn: number; readonly hbmUsdBn: number };
  readonly breakEvenElasticity: number;
}

async function exposure(body: object): Promise<Totals> {
  const response = await fetch(`${baseUrl}/api/v1/exposure`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Totals;
}

function lossWords({ total }: Totals): string {
  return formatUsdBn(total.baselineHbmUsdBn - total.hbmUsdBn).replaceAll('\u00a0', ' ');
}

/** Whether the page's rounded text and the file's exact cell are one figure; words and absences are not compared. */
function isSameFigure(exact: string, shown: string): boolean {
  const value = Number(exact);
  const written = Number(shown.replace(/[$,%+\s]|bn/g, '').replace('\u2212', '-'));
  if (exact === '' || !Number.isFinite(value) || !Number.isFinite(written)) return true;
  const scale = shown.includes('%') && Math.abs(value) <= 1 ? 100 : 1;
  return Math.abs(value * scale - written) <= Math.max(0.0051 * Math.abs(written), 0.051);
}

describe('Overview', () => {
  it('takes a range typed for an input, draws from it, and opens it again from the address', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/?x=0.3&v=1' });
    const before = await readHeadline(page);
    const field = page.getByLabel('Elasticity, value').first();
    await field.fill('1.2-2.4');
    await expect.poll(() => page.url()).toContain('r=usage_elasticity:1.2:2.4');
    await page.getByText('range set by you').first().waitFor();
    await field.blur();
    expect(await field.inputValue()).toBe('1.2–2.4');
    await expect.poll(() => readHeadline(page)).not.toBe(before);
    const answer = z.object({ quantiles: z.object({ p10: z.number(), p90: z.number() }) }).parse(
      await (
        await fetch(new URL('/api/v1/uncertainty', baseUrl), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            scenario: { memorySaving: 0.3 },
            ranges: [{ id: 'usage_elasticity', low: 1.2, high: 2.4 }],
            output: 'total.changeUsdBn',
            draws: 4096,
            sobolDraws: 0,
          }),
        })
      ).json(),
    );
    const ends = [-answer.quantiles.p90, -answer.quantiles.p10].map((end) => end.toPrecision(3));
    await expect.poll(() => readHeadline(page)).toContain(`(${ends.join('–')})`);
    const drawn = await readHeadline(page);
    await page.reload({ waitUntil: 'networkidle' });
    expect(await readHeadline(page)).toBe(drawn);
    // A number takes the place of the range.
    await page.getByLabel('Elasticity, value').first().fill('1.5');
    await expect.poll(() => page.url()).not.toContain('r=');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("prints the API's numbers in its sentence", async () => {
    const answer = await exposure({});
    const { page, complaints } = await visit(browser, { baseUrl });
    const sentence = await readHeadline(page);
    expect(sentence).toContain(lossWords(answer));
    expect(sentence).toContain(formatUsdBn(answer.total.baselineHbmUsdBn).replaceAll('\u00a0', ' '));
    expect(sentence).toContain(`elasticity above ${formatSignificant(answer.breakEvenElasticity)}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('follows the saving slider live, to the number that the API gives for it', async () => {
    const { page, complaints } = await visit(browser, { baseUrl });
    const slider = page.getByRole('slider', { name: 'Saving', exact: true });
    await slider.fill('50');
    const words = lossWords(await exposure({ memorySaving: 0.5 }));
    await expect.poll(() => readHeadline(page)).toContain(words);
    await expect.poll(() => page.url()).toContain('?x=0.5&v=1');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('opens a link with the scenario in it on the server, without script', async () => {
    const words = lossWords(await exposure({ memorySaving: 0.5, usageElasticity: 0.2 }));
    const { page } = await visit(browser, { baseUrl, path: '/?x=0.5&e=0.2&v=1', hasScript: false });
    expect(await readHeadline(page)).toContain(words);
    expect(await page.getByRole('figure').count()).toBeGreaterThanOrEqual(3);
    await page.context().close();
  });

  it('goes back and forward through scenarios', async () => {
    const { page } = await visit(browser, { baseUrl });
    const base = await readHeadline(page);
    await page.getByRole('button', { name: '50 %, ten times the calls' }).click();
    await expect.poll(() => readHeadline(page)).toContain('10 times');
    const gain = await readHeadline(page);
    await page.goBack();
    await expect.poll(() => readHeadline(page)).toBe(base);
    await page.goForward();
    await expect.poll(() => readHeadline(page)).toBe(gain);
    expect(page.url()).toContain('u=10');
    await page.context().close();
  });

  it('refuses what a link cannot mean, in words, and computes the rest', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/?x=2&e=abc&zz=1&p=0.5&v=1' });
    const panel = page.getByRole('region', { name: 'Part of this scenario was not used' });
    const words = await panel.innerText();
    expect(words).toContain('x=2');
    expect(words).toContain('0.99');
    expect(words).toContain('e=abc');
    expect(words).toContain('zz=1');
    expect(await readHeadline(page)).toContain(lossWords(await exposure({ passThrough: 0.5 })));
    await page.getByRole('button', { name: 'Remove it from the link' }).click();
    await expect.poll(() => panel.count()).toBe(0);
    await expect.poll(() => page.url()).toMatch(/\?p=0\.5&v=1$/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('refuses a typed value outside its limits without moving it to the limit', async () => {
    const { page } = await visit(browser, { baseUrl });
    const before = await readHeadline(page);
    await page.getByLabel('Saving, per cent').fill('150');
    await expect.poll(() => page.getByRole('alert').allInnerTexts()).toContain('from 0 % to 99 %');
    expect(await readHeadline(page)).toBe(before);
    await page.context().close();
  });

  it('says from which day on it can compute, when asked for a day before any fact', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/?asOf=2001-01-01' });
    expect(await page.getByRole('main').innerText()).toMatch(/must be \d{4}-\d{2}-\d{2} or later/);
    await page.getByRole('link', { name: 'Open this page as of today' }).click();
    await expect.poll(() => readHeadline(page)).toContain('at risk');
    await page.context().close();
  });

  it('reproduces the 700 billion with its issuers, as known in spring and today', async () => {
    const { page } = await visit(browser, { baseUrl });
    const rows = await page
      .getByRole('region', { name: 'Guides for 2026 over time' })
      .getByRole('row')
      .allInnerTexts();
    const cells = rows.map((row) => row.replaceAll('\u00a0', ' ').split(/\s*\t\s*/));
    expect(cells[1]?.slice(1, 4)).toEqual(['720', '732.5', '745']);
    expect(cells.at(-1)).toEqual(['29 Apr 2026', '695', '710', '725', 'Alphabet, Meta Platforms, Microsoft']);
    await page.context().close();
  });

  it('shows in the drawer the chain that leads to a figure, its inputs, and what others publish', async () => {
    const { page, complaints } = await visit(browser, { baseUrl });
    await page.getByTestId('headline').getByRole('button').nth(2).click();
    const drawer = page.getByRole('dialog', { name: 'Change of HBM revenue' });
    await drawer.getByRole('rowheader', { name: 'Revenue ratio' }).waitFor();
    for (const step of [
      'Saving reached',
      'Demand index',
      'Backlog',
      'Price',
      'Under contract',
      'HBM revenue',
    ]) {
      expect(await drawer.getByRole('rowheader', { name: step }).count()).toBeGreaterThan(0);
    }
    await drawer.getByText('2026').first().waitFor();
    await drawer.getByText('77.4').waitFor();
    const words = await drawer.innerText();
    for (const rival of ['54.6', '58', '69', '77.4']) expect(words).toContain(rival);
    expect(await drawer.getByRole('link').count()).toBeGreaterThan(5);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('offers as CSV exactly the rows of each table twin', async () => {
    const { page } = await visit(browser, { baseUrl });
    await page.keyboard.press('t');
    const figures = await page.getByRole('figure').all();
    expect(figures.length).toBeGreaterThanOrEqual(3);
    for (const figure of figures) {
      const download = page.waitForEvent('download');
      await figure.getByRole('button', { name: 'CSV' }).click();
      const text = await readFile(await (await download).path(), 'utf8');
      const records: string[][] = parse(text, { relax_column_count: true, bom: true });
      const file = records.filter((record) => record[0]?.startsWith('#') !== true);
      const twin = await figure
        .getByRole('row')
        .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
      expect(file.length).toBe(twin.length);
      expect(file.length).toBeGreaterThan(3);
      const pairs = file
        .slice(1)
        .flatMap((row, i) => row.map((cell, j) => [cell, twin[i + 1]?.[j]] as const));
      for (const [exact, shown] of pairs) expect(isSameFigure(exact, shown ?? '')).toBe(true);
    }
    await page.context().close();
  });

  it('shows orders in place of revenue and goes back', async () => {
    const { page, complaints } = await visit(browser, { baseUrl });
    await page.getByRole('button', { name: 'Orders, bn GB' }).click();
    await page
      .getByText(/orders/i)
      .first()
      .waitFor();
    await expect
      .poll(() => page.getByRole('button', { name: 'Orders, bn GB' }).getAttribute('aria-pressed'))
      .toBe('true');
    await page.getByRole('button', { name: 'Revenue, USD bn' }).click();
    await expect
      .poll(() => page.getByRole('button', { name: 'Revenue, USD bn' }).getAttribute('aria-pressed'))
      .toBe('true');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
