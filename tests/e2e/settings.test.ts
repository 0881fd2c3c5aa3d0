/** Settings of a member: kept on the server, there at the first paint, and what they do. */
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
  owner = await makeOwner(send, databaseUrl, 'ona@firm.example', baseUrl);
});
afterAll(async () => {
  await browser.close();
  // Other files meet a Waterline without members. Versions of scenarios can only be taken away with their guard off.
  await query(
    databaseUrl,
    `ALTER TABLE scenario_version DISABLE TRIGGER scenario_version_is_append_only;
     DELETE FROM scenario_version; DELETE FROM saved_scenario;
     ALTER TABLE scenario_version ENABLE TRIGGER scenario_version_is_append_only;
     DELETE FROM app_user; DELETE FROM one_time_link`,
  );
});

async function open(path: string): Promise<Page> {
  const { page } = await visit(browser, { baseUrl, path: '/method' });
  const [name = '', ...value] = owner.cookie.split('=');
  await page.context().addCookies([{ name, value: value.join('='), url: baseUrl }]);
  page.setDefaultTimeout(15_000);
  await page.goto(path, { waitUntil: 'networkidle' });
  return page;
}

function set(change: object): Promise<Response> {
  return send('PATCH', '/api/v1/me/settings', change, owner.headers);
}

async function htmlOf(path: string): Promise<string> {
  const text = await (await send('GET', path, undefined, { cookie: owner.cookie })).text();
  return /<html[^>]*>/.exec(text)?.[0] ?? '';
}

describe('settings on the account page', () => {
  it('are changed by keyboard, kept at once, and there in the next page’s first bytes', async () => {
    const page = await open('/account');
    const theme = page.getByLabel('Theme');
    await theme.focus();
    await page.keyboard.press('d');
    await page.getByText('Kept.').waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    const html = await htmlOf('/exposure');
    expect(html).toContain('data-theme="dark"');
    expect(html).toContain('data-keys="on"');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.context().close();
  });

  it('follow the switch in the header, in every browser of the member', async () => {
    const page = await open('/method');
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    const [kept] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/api/v1/me/settings')),
      page.getByRole('button', { name: 'Switch between light and dark' }).click(),
    ]);
    expect(kept.status()).toBe(200);
    expect(await htmlOf('/')).toContain('data-theme="light"');
    await page.context().close();
  });

  it('switch single keys off for the member, and leave visitors theirs', async () => {
    await set({ singleKeys: false });
    const page = await open('/method');
    await page.keyboard.press('?');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe('/method');
    await page.context().close();
    await set({ singleKeys: true });
  });

  it('open accounts in dollars with an address that says so, and let the other be chosen', async () => {
    await set({ currency: 'usd' });
    const page = await open('/companies/000660.KS');
    expect(new URL(page.url()).searchParams.get('u')).toBe('usd');
    await page.getByRole('link', { name: /^KRW/ }).click();
    await page.waitForURL((url) => url.searchParams.get('u') === 'native');
    await page.reload({ waitUntil: 'networkidle' });
    expect(new URL(page.url()).searchParams.get('u')).toBe('native');
    await page.context().close();
    await set({ currency: 'native' });
  });

  it('tell changes since the week began, on the day that the member’s week begins', async () => {
    await set({ changesSince: 'monday' });
    const page = await open('/sources');
    const since = await page.getByLabel('Changes since').inputValue();
    expect(new Date(`${since}T00:00:00Z`).getUTCDay()).toBe(1);
    await page.context().close();
    await set({ changesSince: 'month' });
  });

  it('open pages from rail, keys and palette with a scenario of one’s own; the plain address stays the base', async () => {
    const made = await send(
      'POST',
      '/api/v1/scenarios',
      { name: 'House view', scenario: { memorySaving: 0.4 } },
      owner.headers,
    );
    const { id } = (await made.json()) as { id: string };
    expect((await set({ startScenarioId: id })).status).toBe(200);
    const page = await open('/method');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Exposure' }).click();
    await page.waitForURL('**/exposure?x=0.4&v=1');
    await page.getByRole('heading', { name: 'Exposure', level: 1 }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.waitForURL('**/rebound?x=0.4&v=1');
    await page.goto('/', { waitUntil: 'networkidle' });
    expect(new URL(page.url()).search).toBe('');
    // The member's own comes after the four that everybody has.
    await page.keyboard.press('[');
    await page.getByText('Scenario 5 of 5: House view').waitFor();
    await page.waitForURL('**/?x=0.4&v=1');
    await page.context().close();
  });
});
