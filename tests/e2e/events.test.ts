import { readFile } from 'node:fs/promises';

import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { studySchema, type StudyResponse } from '#lib/contracts/event-studies.ts';
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

async function study(id: string, query = ''): Promise<StudyResponse> {
  const response = await fetch(`${baseUrl}/api/v1/events/${id}/study${query}`);
  expect(response.status).toBe(200);
  return studySchema.parse(await response.json());
}

function percent(fraction: number | null | undefined): string {
  const value = (fraction ?? NaN) * 100;
  return `${value > 0 ? '+' : ''}${value.toFixed(1).replace('-', '−')} %`;
}

const micron = (answer: StudyResponse) => answer.tickers.find(({ ticker }) => ticker === 'MU');

describe('Events', () => {
  it('says at a glance what TurboQuant did, with the API’s figures, and the whole ledger below', async () => {
    const answer = micron(await study('ev087'));
    const { page, complaints } = await visit(browser, { baseUrl, path: '/events' });
    const sentence = await readHeadline(page);
    expect(sentence).toContain(`TurboQuant: Micron’s CAR(−1, +3) was ${percent(answer?.car)}`);
    expect(sentence).toContain(`half recovered by day +${String(answer?.recovery?.day)}`);
    expect(await page.getByRole('status').filter({ hasText: 'of 134 events' }).innerText()).toBe(
      '134 of 134 events',
    );
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('narrows the ledger by kind in the address, and saves what is shown', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/events' });
    await page.getByRole('search').getByRole('combobox').selectOption('efficiency-paper');
    await expect.poll(() => page.url()).toMatch(/kind=efficiency-paper/);
    const ledger = page.getByRole('search');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      ledger.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text.match(/efficiency paper/g)).toHaveLength(10);
    await page.context().close();
  });

  it('opens by g v, and an event by its row', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/capex' });
    await page.keyboard.press('g');
    await page.keyboard.press('v');
    await page.waitForURL('**/events');
    await page.getByRole('link', { name: /^DeepSeek sell-off/ }).click();
    await page.waitForURL('**/events/ev025');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('DeepSeek sell-off');
    await page.context().close();
  });
});

describe('one event', () => {
  it('changes its window by keyboard alone, and the address keeps it', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/events/ev025' });
    await page
      .getByRole('navigation', { name: 'Event window' })
      .getByRole('link', { name: '(0, 0)' })
      .focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/window=0,0/);
    const answer = micron(await study('ev025', '?window=0,0'));
    await expect.poll(() => readHeadline(page)).toContain(`CAR(0, 0) was ${percent(answer?.car)}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('takes any settings by its form without script', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/events/ev087', hasScript: false });
    await page.getByLabel('Model').selectOption('market-adjusted');
    await page.getByRole('textbox', { name: 'Event window' }).fill('0,1');
    await page.getByRole('button', { name: 'Compute' }).click();
    const answer = micron(await study('ev087', '?window=0,1&model=market-adjusted'));
    expect(await readHeadline(page)).toContain(`CAR(0, +1) was ${percent(answer?.car)}`);
    await page.context().close();
  });

  it('has the drawn figures in its table, which the key t opens, and in the CSV', async () => {
    const answer = await study('ev087');
    const { page } = await visit(browser, { baseUrl, path: '/events/ev087' });
    await page.keyboard.press('t');
    const figure = page.getByRole('figure', { name: 'Cumulative abnormal return' });
    const row = figure
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: '+3', exact: true }) });
    const cells = (await row.innerText()).replaceAll('\u00a0', ' ');
    for (const { car } of answer.tickers.filter((each) => each.car !== null))
      expect(cells).toContain(percent(car));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      figure.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const text = (await readFile(await download.path(), 'utf8')).replace('\ufeff', '');
    const lines = parse(text, { relax_column_count: true });
    const third = lines.find(([day]) => day?.replace(/^'/, '') === '+3');
    expect(Number(third?.[1])).toBeCloseTo(micron(answer)?.car ?? NaN, 3);
    await page.context().close();
  });

  it('opens the evidence of its figure with the days that make it', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/events/ev087' });
    await page.getByTestId('headline').getByRole('button').first().click();
    const drawer = page.getByRole('dialog');
    await expect.poll(() => drawer.innerText()).toMatch(/Day −1[\s\S]*Day \+3/);
    expect(await drawer.innerText()).toContain('Residual standard deviation');
    await page.context().close();
  });

  it('names what is bad in the address and computes with the default', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/events/ev087?window=5,1&zz=1' });
    const text = await page.getByRole('main').innerText();
    expect(text).toContain('ends before it begins');
    expect(text).toContain('zz');
    expect(await readHeadline(page)).toContain('CAR(−1, +3)');
    await page.context().close();
  });

  it('is told apart from one without figures and from none at all', async () => {
    const early = await visit(browser, { baseUrl, path: '/events/ev001' });
    expect(await readHeadline(early.page)).toMatch(/no share can be studied/);
    expect(await early.page.getByRole('main').innerText()).not.toMatch(/NaN|undefined/);
    await early.page.context().close();
    const response = await fetch(`${baseUrl}/events/ev999`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('There is no event of this id in the ledger.');
  });
});
