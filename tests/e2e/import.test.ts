import { readFile } from 'node:fs/promises';

import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import type { Imported, Preview } from '#lib/contracts/imports/imports.ts';
import { fileOf, techniqueOf, type Cells } from '#tests/services/imports/fact-file-builder.ts';
import { launchChromium } from '#tests/support/chromium.ts';
import { makeMember, makeOwner, query, type Send, type TestMember } from '#tests/support/members.ts';

import { visit } from './visit.ts';

const baseUrl = inject('baseUrl');
const databaseUrl = inject('databaseUrl');
let browser: Browser;
let page: Page;
let complaints: readonly string[];
let owner: TestMember;
/** The table as it stood before, in the form that an import takes. */
let shipped: string;

const send: Send = (method, target, body, headers) =>
  fetch(new URL(target, baseUrl), {
    method,
    redirect: 'manual',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

beforeAll(async () => {
  browser = await launchChromium();
  owner = await makeOwner(send, databaseUrl, 'ona@firm.example', baseUrl);
  shipped = await exportTechniques();
});
afterAll(async () => {
  await browser.close();
  // Other files meet the facts that were shipped, and a Waterline without members.
  try {
    await importByApi(shipped, 'yes');
  } finally {
    await query(databaseUrl, 'DELETE FROM app_user');
    await query(databaseUrl, 'DELETE FROM one_time_link');
  }
});

async function visitAs({ cookie }: TestMember) {
  const visited = await visit(browser, { baseUrl, path: '/sign-in' });
  const cookies = cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: baseUrl };
  });
  await visited.page.context().addCookies(cookies);
  await visited.page.goto('/import', { waitUntil: 'networkidle' });
  return visited;
}

async function exportTechniques(): Promise<string> {
  const response = await send('GET', '/api/v1/export/technique', undefined, { accept: 'text/csv' });
  expect(response.status).toBe(200);
  return response.text();
}

