/** Notes by keyboard: on a chart point, on a row, on a page; kept, changed, deleted, taken back, shared. */
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { launchChromium } from '#tests/support/chromium.ts';
import { makeMember, makeOwner, query, type Send, type TestMember } from '#tests/support/members.ts';

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
let vic: TestMember;
beforeAll(async () => {
  browser = await launchChromium();
  owner = await makeOwner(send, databaseUrl, 'owner@firm.example', baseUrl);
  vic = await makeMember(send, owner, 'vic@firm.example', 'viewer', baseUrl);
});
afterAll(async () => {
  await browser.close();
  // Other files meet a Waterline without members.
  await query(databaseUrl, 'DELETE FROM note; DELETE FROM app_user; DELETE FROM one_time_link');
});

/** A page of somebody who is signed in. */
async function open(path: string, who = owner, theme: 'light' | 'dark' = 'light', width = 1440) {
  const visited = await visit(browser, { baseUrl, path: '/method', theme, width });
  const [name = '', ...value] = who.cookie.split('=');
  await visited.page.context().addCookies([{ name, value: value.join('='), url: baseUrl }]);
  visited.page.setDefaultTimeout(15_000);
  await visited.page.goto(path, { waitUntil: 'networkidle' });
  return visited;
}

async function axeFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

const waterline = (page: Page) =>
  page.locator('figure', { hasText: 'HBM revenue, with and without the saving' });
const notesOf = (page: Page) =>
  page.getByRole('region', { name: 'Notes', exact: true }).getByRole('listitem');
const dialogOf = (page: Page) => page.getByRole('dialog', { name: /^Note on/ });

/** Reads the points of a chart by arrow keys until a card has this title. */
async function readPoint(page: Page, title: string): Promise<void> {
  const chart = waterline(page).locator('canvas');
  const card = waterline(page).locator('[aria-live]');
  await chart.focus();
  await page.keyboard.press('Home');
  await waterline(page).locator('[data-drawn=true]').waitFor();
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('ArrowRight');
    if ((await card.innerText()).replaceAll('\u00a0', ' ').startsWith(title)) return;
  }
  throw new Error(`no point of the chart is ${title}`);
}

