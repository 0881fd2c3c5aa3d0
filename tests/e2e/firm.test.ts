import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { launchChromium } from '#tests/support/chromium.ts';
import { GOOD_PASSWORD, makeMember, makeOwner, query, type TestMember } from '#tests/support/members.ts';
import { UNVERIFIED } from '#tests/support/openid-provider.ts';

import { startFirmApp, type FirmApp } from './firm-app.ts';
import { visit } from './visit.ts';

const databaseUrl = inject('databaseUrl');
let browser: Browser;
let app: FirmApp;
let owner: TestMember;

beforeAll(async () => {
  browser = await launchChromium();
  app = await startFirmApp(databaseUrl);
  owner = await makeOwner(app.send, databaseUrl, 'owner@firm.example', app.baseUrl);
});
afterAll(async () => {
  await app.stop();
  await browser.close();
  // Other files meet a Waterline without members, as it is at first.
  await query(databaseUrl, 'DELETE FROM app_user');
  await query(databaseUrl, 'DELETE FROM one_time_link');
});

async function signInByProvider(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in?next=/exposure');
  await page.getByRole('button', { name: 'Go on with Firm ID' }).click();
  await page.getByPlaceholder('Enter any login').fill(email);
  await page.getByPlaceholder('and password').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function openPage(path = '/sign-in'): Promise<Page> {
  return (await visit(browser, { baseUrl: app.baseUrl, path })).page;
}

describe('a private Waterline', () => {
  it('shows no page and no number to who is not signed in, and comes back to where they were', async () => {
    const page = await openPage('/exposure?x=0.4');

    expect(new URL(page.url()).pathname).toBe('/sign-in');
    for (const path of ['/world', '/api/v1/facts', '/api/v1/vendors/MU', '/api/v1/capex/totals?year=2026']) {
      expect((await app.send('GET', path)).status, path).toBe(401);
    }
    for (const path of ['/', '/companies/MU', '/models/deepseek-v3', '/techniques/mla', '/as-of', '/admin']) {
      const response = await app.send('GET', path);
      const body = await response.text();

      expect(body, path).not.toMatch(/\d bn|data-testid="headline"|owner@firm/);
    }
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password').fill('not the password');
    await page.keyboard.press('Enter');
    await page.getByText('Invalid email or password').waitFor();
    await page.getByLabel('Password').fill(owner.password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/exposure?x=0.4');
    await page.getByTestId('headline').waitFor();

    expect(await page.context().cookies()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'waterline.session_token', httpOnly: true, sameSite: 'Lax' }),
      ]),
    );
    await page.context().close();
  });

  it('opens a shared watchlist by its link alone, with no link into the pages', async () => {
    const items = [{ kind: 'stock', ref: 'MU', note: 'my own words' }];
    const made = await app.send('POST', '/api/v1/watchlists', { name: 'For a client', items }, owner.headers);
    const { id } = (await made.json()) as { id: string };
    const shared = await app.send('POST', '/api/v1/watchlists/share', { id }, owner.headers);
    const { url } = (await shared.json()) as { url: string };
    const page = await openPage(new URL(url).pathname);

    await page.getByRole('heading', { level: 1, name: 'For a client' }).waitFor();
    expect(await page.getByRole('rowheader').innerText()).toContain('Micron');
    expect(await page.getByRole('link').count()).toBe(0);
    expect(await page.content()).not.toMatch(/my own words|owner@firm/);
    expect((await app.send('GET', `/shared/watchlists/${'x'.repeat(43)}`)).status).toBe(404);
    await page.context().close();
    await query(
      databaseUrl,
      'DELETE FROM watchlist_share; DELETE FROM watchlist_item; DELETE FROM watchlist',
    );
  });

  it('shows no figure in an embed, to members neither, since a frame knows nobody', async () => {
    for (const headers of [{}, owner.headers]) {
      const response = await app.send('GET', '/embed/waterline?x=0.5&v=1', undefined, headers);
      const text = await response.text();
      expect(response.status).toBe(200);
      expect(text).toContain('This chart is not public.');
      expect(text).not.toMatch(/USD bn|figcaption|data version/);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
  });

  it('never sends who signed in to another site', async () => {
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      const page = await openPage(`/sign-in?next=${encodeURIComponent(next)}`);
      await page.getByLabel('E-mail').fill(owner.email);
      await page.getByLabel('Password').fill(owner.password);
      await page.keyboard.press('Enter');
      await page.getByTestId('headline').waitFor();

      expect(new URL(page.url()).origin + new URL(page.url()).pathname).toBe(`${app.baseUrl}/`);
      await page.context().close();
    }
  });
});

