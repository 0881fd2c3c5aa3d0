import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '#tests/support/chromium.ts';
import { visit } from './visit.ts';

const baseUrl = inject('baseUrl');
const OUTPUT = path.resolve(import.meta.dirname, '../.output');
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

describe('appearance', () => {
  it.each([320, 390, 768, 1100, 1440, 2560])(
    'nothing makes the page wider than a window of %i px',
    async (width) => {
      const { page } = await visit(browser, { baseUrl, width });
      await page.mouse.move(width / 2, 400);
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.context().close();
    },
  );

  it('nothing jumps when the charts arrive', async () => {
    const { page } = await visit(browser, { baseUrl });
    const height = () => page.evaluate(() => document.documentElement.scrollHeight);
    const before = await height();
    await page.mouse.move(700, 400);
    await page.mouse.move(701, 401);
    await expect.poll(() => page.locator('[data-drawn=true]').count()).toBe(3);
    expect(await height()).toBe(before);
    await page.context().close();
  });

  it('keeps a chosen theme in the next page that the server draws', async () => {
    const { page } = await visit(browser, { baseUrl, theme: 'light' });
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    const dark = await paper();
    expect(dark).not.toBe(light);
    const html = await page.context().request.get('/');
    expect(await html.text()).toContain('data-theme="dark"');
    await page.reload();
    expect(await paper()).toBe(dark);
    await page.context().close();
  });

  it('writes the pictures that the README shows', async () => {
    await mkdir(OUTPUT, { recursive: true });
    for (const theme of ['light', 'dark'] as const) {
      const { page, complaints } = await visit(browser, { baseUrl, theme });
      await page.mouse.move(700, 860);
      await page.mouse.move(701, 861);
      await expect.poll(() => page.locator('[data-drawn=true]').count()).toBe(3);
      await page.mouse.move(4, 880);
      await page.screenshot({ path: path.join(OUTPUT, `overview-${theme}.png`) });
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });
});
