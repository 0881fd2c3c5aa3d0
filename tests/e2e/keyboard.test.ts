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

/** Tabs until the focus is on what `selector` names; fails when it is not reached. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`80 tabs did not reach ${selector}`);
}

describe('keyboard alone', () => {
  it('skips to the content, changes the saving, reads a chart point and opens and closes the evidence', async () => {
    const { page, complaints } = await visit(browser, { baseUrl });
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');

    await tabTo(page, 'input[type=range]');
    const before = await readHeadline(page);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => readHeadline(page)).not.toBe(before);
    expect(await readHeadline(page)).toContain('29 %');

    await tabTo(page, '[data-evidence]');
    await page.keyboard.press('.');
    await page.getByRole('dialog').getByText('assumption').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.matches('[data-evidence]'))).toBe(true);

    await tabTo(page, 'canvas');
    await page.keyboard.press('End');
    await page.locator('figure [aria-live] >> text=Q4').first().waitFor();
    await page.keyboard.press('Escape');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('opens tables with t, help with ?, and copies the link with y', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/?x=0.4&v=1' });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.keyboard.press('t');
    await expect.poll(() => page.locator('figure details[open]').count()).toBeGreaterThanOrEqual(3);
    await page.keyboard.press('y');
    await page.getByText('Link copied.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('/?x=0.4&v=1');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.context().close();
  });

  it('never takes a key while somebody types, and none at all once they are switched off', async () => {
    const { page } = await visit(browser, { baseUrl });
    await page.getByLabel('Saving, per cent').focus();
    await page.keyboard.press('t');
    await page.keyboard.press('.');
    expect(await page.locator('figure details[open]').count()).toBe(0);
    expect(await page.getByRole('dialog').count()).toBe(0);

    await page.getByRole('button', { name: 'Keys and help' }).click();
    await page.getByRole('checkbox', { name: 'Single keys work' }).uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    expect(await page.locator('figure details[open]').count()).toBe(0);
    await page.context().close();
  });

  it('shows where the focus is on every control that it reaches', async () => {
    const { page } = await visit(browser, { baseUrl });
    const unmarked: string[] = [];
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      const fault = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return null;
        const style = getComputedStyle(element);
        const isMarked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
        return isMarked ? null : element.outerHTML.slice(0, 120);
      });
      if (fault !== null) unmarked.push(fault);
    }
    expect(unmarked).toEqual([]);
    await page.context().close();
  });
});
