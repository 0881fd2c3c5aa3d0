/** Alerts by keyboard: from a scenario just saved to a rule, what fires into the inbox, and rules of other pages. */
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import type { SavedScenarioItem } from '#lib/contracts/scenarios/saved-scenarios.ts';
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
  // Other files meet a Waterline without members.
  await query(
    databaseUrl,
    `DELETE FROM alert_firing; DELETE FROM alert_rule;
     DELETE FROM watchlist_item; DELETE FROM watchlist;
     ALTER TABLE scenario_version DISABLE TRIGGER USER; DELETE FROM scenario_version; ALTER TABLE scenario_version ENABLE TRIGGER USER;
     DELETE FROM saved_scenario; DELETE FROM app_user; DELETE FROM one_time_link`,
  );
});

/** A page of the owner. */
async function open(path: string, options: { width?: number; theme?: 'light' | 'dark' } = {}) {
  const visited = await visit(browser, { baseUrl, path: '/method', ...options });
  const [name = '', ...value] = owner.cookie.split('=');
  await visited.page.context().addCookies([{ name, value: value.join('='), url: baseUrl }]);
  visited.page.setDefaultTimeout(15_000);
  await visited.page.goto(path, { waitUntil: 'networkidle' });
  return visited;
}

async function axeFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

/** Moves on with Tab until the element that has the focus is called so. */
async function tabTo(page: Page, name: string): Promise<void> {
  const target = page.getByRole('main').getByLabel(name, { exact: true });
  for (let step = 0; step < 60; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${name}`);
}

describe('alerts', () => {
  it('say what they are to who is not signed in, and keep what was begun', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/alerts?kind=net-sign' });
    const link = page.getByRole('main').getByRole('link', { name: 'Sign in' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe('/sign-in?next=%2Falerts%3Fkind%3Dnet-sign');
    expect(await axeFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('are set by keyboard alone on a scenario that was just saved', async () => {
    const { page, complaints } = await open('/?x=0.3');
    await page.keyboard.press('s');
    await page.getByRole('dialog').getByLabel('Name', { exact: true }).focus();
    await page.keyboard.type('Nov base');
    await page.keyboard.press('Enter');
    const link = page.getByRole('link', { name: 'Set an alert: net effect changes sign' });
    await link.waitFor();
    await expect.poll(() => link.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/alerts?kind=net-sign&scenarioId=*');
    await page.getByText('It would not have fired since').waitFor();
    expect(
      await page
        .getByLabel('In the scenario')
        .evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.text),
    ).toBe('Nov base');
    await tabTo(page, 'Name');
    await page.keyboard.type('Net effect changes sign');
    await page.keyboard.press('Enter');
    await page.getByText('“Net effect changes sign” is made.').waitFor();
    const row = page.getByRole('row', { name: /Net effect changes sign/ });
    await row.waitFor();
    expect(await row.innerText()).toContain('Still negative.');
    expect(await readHeadline(page)).toBe('No alert since you last looked. 1 rule watches.');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('arrive in the inbox by themselves once the scenario says otherwise, are counted and read by keyboard', async () => {
    const { items } = (await (await send('GET', '/api/v1/scenarios', undefined, owner.headers)).json()) as {
      items: readonly SavedScenarioItem[];
    };
    const [scenario] = items;
    const revised = await send(
      'PATCH',
      `/api/v1/scenarios/${scenario?.id ?? ''}`,
      {
        version: scenario?.version,
        scenario: { memorySaving: 0.3, usageMultiple: 3 },
        ranges: [],
        asOf: null,
        note: null,
      },
      owner.headers,
    );
    expect(revised.status).toBe(200);
    await expect
      .poll(
        async () =>
          (
            (await (await send('GET', '/api/v1/inbox', undefined, owner.headers)).json()) as {
              unread: number;
            }
          ).unread,
        { timeout: 30_000 },
      )
      .toBe(1);
    const { page, complaints } = await open('/watchlists');
    await page.getByText('1 alert since you last looked.').waitFor();
    expect(
      await page
        .getByRole('navigation', { name: 'Main' })
        .getByRole('link', { name: /Alerts/ })
        .innerText(),
    ).toMatch(/Alerts\s*1/);
    await page.keyboard.press('g');
    await page.keyboard.press('x');
    await page.waitForURL('**/alerts');
    const title = 'Net effect on HBM revenue in “Nov base” is positive now';
    const entry = page.getByRole('link', { name: title });
    await entry.waitFor();
    expect(await entry.getAttribute('href')).toContain('x=0.3');
    expect(await readHeadline(page)).toBe('1 alert since you last looked. 1 rule watches.');
    await page.getByRole('button', { name: `Mark as read: ${title}` }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Marked as read.').waitFor();
    await expect.poll(() => readHeadline(page)).toBe('No alert since you last looked. 1 rule watches.');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('are begun from a stock on a watchlist, previewed as they are written, changed, muted and deleted', async () => {
    await send(
      'POST',
      '/api/v1/watchlists',
      { name: 'Memory', items: [{ kind: 'stock', ref: 'MU' }] },
      owner.headers,
    );
    const { page, complaints } = await open('/watchlists');
    await page.getByRole('link', { name: 'Set an alert on Micron' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/alerts?kind=price-level&ticker=MU');
    await page.getByText('Fill in what is watched').waitFor();
    await tabTo(page, 'Level, in its currency');
    await page.keyboard.type('250');
    await page.getByText('no prices of MU are stored').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/“Close of Micron \(MU\) at or above 250.*” is made\./).waitFor();
    // What cannot be evaluated stands first and says why.
    const first = page.getByRole('row').nth(1);
    await expect.poll(() => first.innerText()).toContain('Silent: no close of the last 40 days is stored');
    await page.getByRole('button', { name: 'Change Net effect changes sign' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Change “Net effect changes sign”' }).waitFor();
    await page.getByRole('main').getByLabel('Name', { exact: true }).fill('Sign');
    await page.keyboard.press('Enter');
    await page.getByText('“Sign” is changed.').waitFor();
    await page.getByRole('button', { name: 'Mute a week: Sign' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('cell', { name: /Muted until/ }).waitFor();
    await page.getByRole('button', { name: 'Delete Sign' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByText('“Sign” is deleted').waitFor();
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each([
    [1440, 'light'],
    [390, 'dark'],
    [390, 'light'],
    [1440, 'dark'],
  ] as const)('have no fault that axe finds and fit %i px, %s', async (width, theme) => {
    const { page, complaints } = await open('/alerts?kind=exposure-level', { theme, width });
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