describe('mail', () => {
  it('brings an invitation that opens in the browser and lets in', async () => {
    const invited = await app.send(
      'POST',
      '/api/v1/invitations',
      { email: 'mia@firm.example', role: 'analyst' },
      owner.headers,
    );
    const { url, isMailed } = (await invited.json()) as { url: string; isMailed: boolean };
    const mail = app.mail.received.find(({ to }) => to.includes('mia@firm.example'));

    expect(isMailed).toBe(true);
    expect(mail?.text).toContain(url);
    const page = await openPage(url.replace(app.baseUrl, ''));
    await page.getByText('You join as analyst').waitFor();
    await page.getByLabel('Name').fill('Mia');
    await page.getByLabel('Password').fill('password123456');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByText('too easy to guess').count()).toBe(1);
    await page.getByLabel('Password').fill(GOOD_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/account');
    await page.getByRole('heading', { name: 'Mia' }).waitFor();
    await page.context().close();
  });

  it('brings a reset link to members only, and answers everybody alike', async () => {
    const rex = await makeMember(app.send, owner, 'rex@firm.example', 'viewer', app.baseUrl);
    const answers: string[] = [];
    for (const email of ['nobody@firm.example', rex.email]) {
      const page = await openPage('/forgot-password');
      await page.getByLabel('E-mail').fill(email);
      await page.keyboard.press('Enter');
      await page.getByRole('status').waitFor();
      answers.push(await page.getByRole('status').innerText());
      await page.context().close();
    }
    const mailOf = (email: string) =>
      app.mail.received.findLast(({ to, text }) => to.includes(email) && /new password/.test(text));
    await expect.poll(() => mailOf(rex.email)).toBeDefined();

    expect(answers[0]).toBe(answers[1]);
    expect(mailOf('nobody@firm.example')).toBeUndefined();
    const link = /http\S+reset-password#[\w-]+/.exec(mailOf(rex.email)?.text ?? '')?.[0] ?? '';
    const page = await openPage(link.replace(app.baseUrl, ''));
    await page.getByLabel('New password').fill('mellow 55 gravel kite');
    await page.keyboard.press('Enter');
    await page.getByText('Your password is changed').waitFor();

    expect((await app.send('GET', '/api/v1/me', undefined, rex.headers)).status).toBe(401);
    await page.reload();
    await page.getByText('This link does not work').waitFor();
    await page.context().close();
  });
});

describe('single sign-on', () => {
  it('lets in who is invited, with the role of the invitation, and nobody else', async () => {
    const page = await openPage();
    await signInByProvider(page, 'ivo@firm.example');
    await page.getByText('not invited here').waitFor();

    expect(await query(databaseUrl, `SELECT id FROM app_user WHERE email = 'ivo@firm.example'`)).toEqual([]);
    await page.context().close();
    await app.send(
      'POST',
      '/api/v1/invitations',
      { email: 'ivo@firm.example', role: 'editor' },
      owner.headers,
    );
    const again = await openPage();
    await signInByProvider(again, 'ivo@firm.example');
    await again.waitForURL('**/exposure');
    await again.getByTestId('headline').waitFor();

    expect(
      await query(databaseUrl, `SELECT role, name FROM app_user WHERE email = 'ivo@firm.example'`),
    ).toEqual([{ role: 'editor', name: 'ivo' }]);
    expect(
      await query(
        databaseUrl,
        `SELECT id FROM one_time_link WHERE email = 'ivo@firm.example' AND used_at IS NULL`,
      ),
    ).toEqual([]);
    expect(
      JSON.stringify(
        await query(
          databaseUrl,
          `SELECT access_token, refresh_token FROM account WHERE provider_id = 'oidc'`,
        ),
      ),
    ).not.toMatch(/eyJ/);
    await again.context().close();
  });

  it('takes up no invitation by an address that the provider did not verify', async () => {
    await app.send('POST', '/api/v1/invitations', { email: UNVERIFIED, role: 'admin' }, owner.headers);
    const page = await openPage();
    await signInByProvider(page, UNVERIFIED);
    await page.getByText('not invited here').waitFor();

    expect(await query(databaseUrl, 'SELECT id FROM app_user WHERE email = $1', [UNVERIFIED])).toEqual([]);
    await page.context().close();
  });

  it('keeps out who was disabled', async () => {
    const [ivo] = await query<{ id: string }>(
      databaseUrl,
      `SELECT id FROM app_user WHERE email = 'ivo@firm.example'`,
    );
    await app.send('PATCH', `/api/v1/members/${ivo?.id ?? ''}`, { isDisabled: true }, owner.headers);
    const page = await openPage();
    await signInByProvider(page, 'ivo@firm.example');
    await page.getByText('Your account here is disabled').waitFor();

    expect(await query(databaseUrl, 'SELECT id FROM session WHERE user_id = $1', [ivo?.id])).toEqual([]);
    await page.context().close();
  });
});
