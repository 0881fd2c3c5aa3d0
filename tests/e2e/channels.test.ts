/** Where notices go, by keyboard alone: a webhook is added, its secret seen once, tested, failing, and removed. */
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { launchChromium } from '#tests/support/chromium.ts';
import { makeOwner, query, type Send, type TestMember } from '#tests/support/members.ts';
import {
  findSignatureOf,
  startWebhookReceiver,
  type WebhookReceiver,
} from '#tests/support/webhook-receiver.ts';

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
let page: Page;
let complaints: readonly string[];
let receiver: WebhookReceiver;
let owner: TestMember;
beforeAll(async () => {
  browser = await launchChromium();
  receiver = await startWebhookReceiver();
  owner = await makeOwner(send, databaseUrl, 'owner@firm.example', baseUrl);
});
afterAll(async () => {
  await browser.close();
  await receiver.close();
  // Other files meet a Waterline without members.
  await query(
    databaseUrl,
    `DELETE FROM delivery; DELETE FROM delivery_channel; DELETE FROM app_user; DELETE FROM one_time_link`,
  );
});

/** Goes on with Tab until something of this name has the focus. */
async function tabTo(name: string): Promise<void> {
  for (let turn = 0; turn < 80; turn += 1) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => {
      const focused = document.activeElement;
      const labels = focused instanceof HTMLInputElement ? focused.labels : null;
      return focused?.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? focused?.textContent ?? '';
    });
    if (label.startsWith(name)) return;
  }
  throw new Error(`Tab never came to ${name}`);
}

async function press(name: string): Promise<void> {
  await tabTo(name);
  await page.keyboard.press('Enter');
}

describe('where notices go, by keyboard alone', () => {
  it('says what there is, and refuses an address inside the network beside its field', async () => {
    ({ page, complaints } = await visit(browser, { baseUrl, path: '/method' }));
    page.setDefaultTimeout(15_000);
    const [name = '', ...value] = owner.cookie.split('=');
    await page.context().addCookies([{ name, value: value.join('='), url: baseUrl }]);
    await page.goto('/account', { waitUntil: 'networkidle' });
    await page.getByText('Notices go nowhere else yet.').waitFor();
    await page.getByText('E-mail is not offered: this installation has no mail server').waitFor();
    await tabTo('Webhook name');
    await page.keyboard.type('desk bot');
    await tabTo('Webhook address');
    await page.keyboard.type('https://10.0.0.7/in');
    await page.keyboard.press('Enter');
    await page.getByText(/leads into a private or reserved network/).waitFor();

    expect(await page.getByLabel('Webhook address').getAttribute('aria-invalid')).toBe('true');
  });

  it('adds a webhook, shows its secret once, and sends a test that the receiver can check', async () => {
    await page.getByLabel('Webhook address').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(receiver.url);
    await page.keyboard.press('Enter');
    const secret = await page.locator('code', { hasText: /^whsec_/ }).innerText();
    await page.getByRole('button', { name: 'Done, hide it' }).press('Enter');
    expect(await page.content()).not.toContain(secret);
    await press('Send a test: desk bot');
    await page.getByText('desk bot: The test arrived; it was answered with 204.').waitFor();
    const [post] = receiver.received;
    if (post === undefined) throw new Error('nothing came');

    expect(receiver.received).toHaveLength(1);
    expect(await findSignatureOf(secret, post)).toBe(0);
    expect(await page.getByRole('listitem').filter({ hasText: receiver.url }).innerText()).toMatch(
      /desk bot webhook, silent[^]*Last sent .* UTC: test, answered with 204\./,
    );
  });

  it('puts the failing channel first and says why, gives it another secret, switches it off and removes it', async () => {
    await page.getByLabel('Webhook name').focus();
    await page.keyboard.type('archive');
    await tabTo('Webhook address');
    await page.keyboard.type(`${receiver.url}/archive`);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Done, hide it' }).press('Enter');
    receiver.answer = (response) => void response.writeHead(500).end();
    await press('Send a test: archive');
    await page.getByText('archive: The test failed: it answered 500.').waitFor();
    const names = page
      .locator('section', { hasText: 'Where notices go' })
      .getByRole('listitem')
      .locator('strong');
    await expect.poll(() => names.allInnerTexts()).toEqual(['archive', 'desk bot']);
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      for (const width of [390, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(
          true,
        );
      }
    }

    await page.getByRole('heading', { name: 'Where notices go' }).focus();
    await press('New secret: archive');
    await page.getByText('The signing secret of “archive”.').waitFor();
    await page.getByRole('button', { name: 'Done, hide it' }).press('Enter');
    await page.getByRole('heading', { name: 'Where notices go' }).focus();
    await press('Switch off: archive');
    await page.getByText('Silent: you switched it off.').waitFor();
    await press('Remove: archive');
    await page.getByText('archive was removed.').waitFor();
    await expect.poll(() => names.allInnerTexts()).toEqual(['desk bot']);

    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Where notices go');
    expect(complaints.filter((line) => !/status of 4\d\d/.test(line))).toEqual([]);
  });
});
