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

const MIN_TOUCH_PX = 44;

interface RailEntry {
  readonly name: string;
  readonly href: string;
  readonly isCurrent: boolean;
  readonly heightPx: number;
  /** Left and right edge of the words. */
  readonly words: readonly [number, number];
}

/** Entries of the navigation as they are drawn. */
async function readRail(page: Page): Promise<readonly RailEntry[]> {
  return page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link')
    .evaluateAll((links) =>
      links.map((link) => {
        const range = document.createRange();
        range.selectNodeContents(link.querySelector('span') ?? link);
        const { left, right } = range.getBoundingClientRect();
        return {
          name: link.textContent,
          href: link.getAttribute('href') ?? '',
          isCurrent: link.getAttribute('aria-current') === 'page',
          heightPx: link.getBoundingClientRect().height,
          words: [left, right] as const,
        };
      }),
    );
}

/** The sign-in page stands alone: it has no rail that could say where the reader is. */
function isInShell({ href }: { readonly href: string }): boolean {
  return href !== '/sign-in';
}

describe('navigation', () => {
  it('leads to every page that it names, and each says where the reader is', async () => {
    const { page } = await visit(browser, { baseUrl });
    const entries = await readRail(page);
    expect(entries.length).toBeGreaterThanOrEqual(5);
    for (const { name, href } of entries.filter(isInShell)) {
      const answer = await page.goto(href, { waitUntil: 'networkidle' });
      expect(answer?.status()).toBe(200);
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(name);
      expect((await readRail(page)).filter(({ isCurrent }) => isCurrent).map((each) => each.name)).toEqual([
        name,
      ]);
    }
    await page.goto('/models/deepseek-v3');
    expect((await readRail(page)).find(({ isCurrent }) => isCurrent)?.name).toBe('Models');
    await page.context().close();
  });

  it('takes the scenario along from one page to another, by key and by the rail, and nowhere else', async () => {
    const { page, complaints } = await visit(browser, {
      baseUrl,
      path: '/exposure?x=0.4&r=usage_elasticity:1.2:2.4&v=1',
    });
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.waitForURL((url) => url.pathname === '/');
    expect(new URL(page.url()).searchParams.get('x')).toBe('0.4');
    expect(new URL(page.url()).searchParams.get('r')).toBe('usage_elasticity:1.2:2.4');
    await expect.poll(() => readHeadline(page)).toContain('If algorithms save 40 %');
    const rail = page.getByRole('navigation', { name: 'Main' });
    await rail.getByRole('link', { name: 'Rebound', exact: true }).click();
    await page.waitForURL((url) => url.pathname === '/rebound');
    expect(new URL(page.url()).searchParams.get('x')).toBe('0.4');
    await rail.getByRole('link', { name: 'Companies', exact: true }).click();
    await page.waitForURL((url) => url.pathname === '/companies');
    expect(new URL(page.url()).search).toBe('');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each([320, 390])('fits a window of %i px: no page is wider, no name meets another', async (width) => {
    const { page } = await visit(browser, { baseUrl, width });
    const entries = await readRail(page);
    for (const { heightPx } of entries) expect(heightPx).toBeGreaterThanOrEqual(MIN_TOUCH_PX);
    const edges = entries.flatMap(({ words }) => words);
    expect(edges).toEqual(edges.toSorted((a, b) => a - b));
    expect(edges[0]).toBeGreaterThanOrEqual(0);
    for (const { href } of entries.filter(isInShell)) {
      await page.goto(href, { waitUntil: 'networkidle' });
      // The bar scrolls within itself; the page that is open stands in sight.
      const words = async () =>
        (await readRail(page)).find(({ isCurrent }) => isCurrent)?.words ?? [NaN, NaN];
      await expect.poll(async () => (await words())[0]).toBeGreaterThanOrEqual(0);
      await expect.poll(async () => (await words())[1]).toBeLessThanOrEqual(width);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), href).toBeLessThanOrEqual(
        width,
      );
    }
    await page.context().close();
  });

  it('goes by "g" and a letter, and only then', async () => {
    const { page, complaints } = await visit(browser, { baseUrl });
    const openTables = () => page.locator('figure details[open]').count();
    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await page.waitForURL('**/models');
    await expect.poll(() => readHeadline(page)).toContain('times');

    await page.keyboard.press('g');
    await page.keyboard.press('z');
    await page.keyboard.press('t');
    await expect.poll(openTables).toBeGreaterThan(0);
    expect(new URL(page.url()).pathname).toBe('/models');

    await page.getByPlaceholder('words in any column').fill('g');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await expect.poll(() => page.url()).toContain('q=ggo');
    expect(new URL(page.url()).pathname).toBe('/models');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('address of a page', () => {
  it('keeps its date when what it refused is removed', async () => {
    const path = '/models?c=0&lab=DeepSeek&asOf=2026-04-30&v=1';
    const { page } = await visit(browser, { baseUrl, path });
    await page.getByRole('button', { name: 'Remove it from the link' }).click();
    await expect.poll(() => page.url()).toMatch(/\/models\?lab=DeepSeek&asOf=2026-04-30&v=1$/);
    await page.context().close();
  });

  it('keeps a filter that was chosen since when another date is asked for', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/models' });
    await page.getByRole('combobox', { name: 'Lab' }).selectOption('DeepSeek');
    await expect.poll(() => page.url()).toContain('lab=DeepSeek');
    await page.getByRole('textbox', { name: 'as of' }).fill('2026-10-30');
    await page.getByRole('banner').getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/asOf=2026-10-30/);
    expect(new URL(page.url()).searchParams.get('lab')).toBe('DeepSeek');
    expect(await page.getByRole('combobox', { name: 'Lab' }).inputValue()).toBe('DeepSeek');
    await page.context().close();
  });
});