describe('notes', () => {
  it('ask who is not signed in to sign in, and bring them back to where they were', async () => {
    const { page, complaints } = await visit(browser, { baseUrl, path: '/companies/MU' });
    await page.keyboard.press('n');
    const link = dialogOf(page).getByRole('link', { name: 'Sign in' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe('/sign-in?next=%2Fcompanies%2FMU');
    expect(await dialogOf(page).getByRole('textbox').count()).toBe(0);
    await page.keyboard.press('Escape');
    await dialogOf(page).waitFor({ state: 'hidden' });
    await page.keyboard.press('?');
    await page.getByText('write a note on the point of a chart').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('are written on a point of a chart, stand on its time axis, and are changed, deleted and taken back', async () => {
    const { page, complaints } = await open('/');
    await readPoint(page, 'Q3 2025');
    await page.keyboard.press('n');
    await dialogOf(page).getByText('HBM revenue, with and without the saving: Q3 2025').waitFor();
    expect(await page.getByLabel('Day, or first day').inputValue()).toBe('2025-07-01');
    expect(await page.getByLabel('Last day').inputValue()).toBe('2025-09-30');
    await page.keyboard.type('<b>not bold</b>');
    await page.keyboard.press('Enter');
    await page.keyboard.type('second line');
    expect(await dialogOf(page).innerText()).toContain('27 of 2,000 characters');
    await page.keyboard.press('Control+Enter');
    await dialogOf(page).waitFor({ state: 'hidden' });
    await notesOf(page).getByText('<b>not bold</b>').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('CANVAS');

    await page.reload({ waitUntil: 'networkidle' });
    const words = notesOf(page).filter({ hasText: 'second line' });
    expect(await words.count()).toBe(1);
    expect(await words.locator('b').count()).toBe(0);
    // The mark is one of the lane's links: alone, or a pill that says that a note is among them.
    const mark = waterline(page).getByRole('link', { name: /note/ }).locator('visible=true');
    await mark.waitFor();
    await mark.focus();
    await page.keyboard.press('Enter');
    const opened = page.getByRole('dialog').filter({ visible: true });
    if (!((await opened.getAttribute('aria-label')) ?? '').startsWith('Note on')) {
      await page.getByRole('button', { name: 'Open the note' }).press('Enter');
    }
    await dialogOf(page).waitFor();
    await page.getByRole('textbox', { name: 'Note' }).fill('changed');
    await page.keyboard.press('Control+Enter');
    await notesOf(page).getByText('changed', { exact: true }).waitFor();

    await notesOf(page).getByRole('button', { name: 'Change' }).press('Enter');
    await page.getByRole('button', { name: 'Delete' }).press('Enter');
    await page.getByText('The note is deleted.').waitFor();
    await expect.poll(() => notesOf(page).count()).toBe(0);
    await expect.poll(() => mark.count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await dialogOf(page).getByRole('textbox', { name: 'Note' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => notesOf(page).count()).toBe(1);
    await page.reload({ waitUntil: 'networkidle' });
    await notesOf(page).getByText('changed', { exact: true }).waitFor();
    await mark.waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('stand on what has the focus: a lab of a table, a figure, else the page', async () => {
    const { page } = await open('/labs');
    await page
      .getByRole('row', { name: /^DeepSeek/ })
      .getByRole('button')
      .first()
      .focus();
    await page.keyboard.press('n');
    await page.getByRole('dialog', { name: 'Note on DeepSeek' }).waitFor();
    await page.keyboard.type('on the lab');
    await page.keyboard.press('Control+Enter');
    await notesOf(page).getByText('on the lab').waitFor();
    await page.goto('/exposure', { waitUntil: 'networkidle' });
    await page.locator('[data-evidence]').first().focus();
    await page.keyboard.press('n');
    await page.getByRole('dialog', { name: /Note on the figure/ }).waitFor();
    await page.keyboard.type('on a figure');
    await page.keyboard.press('Control+Enter');
    await notesOf(page).getByText('on a figure').waitFor();
    await page.goto('/labs', { waitUntil: 'networkidle' });
    await page.locator('[data-lane] a[data-note-kind=event]').locator('visible=true').last().focus();
    await page.keyboard.press('n');
    await dialogOf(page).waitFor();
    await page.keyboard.type('an event of note');
    await page.keyboard.press('Control+Enter');
    await page.getByText('The note is kept on').waitFor();
    expect(await dialogOf(page).getByRole('link').getAttribute('href')).toMatch(/^\/events\/ev\d+$/);
    await page.keyboard.press('Escape');
    expect(await notesOf(page).filter({ hasText: 'an event of note' }).count()).toBe(0);
    const kept = await query<{ subject_kind: string; subject_ref: string }>(
      databaseUrl,
      `SELECT subject_kind, subject_ref FROM note WHERE words LIKE 'on %' ORDER BY created_at`,
    );
    expect(kept[0]).toEqual({ subject_kind: 'lab', subject_ref: 'deepseek' });
    expect(kept[1]?.subject_kind).toBe('metric');
    expect(kept[1]?.subject_ref).toMatch(/^\/exposure#\w/);
    await page.context().close();
  });

  it('say at the field what cannot be kept, and keep nothing of it', async () => {
    const { page } = await open('/techniques/mla');
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'Note' }).fill('a\u200Bb');
    await page.getByLabel('Day, or first day').fill('2026-02-30');
    await page.keyboard.press('Enter');
    await page.getByText('must not hold control, zero-width or direction characters').waitFor();
    await page.getByText('must be a calendar date written YYYY-MM-DD').waitFor();
    expect(await page.getByRole('textbox', { name: 'Note' }).getAttribute('aria-invalid')).toBe('true');
    await page.keyboard.press('Escape');
    await page.reload({ waitUntil: 'networkidle' });
    expect(await notesOf(page).count()).toBe(0);
    await page.context().close();
  });

  it('tell who changed an older one, and show the newer', async () => {
    const made = await send(
      'POST',
      '/api/v1/notes',
      { kind: 'model', ref: 'gpt2-xl', words: 'one' },
      owner.headers,
    );
    const { id } = (await made.json()) as { id: string };
    const { page } = await open('/models/gpt2-xl');
    await notesOf(page).getByRole('button', { name: 'Change' }).press('Enter');
    await send('PATCH', `/api/v1/notes/${id}`, { version: 1, words: 'two' }, owner.headers);
    await page.getByRole('textbox', { name: 'Note' }).fill('mine');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/version 2 was saved at/).waitFor();
    expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('mine');
    await page.getByRole('button', { name: 'Show the newer one' }).press('Enter');
    await expect.poll(() => page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('two');
    await page.context().close();
  });

  it('of others are read where they are shared, and are not there where they are not', async () => {
    await send('POST', '/api/v1/notes', { kind: 'company', ref: 'MU', words: 'for my eyes' }, owner.headers);
    await send(
      'POST',
      '/api/v1/notes',
      { kind: 'company', ref: 'MU', words: 'seen by the desk', isShared: true, from: '2026-02-10' },
      owner.headers,
    );
    const { page, complaints } = await open('/companies/MU', vic);
    await notesOf(page).getByText('seen by the desk').waitFor();
    expect(await notesOf(page).count()).toBe(1);
    expect(await notesOf(page).innerText()).toMatch(/Ona Owner, \d+ \w+ 20\d\d, \d\d:\d\d UTC/);
    expect(await notesOf(page).getByRole('button').count()).toBe(0);
    expect(await page.content()).not.toContain('for my eyes');
    expect(
      await page
        .getByRole('link', { name: /note of Ona Owner|\d notes?/ })
        .locator('visible=true')
        .count(),
    ).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await page.context().close();

    const anonymous = await visit(browser, { baseUrl, path: '/companies/MU' });
    expect(await anonymous.page.content()).not.toMatch(/for my eyes|seen by the desk|Ona Owner/);
    await anonymous.page.getByText('Members keep notes here').waitFor();
    await anonymous.page.context().close();
  });

  it('fit a phone', async () => {
    const { page } = await open('/labs', owner, 'light', 390);
    await page.getByRole('button', { name: 'Write a note' }).first().click();
    await dialogOf(page).waitFor();
    const box = await dialogOf(page).boundingBox();
    for (const field of await dialogOf(page).getByRole('textbox').all()) {
      const inside = await field.boundingBox();
      expect((inside?.x ?? 0) + (inside?.width ?? 0)).toBeLessThanOrEqual((box?.x ?? 0) + (box?.width ?? 0));
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('have no fault of access in the %s theme', async (theme) => {
    const { page } = await open('/companies/MU', owner, theme);
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press('n');
    await dialogOf(page).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });
});
