import type { Browser } from 'playwright-core';
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

describe('Workbench', () => {
  it('follows a technique, a model and a length at once, keeps them in the address and in a new visit', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/workbench' });
    const first = await readHeadline(page);
    expect(first).toContain('DeepSeek-V3 / R1 keeps 4.53 GB of cache');
    await page.getByText('Techniques', { exact: false }).locator('visible=true').last().click();
    await page.getByRole('checkbox', { name: /Multi-token prediction/ }).uncheck();
    await expect.poll(() => readHeadline(page)).not.toBe(first);
    await page.locator('select[name=m]').selectOption('qwen3-32b');
    // 64 layers of 2 × 8 heads × 128 elements in BF16 at 32,500 tokens.
    const bytes = 64 * 2 * 8 * 128 * 2 * 32_500;
    await page.getByLabel('Input tokens').fill('32000');
    await expect
      .poll(() => readHeadline(page))
      .toContain(`Qwen3 32B keeps ${(bytes / 1e9).toPrecision(3)} GB of cache`);
    await expect.poll(() => page.url()).toContain('m=qwen3-32b');
    expect(page.url()).toContain('i=32000');
    expect(page.url()).not.toContain('mtp');
    const kept = await readHeadline(page);
    const again = await visit(browser, { baseUrl, path: page.url().slice(baseUrl.length) });
    expect(await readHeadline(again.page)).toBe(kept);
    expect([...complaints, ...again.complaints]).toEqual([]);
    await again.page.context().close();
    await page.context().close();
  });

  it('names a refused field, keeps the page, and forgives when it is mended', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/workbench' });
    await page.getByLabel('How many').fill('0');
    await expect.poll(() => page.getByRole('main').innerText()).toContain('accelerators must be');
    await page.getByLabel('How many').fill('4');
    await expect.poll(() => readHeadline(page)).toContain('do not fit into 4');
    await page.getByLabel('How many').fill('16');
    await expect.poll(() => readHeadline(page)).toContain('The stack saves');
    expect(await page.getByRole('main').innerText()).not.toContain('accelerators must be');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('answers its form without script', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/workbench', hasScript: false });
    await page.getByLabel('Input tokens').fill('8000');
    await page.getByRole('button', { name: 'Show', exact: true }).last().click();
    await page.waitForURL(/i=8000/);
    expect(await readHeadline(page)).toContain('DeepSeek-V3 / R1 keeps 597 MB of cache');
    await page.context().close();
  });

  it('opens the evidence of what a user takes', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/workbench' });
    await page.getByTestId('headline').getByRole('button', { name: '6.78 GB' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('HBM of one user').waitFor();
    expect(await drawer.innerText()).toContain('Moving bytes');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
