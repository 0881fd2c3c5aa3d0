/** The way of an analyst through the product, by keyboard alone, and of a colleague who is sent a link. */
import { readFile } from 'node:fs/promises';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { launchChromium } from '#tests/support/chromium.ts';
import { makeOwner, query, type Send, type TestMember } from '#tests/support/members.ts';

import { readHeadline, visit } from './visit.ts';

const baseUrl = inject('baseUrl');
const databaseUrl = inject('databaseUrl');
const send: Send = (method, target, body, headers) =>
  fetch(new URL(target, baseUrl), {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

let browser: Browser;
let owner: TestMember;
beforeAll(async () => {
  browser = await launchChromium();
  owner = await makeOwner(send, databaseUrl, 'owner@firm.example', baseUrl);
});
afterAll(async () => {
  await browser.close();
  // Other files meet a Waterline without members; versions cannot be deleted but by who may set the rule aside.
  await query(
    databaseUrl,
    `ALTER TABLE scenario_version DISABLE TRIGGER scenario_version_is_append_only;
     DELETE FROM scenario_version;
     ALTER TABLE scenario_version ENABLE TRIGGER scenario_version_is_append_only;
     DELETE FROM alert_firing; DELETE FROM alert_rule;
     DELETE FROM saved_scenario; DELETE FROM app_user; DELETE FROM one_time_link`,
  );
});

/** Tabs until the focus is on what has this name in words or label; fails when it is not reached. */
async function tabTo(page: Page, name: RegExp, presses = 250): Promise<void> {
  for (let press = 0; press < presses; press += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null) return '';
      const label =
        element instanceof HTMLInputElement || element instanceof HTMLSelectElement
          ? (element.labels?.[0]?.textContent ?? '')
          : element.textContent;
      return (element.getAttribute('aria-label') ?? label).trim();
    });
    if (name.test(focused)) return;
  }
  throw new Error(`${String(presses)} tabs did not reach ${String(name)}`);
}

async function go(page: Page, letter: string, path: string): Promise<void> {
  // Keys belong to the page, not to a field.
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
  });
  await page.keyboard.press('g');
  await page.keyboard.press(letter);
  await page.waitForURL((url) => url.pathname === path);
  await page.waitForLoadState('networkidle');
}

async function typeInto(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

describe('the three-minute path', () => {
  let pinned = '';
  let headline = '';

  it('leads from the sentence to a saved scenario, an alert and a pinned link, by keyboard alone', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/method' });
    const context = page.context();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const [name = '', ...value] = owner.cookie.split('=');
    await context.addCookies([{ name, value: value.join('='), url: baseUrl }]);
    page.setDefaultTimeout(20_000);

    // 1. The sentence. 2. Saving and elasticity move it.
    await page.goto('/', { waitUntil: 'networkidle' });
    const before = await readHeadline(page);
    expect(before).toContain('If algorithms save 28 %');
    await tabTo(page, /^Saving, per cent$/);
    await typeInto(page, '30');
    await tabTo(page, /^Elasticity, value$/);
    await typeInto(page, '1.2-2.4');
    await expect.poll(() => page.url()).toMatch(/r=usage_elasticity:1\.2:2\.4&x=0\.3/);
    await expect.poll(() => readHeadline(page)).toContain('If algorithms save 30 %');
    await page.getByText('range set by you').first().waitFor();

    // 3. The chain behind the dollars.
    await page.keyboard.press('Tab');
    await page.evaluate(() => {
      (document.activeElement as HTMLElement).blur();
    });
    await page.keyboard.press('.');
    const chain = page.getByRole('dialog');
    await chain.getByText('assumption').first().waitFor();
    await page.keyboard.press('Escape');
    await chain.waitFor({ state: 'hidden' });

    // 7. Copied, kept and watched; the alert begins where the scenario was kept.
    // As the server draws it: the page's own draws may still be on their way.
    await page.reload({ waitUntil: 'networkidle' });
    headline = await readHeadline(page);
    await page.keyboard.press('Y');
    await page.getByText(/^Pinned link copied/).waitFor();
    pinned = await page.evaluate(() => navigator.clipboard.readText());
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog', { name: 'Save the scenario' });
    await dialog.getByLabel('Name').waitFor();
    await tabTo(page, /^Name$/);
    await page.keyboard.type('Nov base');
    await page.keyboard.press('Enter');
    const setAlert = dialog.getByRole('link', { name: 'Set an alert: net effect changes sign' });
    await setAlert.waitFor();
    await expect.poll(() => setAlert.evaluate((link) => link === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/alerts\?kind=net-sign&scenarioId=/);
    await page.getByText('It would not have fired since').waitFor();
    await tabTo(page, /^Name$/);
    await page.keyboard.type('Net effect changes sign');
    await page.keyboard.press('Enter');
    await page.getByText('“Net effect changes sign” is made.').waitFor();

    // 4. What moves it most, its evidence, and a wider range with a reason.
    await go(page, 'n', '/sensitivity');
    await tabTo(page, /^Set the range of Memory saving/);
    await page.keyboard.press('Enter');
    await typeInto(page, '0.05');
    await page.keyboard.press('Tab');
    await typeInto(page, '0.8');
    await page.keyboard.press('Tab');
    await page.keyboard.type('labs are faster than thought');
    await page.keyboard.press('Enter');
    await page.getByRole('cell', { name: 'labs are faster than thought' }).waitFor();

    // 5. What the market assumes.
    await go(page, 'p', '/priced-in');
    expect(await readHeadline(page)).toMatch(/MU|Micron/);

    // 6. TurboQuant in the window of the press.
    await go(page, 'v', '/events');
    await tabTo(page, /^TurboQuant/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/events\/ev08[78]/);
    await tabTo(page, /^\(−1, \+3\)$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => readHeadline(page)).toMatch(/CAR\(−1, \+3\)/);
    expect(complaints).toEqual([]);
    await context.close();
  }, 180_000);

  // 8.
  it('ends on the phone of a colleague, with the same sentence and a file that names its sources', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/method', width: 390 });
    await page.goto(pinned, { waitUntil: 'networkidle' });
    expect(await readHeadline(page)).toBe(headline);
    await page.evaluate(() => {
      (document.activeElement as HTMLElement | null)?.blur();
    });
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('d')]);
    const file = await readFile(await download.path(), 'utf8');
    expect(file).toMatch(/# Source: \S/);
    expect(file).toContain('own range of usage_elasticity');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
