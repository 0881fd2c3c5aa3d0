import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { makeSetupLink } from '#lib/start/member-links.ts';
import { launchChromium } from '#tests/support/chromium.ts';
import { GOOD_PASSWORD, query } from '#tests/support/members.ts';

import { visit } from './visit.ts';

const baseUrl = inject('baseUrl');
const databaseUrl = inject('databaseUrl');
let browser: Browser;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  // Other files meet a Waterline without members, as it is at first.
  await query(databaseUrl, 'DELETE FROM app_user');
  await query(databaseUrl, 'DELETE FROM one_time_link');
});

/** Goes on with Tab until something of this name has the focus. */
async function tabTo(name: RegExp): Promise<void> {
  for (let turn = 0; turn < 80; turn += 1) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => {
      const focused = document.activeElement;
      const labels =
        focused instanceof HTMLInputElement || focused instanceof HTMLSelectElement ? focused.labels : null;
      return focused?.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? focused?.textContent ?? '';
    });
    if (name.test(label)) return;
  }
  throw new Error(`Tab never came to ${String(name)}`);
}

async function axeFaults(): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

describe('accounts, by keyboard alone', () => {
  it('the owner sets Waterline up by the link of the terminal and is let in', async () => {
    const link = (await makeSetupLink(databaseUrl, baseUrl)) ?? '';
    ({ page, complaints } = await visit(browser, { baseUrl, path: link.replace(baseUrl, '') }));
    await page.getByText('You become the first admin').waitFor();

    expect(page.url()).toContain('#');
    await tabTo(/^Name/);
    await page.keyboard.type('Ona Owner');
    await tabTo(/^E-mail/);
    await page.keyboard.type('ona@firm.example');
    await tabTo(/^Password/);
    await page.keyboard.type(GOOD_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/account');
    await page.getByRole('heading', { name: 'Ona Owner' }).waitFor();

    expect(await page.getByRole('navigation').innerText()).toMatch(/Admin[^]*Ona Owner/);
  });

  it('makes a token that is shown once, works, and is revoked', async () => {
    await page.waitForLoadState('networkidle');
    await tabTo(/^Name/);
    await page.keyboard.type('notebook');
    await page.keyboard.press('Enter');
    const token = await page.locator('code', { hasText: /^wl_[\w-]{43}$/ }).innerText();
    const ask = async () =>
      (await fetch(`${baseUrl}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;

    expect(await ask()).toBe(200);
    await page.getByRole('button', { name: 'Done, hide it' }).press('Enter');
    expect(await page.content()).not.toContain(token);
    await page.getByRole('button', { name: 'Revoke notebook' }).press('Enter');
    await page.getByText('You have no tokens.').waitFor();

    expect(await ask()).toBe(401);
  });

  it('invites somebody, who cannot be invited twice as a member, and sees it in the audit', async () => {
    await page.goto('/admin', { waitUntil: 'networkidle' });
    await tabTo(/^E-mail/);
    await page.keyboard.type('ONA@firm.example');
    await page.keyboard.press('Enter');
    await page.getByText('is that of a member already').waitFor();
    await page.getByLabel('E-mail', { exact: true }).fill('new@firm.example');
    await page.keyboard.press('Enter');
    await page.getByText('No mail was sent; hand it over yourself').waitFor();
    const url = await page.locator('code', { hasText: '/join#' }).innerText();

    expect(url.startsWith(`${baseUrl}/join#`)).toBe(true);
    await page.reload({ waitUntil: 'networkidle' });
    expect(await page.getByRole('region', { name: 'Changes' }).innerText()).toMatch(
      /ona@firm\.example[^]*invitation\.made/,
    );
    await page.getByLabel(/^What/).fill('token');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/admin?*action=token*');

    expect(await page.getByRole('region', { name: 'Changes' }).innerText()).not.toContain('invitation.made');
  });

  it.each(['light', 'dark'] as const)(
    'axe finds nothing on the pages of members in the %s theme',
    async (theme) => {
      await page.emulateMedia({ colorScheme: theme });
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        for (const path of ['/account', '/admin']) {
          await page.goto(path, { waitUntil: 'networkidle' });

          expect(await axeFaults(), `${path} at ${String(width)}`).toEqual([]);
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
            path,
          ).toBe(true);
        }
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    },
  );

  it('changes the password and signs out; what was on the pages is gone', async () => {
    await page.goto('/account', { waitUntil: 'networkidle' });
    await tabTo(/^Present password/);
    await page.keyboard.type(GOOD_PASSWORD);
    await tabTo(/^New password/);
    await page.keyboard.type('velvet 93 harbour mint');
    await page.keyboard.press('Enter');
    await page.getByText('Changed. Every other browser is signed out.').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).first().press('Enter');
    await page.waitForURL(`${baseUrl}/`);
    await page.goto('/account');
    await page.waitForURL('**/sign-in?next=%2Faccount');

    expect(await page.content()).not.toContain('ona@firm.example');
    expect(complaints.filter((line) => !/status of 4\d\d/.test(line))).toEqual([]);
    await page.context().close();
  });
});
