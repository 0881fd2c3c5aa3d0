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

describe('drawn states', () => {
  it('says that the live model could not be loaded, keeps the page, and loads it on request', async () => {
    const { page } = await visit(browser, { baseUrl });
    await page.route('**/world?*', (route) => route.abort());
    const before = await readHeadline(page);
    await page.getByRole('button', { name: '50 %, no rebound' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
    await alert.waitFor();
    expect(await readHeadline(page)).toBe(before);
    await page.unroute('**/world?*');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => readHeadline(page)).toContain('50 %');
    await page.context().close();
  });

  it('says in the drawer when rivals cannot be had, and shows the rest', async () => {
    const { page } = await visit(browser, { baseUrl });
    await page.route('**/api/v1/facts/rivals?*', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: '{"detail":"The database is away."}',
      }),
    );
    await page.keyboard.press('.');
    const drawer = page.getByRole('dialog');
    await drawer.getByText('Not available: The database is away.').waitFor();
    expect(await drawer.getByRole('heading', { name: 'Inputs' }).count()).toBe(1);
    await page.context().close();
  });

  it('answers an unknown address with 404 and a way back', async () => {
    const response = await fetch(`${baseUrl}/no-such-page`);
    expect(response.status).toBe(404);
    const { page } = await visit(browser, { baseUrl, path: '/no-such-page' });
    await page.getByRole('link', { name: 'Open the Overview' }).click();
    await expect.poll(() => readHeadline(page)).toContain('at risk');
    await page.context().close();
  });

  it('marks a page of a past date as hindsight where inputs were written later', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/?asOf=2026-05-01' });
    expect(await page.getByRole('main').innerText()).toMatch(
      /Hindsight: \d+ of \d+ inputs were written after/,
    );
    await page.context().close();
  });
});
