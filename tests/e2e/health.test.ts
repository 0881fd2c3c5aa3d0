import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { launchChromium } from '#tests/support/chromium.ts';
import { makeMember, makeOwner, query, type Send, type TestMember } from '#tests/support/members.ts';

import { visit } from './visit.ts';

const baseUrl = inject('baseUrl');
const databaseUrl = inject('databaseUrl');
let browser: Browser;
let editor: TestMember;

const send: Send = (method, target, body, headers) =>
  fetch(new URL(target, baseUrl), {
    method,
    redirect: 'manual',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

/** A rate outside its band, and a field that was renamed, as a run of long ago left them. */
const DOUBTED = `
  WITH run AS (
    INSERT INTO refresh_run (job_id, slot_id, slot_at, source, state, reason, created_at, started_at, ended_at)
    VALUES ('reference-rates', 'reference-rates@health-page', '2026-11-20', 'ecb', 'succeeded', 'regular',
            '2026-11-20', '2026-11-20', '2026-11-20') RETURNING id)
  INSERT INTO quarantined_value (source, subject, field, raw_value, reason, held_row, first_run_id, first_seen_at,
                                 last_seen_at)
  SELECT 'ecb', 'KRW', came.field, came.raw, came.reason, came.held::jsonb, run.id, '2026-11-20', '2026-11-20'
    FROM run CROSS JOIN (VALUES
      ('2026-11-20.rate', '4060.5', '3500.43 KRW for one USD is outside 500 to 3000.',
       '{"table": "reference_rate", "row": {"currency": "KRW", "ratedOn": "2026-11-20", "unitsPerEur": 4060.5}}'),
      ('2026-11-19.rate', '{"currency":"KRW","value":"1700"}', 'A Cube lacks its currency or its rate.', NULL)
    ) AS came (field, raw, reason, held)`;

beforeAll(async () => {
  browser = await launchChromium();
  const owner = await makeOwner(send, databaseUrl, 'ona@firm.example', baseUrl);
  editor = await makeMember(send, owner, 'ed@firm.example', 'editor', baseUrl);
  await query(databaseUrl, DOUBTED);
});
afterAll(async () => {
  await browser.close();
  // Other files meet a Waterline without members, in which nothing waits.
  await query(
    databaseUrl,
    `UPDATE quarantined_value SET decision = 'rejected', decided_at = now() WHERE decision IS NULL`,
  );
  await query(databaseUrl, 'DELETE FROM app_user');
  await query(databaseUrl, 'DELETE FROM one_time_link');
});

async function openHealth(width = 1440) {
  const visited = await visit(browser, { baseUrl, path: '/sign-in', width });
  const cookies = editor.cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: baseUrl };
  });
  await visited.page.context().addCookies(cookies);
  await visited.page.goto('/health', { waitUntil: 'networkidle' });
  return visited;
}

async function axeFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

const storedRates = () =>
  query(
    databaseUrl,
    `SELECT units_per_base::float8 AS rate, is_withdrawn AS "isWithdrawn", provenance FROM reference_rate
      WHERE currency = 'KRW' AND rated_on = '2026-11-20' ORDER BY revision`,
  );

const button = (page: Page, name: RegExp) => page.getByRole('button', { name });
const RATE = 'KRW, 2026-11-20\\.rate';

describe('values that are kept apart, on the Health page', () => {
  it('are accepted and taken back by keyboard alone, with a reason, and the outcome is said', async () => {
    const { page, complaints } = await openHealth();
    const accept = button(page, new RegExp(`^Accept ${RATE}`));
    await accept.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Accept: KRW' }).waitFor();
    expect(await page.getByText('4,060.5 KRW for one EUR').count()).toBe(1);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('name'));
    await expect.poll(focused).toBe('note');
    expect(await axeFaults(page)).toEqual([]);

    // Esc leaves it as it was, and the focus where it was.
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(await accept.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await storedRates()).toEqual([]);

    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('note');
    await page.keyboard.type('a crisis, see the bank');
    await page.keyboard.press('Enter');
    await page.getByText('KRW, 2026-11-20.rate: It is accepted and stored.').waitFor();
    await expect.poll(() => accept.count()).toBe(0);
    expect(await storedRates()).toMatchObject([
      {
        rate: 4060.5,
        isWithdrawn: false,
        provenance: expect.stringMatching(
          /^accepted by editor ed@firm\.example on .* because a crisis, see the bank$/,
        ) as string,
      },
    ]);

    const takeBack = button(page, new RegExp(`^Take back ${RATE}`));
    await takeBack.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Take back: KRW' }).waitFor();
    await expect.poll(focused).toBe('note');
    await page.keyboard.type('the bank corrected it');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing stood before, so the value is withdrawn.').waitFor();
    await accept.waitFor();
    expect(await storedRates()).toMatchObject([{ isWithdrawn: false }, { isWithdrawn: true }]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('that could not be stored are not offered for it, and say what to do instead', async () => {
    const { page } = await openHealth();
    const row = page.getByRole('row').filter({ hasText: '2026-11-19.rate' });

    expect(await row.getByRole('button').allInnerTexts()).toEqual(['Keep out']);
    expect(await row.innerText()).toContain('Correct it by an import of the right figure');
    await page.context().close();
  });

  it('are decided about on a phone; who comes second is told what was decided', async () => {
    const { page } = await openHealth(390);
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBeLessThanOrEqual(390);
    await button(page, new RegExp(`^Accept ${RATE}`)).click();
    const dialog = page.getByRole('dialog', { name: 'Accept: KRW' });
    await dialog.waitFor();
    const box = await dialog.boundingBox();
    expect(box === null ? 0 : box.x + box.width).toBeLessThanOrEqual(390);
    expect(await width()).toBeLessThanOrEqual(390);
    expect(await axeFaults(page)).toEqual([]);

    const [doubted] = await query<{ id: string }>(
      databaseUrl,
      `SELECT id::text AS id FROM quarantined_value WHERE field = '2026-11-20.rate'`,
    );
    const other = await send(
      'PATCH',
      `/api/v1/quarantine/${doubted?.id ?? ''}`,
      { decision: 'rejected', note: 'a slip of the bank' },
      editor.headers,
    );
    expect(other.status).toBe(200);
    await page.getByLabel('Reason').fill('it is right');
    await dialog.getByRole('button', { name: 'Accept', exact: true }).click();
    await page.getByText('This value was kept out by editor ed@firm.example').waitFor();
    expect(await storedRates()).toHaveLength(2);
    await page.context().close();
  });
});
