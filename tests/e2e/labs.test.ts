import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { labsSchema, type LabsResponse } from '#lib/contracts/labs.ts';
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

async function economics(query = ''): Promise<LabsResponse> {
  const response = await fetch(`${baseUrl}/api/v1/labs/economics${query}`);
  expect(response.status).toBe(200);
  return labsSchema.parse(await response.json());
}

const percent = (fraction: number): string => `${(fraction * 100).toFixed(1)} %`;

/** Gross margins of DeepSeek's flagship as the page writes them: before, after. */
function deepseekMargins({ labs }: LabsResponse): [string, string] {
  const step = labs.find(({ id }) => id === 'deepseek')?.flagships.at(-1);
  return [percent(step?.grossMarginBefore?.point ?? NaN), percent(step?.grossMarginAfter?.point ?? NaN)];
}

describe('Labs', () => {
  it("prints the API's numbers in its sentence, without a complaint of the browser", async () => {
    const answer = await economics();
    const { page, complaints } = await visit(browser, { baseUrl, path: '/labs' });
    const sentence = await readHeadline(page);
    for (const margin of deepseekMargins(answer)) expect(sentence).toContain(margin);
    expect(sentence).toContain(percent(answer.costSaving.point));
    expect(sentence).toContain(percent(answer.passThrough.point));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is whole without script: sentence, charts, cuts with sources, the check, what it does not know', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/labs', hasScript: false });
    expect(await page.getByRole('figure').count()).toBe(2);
    const cuts = page.getByRole('region', { name: 'Table: cuts' });
    for (const provider of ['DeepSeek', 'Alibaba Qwen', 'Xiaomi']) {
      expect(await cuts.getByRole('row').filter({ hasText: provider }).count()).toBeGreaterThan(0);
    }
    expect(await cuts.getByRole('link').count()).toBeGreaterThan(8);
    const check = page.getByRole('region', { name: 'Table: the check' });
    expect(await check.getByRole('row').filter({ hasText: 'Cost of the day' }).innerText()).toContain(
      '$87,072',
    );
    expect(await page.getByText('What this page does not know').count()).toBe(1);
    await page.getByRole('combobox', { name: 'Mix of requests' }).selectOption('agentic');
    await page.getByRole('button', { name: 'Show' }).nth(1).click();
    expect(await readHeadline(page)).toContain('Coding agent 2026');
    await page.context().close();
  });

  it('takes mix, pass-through and saving from its form into the address, and only what differs', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/labs' });
    await page.getByRole('combobox', { name: 'Mix of requests' }).selectOption('chat');
    await expect.poll(() => page.url()).toMatch(/\/labs\?mix=chat&v=1$/);
    await page.getByRole('spinbutton', { name: /Passed on/ }).fill('0.3');
    await page.getByRole('spinbutton', { name: /Cost saving/ }).fill('0.2');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toMatch(/\/labs\?mix=chat&p=0\.3&c=0\.2&v=1$/);
    const [before, after] = deepseekMargins(await economics('?mix=chat&passThrough=0.3&costSaving=0.2'));
    await expect.poll(() => readHeadline(page)).toContain(`${before} to ${after}`);
    await page.goBack();
    await expect.poll(() => page.url()).toMatch(/\?mix=chat&v=1$/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('draws another price and other labs by link', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/labs' });
    await page.getByRole('link', { name: 'Output' }).click();
    await expect.poll(() => page.url()).toContain('series=output');
    await page.getByRole('link', { name: 'Chinese' }).click();
    await expect.poll(() => page.url()).toContain('series=output&show=cn');
    await page.getByRole('heading', { name: 'List price of flagships: output' }).waitFor();
    await page.context().close();
  });

  it('refuses by name what the address cannot mean, and shows the rest', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/labs?mix=chat&p=7&quarter=1999Q1&zz=1' });
    const panel = page.getByRole('alert').or(page.getByText('Part of this link was not used').locator('..'));
    const text = await panel.first().innerText();
    for (const part of ['p=7', 'quarter=1999Q1', 'zz=1']) expect(text).toContain(part);
    expect(await readHeadline(page)).toContain('Conversation (Kimi trace)');
    await page.context().close();
  });

  it('opens the evidence of a figure by click and by full stop', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/labs' });
    await page.keyboard.press('.');
    await page.getByRole('dialog', { name: 'List price over serving cost' }).waitFor();
    await page.keyboard.press('Escape');
    const row = page
      .getByRole('row')
      .filter({ hasText: 'mimo-v2.5-pro' })
      .filter({ hasText: 'own architecture' });
    await row.getByRole('button').click();
    const dialog = page.getByRole('dialog', { name: /Gross margin on tokens: Xiaomi/ });
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('$0.0036');
    await page.context().close();
  });

  it('has the API’s prices in the table twin and its CSV', async () => {
    const answer = await economics();
    const { page } = await visit(browser, { baseUrl, path: '/labs?show=all' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('figure').first().getByRole('button', { name: 'CSV' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    const records: string[][] = parse(text, { relax_column_count: true, bom: true });
    const heading = records.findIndex((cells) => cells.length > 10);
    const column = records[heading]?.findIndex((name) => name.startsWith('At the mix')) ?? -1;
    const rows = records.slice(heading + 1).filter((cells) => cells.length > 10);
    const steps = answer.labs.flatMap(({ flagships }) => flagships);
    expect(rows).toHaveLength(steps.length);
    expect(rows.map((cells) => Number(cells[column]).toPrecision(9)).toSorted()).toEqual(
      steps.map(({ blendedUsdPerMtok }) => (blendedUsdPerMtok ?? NaN).toPrecision(9)).toSorted(),
    );
    await page.context().close();
  });

  it('knows at a past date only what was public, and says what is missing', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/labs?asOf=2024-12-31&mix=chat' });
    expect(await page.getByText('Nothing of it was public by').count()).toBe(1);
    expect(await page.getByRole('row').filter({ hasText: 'mimo' }).count()).toBe(0);
    expect(await page.getByText('no price of a flagship was listed yet').count()).toBeGreaterThan(0);
    await page.context().close();
  });

  it('filters the prices by provider into the address', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/labs' });
    await page.getByRole('combobox', { name: 'Provider' }).selectOption('Xiaomi');
    await expect.poll(() => page.url()).toContain('provider=Xiaomi');
    expect(await page.getByText(/^\d+ of 175 prices$/).innerText()).not.toBe('175 of 175 prices');
    await page.context().close();
  });
});
