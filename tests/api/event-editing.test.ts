/** Events are added and corrected at the import desk by a file of one row, sources and all. */
import { readFile } from 'node:fs/promises';

import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { csvLine } from '#lib/contracts/csv-text.ts';
import { eventsSchema, studySchema } from '#lib/contracts/event-studies.ts';
import type { Preview } from '#lib/contracts/imports/imports.ts';
import { makeMember, makeOwner, type TestMember } from '#tests/support/members.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

let api: ApiUnderTest;
let editor: TestMember;
let columns: readonly string[];
let turboQuant: Readonly<Record<string, string>>;

beforeAll(async () => {
  api = await startApi({ seeded: true });
  const owner = await makeOwner(api.sendJson, api.databaseUrl);
  editor = await makeMember(api.sendJson, owner, 'edda@firm.example', 'editor');
  const shipped = await readFile(new URL('../../prisma/seed/data/events.csv', import.meta.url), 'utf8');
  const rows = parse<Record<string, string>>(shipped, { columns: true, bom: true });
  turboQuant = rows.find(({ id }) => id === 'ev087') ?? {};
  columns = Object.keys(turboQuant);
});
afterAll(() => api.close());

function fileOf(changes: Readonly<Record<string, string>>): string {
  const row = { ...turboQuant, ...changes };
  return csvLine(columns) + csvLine(columns.map((column) => row[column] ?? ''));
}

async function send(path: string, file: string) {
  const response = await api.call(path, {
    method: 'POST',
    headers: { ...editor.headers, 'content-type': 'text/csv; charset=utf-8' },
    body: file,
  });
  return { status: response.status, answer: (await response.json()) as Preview };
}

async function bring(file: string): Promise<Preview> {
  const preview = await send('/api/v1/imports/preview?table=event', file);
  const { accepted, fingerprint } = preview.answer;
  if (!accepted) return preview.answer;
  const query = `?table=event&fingerprint=${String(fingerprint)}&reason=${encodeURIComponent('seen today')}`;
  expect((await send(`/api/v1/imports${query}`, file)).status).toBe(200);
  return preview.answer;
}

const ledger = async () => eventsSchema.parse(await (await api.call('/api/v1/events')).json()).items;

it('one row adds an event, with its page, and leaves the others', async () => {
  const { faults } = await bring(
    fileOf({
      id: 'desk1',
      occurred_on: '2026-06-10',
      first_trading_day_us: '2026-06-11',
      first_trading_day_kr: '2026-06-11',
      title: 'A paper of today',
      source_title: 'Its page',
    }),
  );
  expect(faults).toEqual([]);
  const items = await ledger();
  expect(items).toHaveLength(135);
  expect(items.find(({ id }) => id === 'desk1')).toMatchObject({
    title: 'A paper of today',
    source: { title: 'Its page' },
  });
  const study = await api.call('/api/v1/events/desk1/study');
  expect(studySchema.parse(await study.json()).event.title).toBe('A paper of today');
});

it('one row with a known id is a new revision: the part of the day moves day 0', async () => {
  const first = async () => {
    const answer = studySchema.parse(await (await api.call('/api/v1/events/ev087/study')).json());
    return answer.tickers.find(({ ticker }) => ticker === 'MU')?.firstTradingDay;
  };
  expect(await first()).toBe('2026-03-25');
  await bring(fileOf({ timing: 'us' }));
  expect(await first()).toBe('2026-03-24');
  const revisions = await api.call('/api/v1/facts/revisions?table=event&key=ev087');
  expect(await revisions.text()).toContain('usclose');
});

it('a row without a source is refused by its column', async () => {
  const { accepted, faults } = await bring(fileOf({ id: 'desk2', source_url: '' }));
  expect(accepted).toBe(false);
  expect(faults.map(({ column }) => column)).toEqual(['source_url']);
  expect((await ledger()).some(({ id }) => id === 'desk2')).toBe(false);
});
