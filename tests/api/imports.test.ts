import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import { FACT_TABLES } from '#lib/contracts/facts/tables.ts';
import { IMPORT_ENDPOINTS } from '#lib/contracts/imports/import-endpoints.ts';
import type { Batches, Imported, Preview, Undone } from '#lib/contracts/imports/imports.ts';
import type { TableExport } from '#lib/contracts/imports/export.ts';
import { techniqueOf } from '#tests/services/imports/fact-file-builder.ts';
import { textOf } from '#tests/services/imports/desk/desk-files.ts';
import { makeMember, makeOwner, query, type TestMember } from '#tests/support/members.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

const REASON = encodeURIComponent('as the paper says');

let api: ApiUnderTest;
let editor: TestMember;

beforeAll(async () => {
  api = await startApi({ seeded: true });
  const owner = await makeOwner(api.sendJson, api.databaseUrl);
  editor = await makeMember(api.sendJson, owner, 'edda@firm.example', 'editor');
});
afterAll(() => api.close());

/** Sends a file as a page of ours does, and holds the answer against the documented schema. */
async function send<Answer>(operationId: string, parameters: string, body: string | object): Promise<Answer> {
  const endpoint = IMPORT_ENDPOINTS.find((each) => each.operationId === operationId);
  if (endpoint === undefined) throw new Error(`no endpoint ${operationId}`);
  const isFile = typeof body === 'string';
  const response = await api.call(`${endpoint.path}${parameters}`, {
    method: endpoint.method.toUpperCase(),
    headers: { ...editor.headers, 'content-type': isFile ? 'text/csv; charset=utf-8' : 'application/json' },
    body: isFile ? body : JSON.stringify(body),
  });
  const answer: unknown = await response.json();

  expect(response.status, `${operationId}: ${JSON.stringify(answer)}`).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(endpoint.response.safeParse(answer).error?.issues ?? [], operationId).toEqual([]);

  return answer as Answer;
}

async function read<Answer>(target: string): Promise<Answer> {
  return (await (await api.call(target)).json()) as Answer;
}

async function hasTechnique(id: string): Promise<boolean> {
  const { rows } = await read<TableExport>('/api/v1/export/technique');
  return rows.some(([key]) => key === id);
}

async function exportCsv(table: string): Promise<string> {
  const response = await api.call(`/api/v1/export/${table}`, { headers: { accept: 'text/csv' } });
  expect(response.status).toBe(200);
  return response.text();
}

describe('the desk over HTTP', () => {
  it('previews, imports, lists, exports and undoes, as the document says', async () => {
    const file = textOf('technique', [techniqueOf('by-hand', { notes: '5 % by hand' })]);
    const preview = await send<Preview>('previewImport', '?table=technique', file);
    expect(preview).toMatchObject({ accepted: true, dataVersion: 2, counts: { new: 1 }, faults: [] });

    const parameters = `?table=technique&fingerprint=${String(preview.fingerprint)}&reason=${REASON}`;
    const imported = await send<Imported>('commitImport', parameters, file);
    expect(imported).toMatchObject({ status: 'committed', batchId: 3, dataVersion: 3 });
    expect(await read<Batches>('/api/v1/imports?limit=1')).toMatchObject({
      items: [{ id: 3, origin: 'csv', summary: 'as the paper says', author: editor.email, undoneBy: null }],
      nextCursor: 3,
    });
    expect(await hasTechnique('by-hand')).toBe(true);

    const undone = await send<Undone>('undoImport', '', { batchId: 3, reason: 'a slip' });
    expect(undone).toEqual({ batchIds: [4], dataVersion: 4, restored: 0, withdrawn: 1 });
    expect(await hasTechnique('by-hand')).toBe(false);
    const actions = await query<{ action: string }>(
      api.databaseUrl,
      `SELECT action FROM audit_entry WHERE action LIKE 'import.%' ORDER BY id`,
    );
    expect(actions.map(({ action }) => action)).toEqual(['import.committed', 'import.undone']);
  });

  it('tells refusals by line, and that data changed meanwhile', async () => {
    const bad = textOf('technique', [
      techniqueOf('x', { saving_point: '1,5' }),
      techniqueOf('y', { notes: '=1+1' }),
    ]);
    const refused = await send<Preview>('previewImport', '?table=technique', bad);
    expect(refused).toMatchObject({ accepted: false, fingerprint: null, faultCount: 2 });
    expect(refused.faults.map(({ line, column }) => [line, column])).toEqual([
      [2, 'saving_point'],
      [3, 'notes'],
    ]);

    const file = textOf('technique', [techniqueOf('z')]);
    const { fingerprint } = await send<Preview>('previewImport', '?table=technique', file);
    const parameters = `?table=technique&fingerprint=${String(fingerprint)}&reason=${REASON}`;
    await send<Imported>('commitImport', parameters, file);
    const late = await api.call(`/api/v1/imports${parameters}`, {
      method: 'POST',
      headers: { ...editor.headers, 'content-type': 'text/csv' },
      body: file,
    });
    expect(late.status).toBe(409);
    expect(await late.json()).toMatchObject({
      title: 'Conflict',
      detail: expect.stringContaining('Nothing was written') as string,
    });
  });

  it.each([
    ['application/json', '{}', 415],
    ['text/csv', 'x', 422],
  ])('a body of type %s on a bad query or of bad form: %j is %i', async (type, body, status) => {
    const target =
      status === 422 ? '/api/v1/imports/preview?table=no-such' : '/api/v1/imports/preview?table=event';
    const response = await api.call(target, {
      method: 'POST',
      headers: { ...editor.headers, 'content-type': type },
      body,
    });
    expect(response.status).toBe(status);
  });

  it('refuses more than 256 MiB without reading on', async () => {
    let chunks = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        chunks += 1;
        controller.enqueue(new Uint8Array(8_388_608));
      },
    });
    const init: RequestInit & { duplex: 'half' } = {
      ...{ method: 'POST', body, duplex: 'half' },
      headers: { ...editor.headers, 'content-type': 'text/csv' },
    };
    const response = await api.call('/api/v1/imports/preview?table=event', init);
    expect(response.status).toBe(413);
    expect(chunks).toBeLessThan(40);
  });
});

describe('exports', () => {
  it.each(FACT_TABLES)('%s imports again without any change', async (table) => {
    const csv = await exportCsv(table);
    expect(csv).toMatch(/^# Waterline: /);
    const preview = await send<Preview>('previewImport', `?table=${table}&complete=yes`, csv);

    expect(preview.faults).toEqual([]);
    expect(preview.counts).toMatchObject({ new: 0, revised: 0, withdrawn: 0 });
    expect(preview.counts?.unchanged).toBeGreaterThan(0);
    const parameters = `?table=${table}&complete=yes&fingerprint=${String(preview.fingerprint)}&reason=${REASON}`;
    const imported = await send<Imported>('commitImport', parameters, csv);
    expect(imported).toMatchObject({ status: 'unchanged', batchId: null });
  });

  it('name title, versions, sources and terms, as of a day and a version', async () => {
    const now = await read<TableExport>('/api/v1/export/event');
    const then = await read<TableExport>('/api/v1/export/event?asOf=2025-06-30&dataVersion=1');

    expect(now.columns).toEqual(FACT_FILES.event.columns.map(({ header }) => header));
    expect(now.terms).toContain('publish');
    expect(now.sources.length).toBeGreaterThan(50);
    expect(then).toMatchObject({ asOf: '2025-06-30', dataVersion: 1 });
    expect(then.rows.length).toBeLessThan(now.rows.length);
    expect((await api.call('/api/v1/export/app_user')).status).toBe(422);
  });
});