/** Brings a file as a program does, beside what the page is doing. */
async function importByApi(file: string, complete: 'yes' | 'no'): Promise<Imported> {
  const post = async <Answer>(target: string): Promise<Answer> => {
    const headers = { ...owner.headers, 'content-type': 'text/csv' };
    const response = await fetch(new URL(target, baseUrl), { method: 'POST', headers, body: file });
    if (response.status !== 200) throw new Error(`${target}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  const choices = `table=technique&complete=${complete}`;
  const { fingerprint } = await post<Preview>(`/api/v1/imports/preview?${choices}`);
  return post<Imported>(`/api/v1/imports?${choices}&fingerprint=${String(fingerprint)}&reason=beside`);
}

function techniques(...rows: readonly Cells[]): Buffer {
  return Buffer.from(fileOf('technique', rows).bytes);
}

/** Chooses the table and the file, and asks for the preview. */
async function preview(buffer: Buffer): Promise<void> {
  await page.getByRole('combobox', { name: /^Table/ }).selectOption('technique');
  await page.locator('input[type=file]').setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer });
  await page.getByText('mine.csv,').first().waitFor();
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await page.getByRole('heading', { name: 'Preview', exact: true }).waitFor();
}

async function commit(reason: string): Promise<void> {
  await page.getByLabel(/^Reason for/).fill(reason);
  await page.getByRole('button', { name: 'Commit' }).click();
}

/** Number of the batch that the page says it made. */
async function committedBatch(): Promise<number> {
  const said = await page.getByText(/^Committed as batch \d+/).innerText();
  return Number(/batch (\d+)/.exec(said)?.[1]);
}

async function undo(batchId: number): Promise<void> {
  await page.getByRole('button', { name: `Undo batch ${String(batchId)}`, exact: true }).click();
  await page.getByLabel(`Reason to undo batch ${String(batchId)}`, { exact: true }).fill('a slip');
  await page.getByRole('button', { name: 'Undo it' }).click();
}

async function axeFaults(): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

const changes = () => page.getByRole('region', { name: 'Changes, field by field' });
const faults = () => page.getByRole('region', { name: 'Faults of the file' });
const batches = () => page.getByRole('region', { name: 'Imports, newest first' });

describe('the import page', () => {
  let first = 0;
  let beside = 0;
  let second = 0;

  it('is for editors: others are sent to sign in, or told', async () => {
    ({ page, complaints } = await visitAs(owner));
    const anonymous = await visit(browser, { baseUrl, path: '/import' });

    expect(anonymous.page.url()).toContain('/sign-in?next=%2Fimport');
    await anonymous.page.context().close();
    const viewer = await makeMember(send, owner, 'vera@firm.example', 'viewer', baseUrl);
    const told = await visitAs(viewer);
    await told.page.getByText('This needs the role editor').waitFor();

    expect(await told.page.getByRole('navigation').innerText()).not.toContain('Import');
    expect(await page.getByRole('navigation').innerText()).toMatch(/Import[^]*Admin/);
    await told.page.context().close();
  });

  it('shows what a good file would change, field by field, and writes nothing', async () => {
    await preview(techniques(techniqueOf('by-hand', { notes: 'as the paper says' })));

    expect(await page.getByText('Accepted: it can be committed').count()).toBe(1);
    expect(await page.getByText('1 row: 1 new, 0 revised, 0 unchanged, 0 withdrawn').count()).toBe(1);
    expect(await changes().innerText()).toMatch(/2\s+new\s+by-hand/);
    expect(await changes().innerText()).toMatch(/saving_point\s+blank\s+0\.5/);
    expect(await changes().innerText()).toMatch(/notes\s+blank\s+as the paper says/);
    expect(await exportTechniques()).toBe(shipped);
  });

  it('shows each refusal of a bad file by line, keeps the file, and offers no commit', async () => {
    const bad = [techniqueOf('x', { saving_point: '1,5' }), techniqueOf('y', { notes: '=1+1' })];
    await preview(techniques(...bad));

    expect(await page.getByText('Refused: 2 faults').count()).toBe(1);
    expect(await faults().innerText()).toMatch(/2\s+saving_point\s+1,5[^]*3\s+notes\s+=1\+1/);
    expect(await changes().count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Commit' }).count()).toBe(0);
    expect(await page.getByText('mine.csv,').count()).toBeGreaterThan(0);
  });

  it('says how a file was read where that had to be concluded', async () => {
    const text = techniques(techniqueOf('by-hand')).toString().replaceAll(',', ';');
    await preview(Buffer.from(text));

    expect(await page.getByText('Cells are separated by').count()).toBe(1);
  });

  it('commits with a reason, lists the batch, and says of the same file that nothing differs', async () => {
    const file = techniques(techniqueOf('by-hand'));
    await preview(file);
    await commit('as the paper says');
    first = await committedBatch();

    await expect
      .poll(() => batches().innerText())
      .toMatch(/Ona Owner\s+as the paper says\s+technique: 1 row/);
    await preview(file);
    expect(await page.getByText('importing it changes nothing').count()).toBe(1);
    await commit('once more');
    await page.getByText(/^Unchanged: the file says what stands already/).waitFor();
    expect(await batches().innerText()).not.toContain('once more');
  });

  it('says that the data changed since the preview, and previews again', async () => {
    await preview(techniques(techniqueOf('by-hand', { saving_point: '0.6' })));
    expect(await changes().innerText()).toMatch(/revised\s+by-hand\s+saving_point\s+0\.5\s+0\.6/);
    beside = (await importByApi(techniques(techniqueOf('beside')).toString(), 'no')).batchId ?? 0;
    await commit('a better figure');
    await page.getByText(/The data changed since the preview/).waitFor();
    expect(await page.getByLabel(/^Reason for/).inputValue()).toBe('a better figure');
    await page.getByRole('button', { name: 'Preview again' }).click();
    await page.getByText(`Compared with data version ${String(beside)}.`).waitFor();
    await page.getByRole('button', { name: 'Commit' }).click();
    second = await committedBatch();

    expect(second).toBeGreaterThan(beside);
  });

  it('undoes a batch with a reason, and says why another cannot be undone', async () => {
    await page.reload({ waitUntil: 'networkidle' });
    await undo(first);
    await page.getByText(`Later batches (${String(second)}) changed the same facts`).waitFor();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await undo(second);
    await page
      .getByText(new RegExp(`^Batch ${String(second)} is undone by batch \\d+: 1 fact restored`))
      .waitFor();
    await undo(beside);
    await page.getByText(new RegExp(`^Batch ${String(beside)} is undone by batch \\d+`)).waitFor();

    await expect.poll(() => batches().innerText()).toMatch(/undone by \d+/);
    expect(await exportTechniques()).not.toMatch(/^beside,/m);
  });

  it.each(['light', 'dark'] as const)('axe finds nothing on it in the %s theme', async (theme) => {
    await page.emulateMedia({ colorScheme: theme });
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto('/import', { waitUntil: 'networkidle' });
      const isWithin = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

      expect(await axeFaults(), `at rest at ${String(width)}`).toEqual([]);
      await preview(techniques(techniqueOf('x', { saving_point: '1,5' })));
      expect(await axeFaults(), `refused at ${String(width)}`).toEqual([]);
      expect(await isWithin()).toBe(true);
      await preview(techniques(techniqueOf('x', { notes: 'w'.repeat(300) })));
      await changes().waitFor();
      expect(await axeFaults(), `accepted at ${String(width)}`).toEqual([]);
      expect(await isWithin()).toBe(true);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('complains of nothing but what was refused', () => {
    expect(complaints.filter((line) => !/status of 4\d\d/.test(line))).toEqual([]);
  });
});

describe('the export page', () => {
  it('is reached from the foot of every page and saves a table as CSV and as JSON', async () => {
    await page.goto('/method', { waitUntil: 'networkidle' });
    await page.getByRole('contentinfo').getByRole('link', { name: 'Export' }).click();
    await page.getByRole('heading', { name: 'Provenance and terms' }).waitFor();
    await page.waitForLoadState('networkidle');
    const save = async (control: ReturnType<Page['getByRole']>) => {
      const [download] = await Promise.all([page.waitForEvent('download'), control.click()]);
      return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
    };
    const csv = await save(page.getByRole('button', { name: 'CSV of event', exact: true }));
    const json = await save(page.getByRole('link', { name: 'JSON of event', exact: true }));

    expect(csv.name).toMatch(/^event-\d{4}-\d\d-\d\d-v\d+\.csv$/);
    expect(csv.text).toMatch(/^# Waterline: event/);
    expect(json.name).toBe(csv.name.replace('.csv', '.json'));
    expect(JSON.parse(json.text)).toMatchObject({ table: 'event' });
  });

  it('shows another day and version, and says why one cannot be had', async () => {
    await page.goto('/export?asOf=2025-06-30&dataVersion=1', { waitUntil: 'networkidle' });
    await page.getByRole('heading', { name: /data version 1$/ }).waitFor();
    const address = await page.getByRole('link', { name: 'JSON of event' }).getAttribute('href');

    expect(address).toBe('/api/v1/export/event?asOf=2025-06-30&dataVersion=1');
    await page.goto('/export?asOf=2001-01-01', { waitUntil: 'networkidle' });
    expect(await page.getByText('Shown as of now instead: asOf must be').count()).toBe(1);
  });
});
