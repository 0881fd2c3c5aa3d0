import { readFile } from 'node:fs/promises';

import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { launchChromium } from '#tests/support/chromium.ts';

import { visit } from './visit.ts';

const baseUrl = inject('baseUrl');
/** Its newest quarter in the shipped tables ended on 3 April 2026. */
const STALE = '/companies/WDC?asOf=2026-11-20';
/** Of which the quarter to September was reported in October. */
const FRESH = '/companies/005930.KS?asOf=2026-11-20';
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

const margin = (page: Page) => page.getByRole('figure').filter({ hasText: ': operating margin' });

/** Dashes of the line in the drawing that the server sends. */
async function dashesOf(page: Page): Promise<readonly string[]> {
  const paths = margin(page).locator('svg svg path[stroke]');
  return paths.evaluateAll((all) => all.map((path) => path.getAttribute('stroke-dasharray') ?? ''));
}

describe('a stale series', () => {
  it('is drawn dashed, with its age in note, legend, table and file', async () => {
    const { page } = await visit(browser, { baseUrl, path: STALE, hasScript: false });
    expect(await dashesOf(page)).toEqual(['10 7']);
    const figure = margin(page);
    await figure.getByText('Stale, so drawn dashed: operating margin (one quarter overdue).').waitFor();
    expect(await figure.locator('li').filter({ hasText: 'stale, one quarter overdue' }).count()).toBe(1);
    expect(await figure.locator('caption').textContent()).toMatch(
      /Age: operating margin: stale, one quarter overdue\.$/,
    );
    await page.context().close();

    const drawn = await visit(browser, { baseUrl, path: STALE });
    const [download] = await Promise.all([
      drawn.page.waitForEvent('download'),
      margin(drawn.page).getByRole('button', { name: 'CSV' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain('# Freshness: operating margin: stale, one quarter overdue');
    expect(text).toMatch(/# Link: \S+\/companies\/WDC\?asOf=2026-11-20/);
    expect(drawn.complaints).toEqual([]);
    await drawn.page.context().close();
  });

  it('says so beside its figures and in their evidence, with the rule', async () => {
    const { page } = await visit(browser, { baseUrl, path: STALE });
    const tile = page.locator('dl > div').filter({ hasText: /^Revenue, FQ/ });
    expect(await tile.innerText()).toContain('stale, one quarter overdue');
    await tile.getByRole('button').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('stale, one quarter overdue').waitFor();
    expect(await drawer.innerText()).toMatch(
      /within 45 days after a quarter[^]*The bounds are an assumption of ours/,
    );
    await page.context().close();
  });
});

describe('a fresh series', () => {
  it('is drawn whole and says its age quietly', async () => {
    const { page } = await visit(browser, { baseUrl, path: FRESH, hasScript: false });
    expect(await dashesOf(page)).toEqual(['']);
    expect(
      await margin(page)
        .getByText(/drawn dashed/)
        .count(),
    ).toBe(0);
    const tile = page.locator('dl > div').filter({ hasText: /^Revenue, / });
    expect(await tile.locator('[data-age="fresh"]').innerText()).toBe('newest quarter');
    expect(await tile.locator('svg').count()).toBe(0);
    await page.context().close();
  });
});

describe('ages on other pages', () => {
  it('stand in the strip, in the tables of vendors, capex and labs, and with their rules on Health', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/companies?asOf=2026-11-20' });
    const row = page.getByRole('region', { name: 'Table: vendors' }).getByRole('row');
    expect(await row.filter({ hasText: 'Western Digital' }).locator('[data-age="stale"]').count()).toBe(2);
    await page.goto('/capex?year=2026&asOf=2026-11-20', { waitUntil: 'networkidle' });
    expect(await page.locator('table [data-age]').count()).toBeGreaterThan(3);
    await page.goto('/labs?asOf=2026-11-20', { waitUntil: 'networkidle' });
    expect(await page.locator('table [data-age]').count()).toBeGreaterThan(5);
    await page.goto('/health', { waitUntil: 'networkidle' });
    const rules = page.getByRole('region', { name: 'Bounds of age by kind of series' });
    expect(await rules.getByRole('row').count()).toBe(8);
    await page.context().close();
  });

  it.each([
    ['light', 1440],
    ['light', 390],
    ['dark', 1440],
    ['dark', 390],
  ] as const)('leave axe nothing to find in the %s theme at %i px', async (theme, width) => {
    for (const path of [STALE, '/companies?asOf=2026-11-20', '/labs?show=all&asOf=2026-11-20', '/health']) {
      const { page } = await visit(browser, { baseUrl, path, theme, width });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await page.context().close();
    }
  });
});
