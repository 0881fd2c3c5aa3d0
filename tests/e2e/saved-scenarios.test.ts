/** Scenarios that a member keeps: saved by keyboard, revised, renamed, compared, deleted and taken back. */
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { launchChromium } from '#tests/support/chromium.ts';
import { makeOwner, query, type Send, type TestMember } from '#tests/support/members.ts';

import { visit } from './visit.ts';

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
     DELETE FROM saved_scenario; DELETE FROM app_user; DELETE FROM one_time_link`,
  );
});

/** A page of the signed-in owner. */
async function open(path: string, options: { width?: number; theme?: 'light' | 'dark' } = {}) {
  const visited = await visit(browser, { baseUrl, path: '/method', ...options });
  const [name = '', ...value] = owner.cookie.split('=');
  await visited.page.context().addCookies([{ name, value: value.join('='), url: baseUrl }]);
  await visited.page.goto(path, { waitUntil: 'networkidle' });
  return visited;
}

async function axeFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

async function rowsOf(page: Page): Promise<readonly string[]> {
  return page.getByRole('region', { name: 'Table of your scenarios' }).getByRole('rowheader').allInnerTexts();
}

describe('saving', () => {
  it('asks who is not signed in to sign in, and keeps what is set', async () => {
    const { page } = await visit(browser, { baseUrl, path: '/exposure?x=0.3&v=1' });
    await page.keyboard.press('s');
    const link = page.getByRole('dialog').getByRole('link', { name: 'Sign in' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe('/sign-in?next=%2Fexposure%3Fx%3D0.3%26v%3D1');
    await page.context().close();
  });

  it('keeps what the page shows, by keyboard alone, and shows the same figures afterwards', async () => {
    const { page, complaints } = await open('/exposure?x=0.3&e=1.4&v=1');
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog', { name: 'Save the scenario' });
    await dialog.getByLabel('Name').focus();
    await page.keyboard.type('Nov base');
    await page.keyboard.press('Tab');
    await page.keyboard.type('after TurboQuant');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog.getByText('“Nov base” is saved, version 1.').waitFor();
    expect(await axeFaults(page)).toEqual([]);

    await page.goto('/scenarios', { waitUntil: 'networkidle' });
    const row = page.getByRole('row', { name: /Nov base/ });
    const text = (await row.innerText()).replaceAll('\u00a0', ' ').replaceAll('−', '-');
    expect(text).toContain('saving 30 %');
    expect(text).toContain('after TurboQuant');
    expect(text).not.toContain('revised since');
    const exposure = (await (
      await send('POST', '/api/v1/exposure', { memorySaving: 0.3, usageElasticity: 1.4 })
    ).json()) as { total: { hbmUsdBn: number; changePct: number } };
    expect(text).toContain(
      `$${exposure.total.hbmUsdBn.toPrecision(3)} bn (${exposure.total.changePct.toFixed(1)} %)`,
    );
    await row.getByRole('link', { name: 'Nov base' }).click();
    await page.waitForURL(/\/exposure\?x=0\.3&e=1\.4&v=1$/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('makes the next version of one that is kept, and the history says what changed', async () => {
    const { page } = await open('/sensitivity?x=0.45&e=1.4&v=1');
    await page.getByRole('button', { name: 'Save', exact: true }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Save the scenario' });
    await dialog.getByLabel('Save as').selectOption({ label: 'version 2 of Nov base' });
    expect(await dialog.getByLabel('Note, if you like').inputValue()).toBe('after TurboQuant');
    await dialog.getByRole('button', { name: 'Save as version 2' }).click();
    await dialog.getByText('“Nov base” is saved, version 2.').waitFor();
    await page.goto('/scenarios', { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: 'Versions of Nov base' }).click();
    const drawer = page.getByRole('dialog', { name: 'Versions of Nov base' });
    await drawer.getByText('memory saving: 0.3 → 0.45').waitFor();
    expect(await drawer.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
      'Version 2',
      'Version 1',
    ]);
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });
});

describe('one’s own scenarios', () => {
  it('are renamed, copied, compared, deleted and taken back', async () => {
    const { page, complaints } = await open('/scenarios');
    await page.getByRole('button', { name: 'Rename Nov base' }).click();
    await page.getByLabel('New name of Nov base').fill('Dec base');
    await page.keyboard.press('Enter');
    await page.getByText('“Nov base” is “Dec base” now.').waitFor();
    await page.getByRole('button', { name: 'Copy Dec base', exact: true }).click();
    await page.getByText('“Dec base copy” is made.').waitFor();
    await expect.poll(() => rowsOf(page)).toEqual(['Dec base copy', 'Dec base']);

    await page.getByRole('button', { name: 'Delete Dec base copy' }).click();
    await page.getByText('“Dec base copy” is deleted.').waitFor();
    await expect.poll(() => rowsOf(page)).toEqual(['Dec base']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => rowsOf(page)).toEqual(['Dec base copy', 'Dec base']);

    await page.goto('/scenarios?a=x:0.1&v=1', { waitUntil: 'networkidle' });
    await page.getByRole('link', { name: 'Compare Dec base', exact: true }).click();
    await page.getByRole('heading', { level: 3, name: 'B Dec base' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('fit the page and pass axe, %s at %i px', async (theme, width) => {
    const { page } = await open('/scenarios', { theme, width });
    await page.getByRole('region', { name: 'Table of your scenarios' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.context().close();
  });
});
