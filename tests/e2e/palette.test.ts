/** The command palette: opened by key anywhere, worked by arrows, and of use without a mouse. */
import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { launchChromium } from '#tests/support/chromium.ts';

import { visit } from './visit.ts';

const baseUrl = inject('baseUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe('the command palette', () => {
  it.each(['/', 'Control+k'])('opens by %s, finds a company by its ticker and goes there', async (keys) => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/method' });
    await page.keyboard.press(keys);
    const field = page.getByRole('combobox', { name: /Page, company/ });
    await expect.poll(() => field.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.keyboard.type('micron');
    const chosen = page.getByRole('listbox', { name: 'What fits' }).getByRole('option', { selected: true });
    await expect.poll(() => chosen.innerText()).toContain('Micron');
    expect(await field.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/companies/MU');
    await page.getByRole('heading', { level: 1, name: 'Micron' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('moves with the arrows round the list, closes on Esc, and gives the focus back', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/health' });
    await page.getByRole('button', { name: 'Find' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('listbox', { name: 'What fits' }).waitFor();
    await page.keyboard.type('deepseek');
    await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(2);
    const count = await page.getByRole('option').count();
    await page.keyboard.press('ArrowUp');
    const ids = await page.getByRole('option').evaluateAll((nodes) => nodes.map(({ id }) => id));
    expect(await page.getByRole('option', { selected: true }).getAttribute('id')).toBe(ids[count - 1]);
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('option', { selected: true }).getAttribute('id')).toBe(ids[0]);
    await page.getByRole('combobox').fill('no such thing at all');
    await page.getByText('Nothing has this in its name.').waitFor();
    await page.keyboard.press('Escape');
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await expect.poll(focused).toContain('Find');
    await page.context().close();
  });

  it('leaves "/" to who types it, and is silent where single keys are off', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/sources' });
    await page.getByRole('textbox', { name: 'as of' }).fill('');
    await page.keyboard.type('/');
    expect(await page.getByRole('textbox', { name: 'as of' }).inputValue()).toBe('/');
    expect(await page.getByRole('combobox', { name: /Page, company/ }).count()).toBe(0);
    await page.evaluate(() => {
      window.localStorage.setItem('waterline-shortcuts', 'off');
    });
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('/');
    expect(await page.getByRole('combobox', { name: /Page, company/ }).count()).toBe(0);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /Page, company/ }).waitFor();
    await page.context().close();
  });

  it.each([
    ['light', 1440],
    ['dark', 390],
  ] as const)('passes axe and fits, %s at %i px', async (theme, width) => {
    const { page } = await visit(browser, { baseUrl, path: '/method', theme, width });
    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: /Page, company/ }).fill('latent');
    await page
      .getByRole('option', { name: /latent/i })
      .first()
      .waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.context().close();
  });
});
