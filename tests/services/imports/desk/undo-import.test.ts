import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import { importFacts } from '#lib/services/imports/import-facts.ts';
import { listImports } from '#lib/services/imports/desk/list-batches.ts';
import { undoImport } from '#lib/services/imports/desk/undo-import.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { query } from '#tests/support/members.ts';
import { announcementOf, eventOf, fileOf, importOf, techniqueOf } from '../fact-file-builder.ts';
import { bring, EDITOR, textOf } from './desk-files.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openDatabase({ seeded: false });
});

afterAll(async () => {
  await database.close();
});

/** Every column of every fact that stands on a day, its own place in history apart. */
async function standingOn(table: FactTable, asOf: string): Promise<readonly object[]> {
  return query(
    database.url,
    `SELECT to_jsonb(head) - 'batch_id' AS fact FROM (
       SELECT DISTINCT ON (key) * FROM ${table} WHERE visible_from <= $1 ORDER BY key, batch_id DESC) AS head
      WHERE NOT is_withdrawn ORDER BY key`,
    [asOf],
  );
}

async function undo(batchId: number | null) {
  const answer = await undoImport(EDITOR, { batchId, reason: 'brought by mistake' });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

function techniques(...rows: Record<string, string>[]): string {
  return textOf(
    'technique',
    rows.map((row) => techniqueOf(row['id'] ?? 't', row)),
  );
}

describe('undo of a batch', () => {
  it('restores every value: what was revised, what was new and what was withdrawn', async () => {
    await bring('technique', techniques({ id: 'a' }, { id: 'b' }, { id: 'c' }));
    const before = await standingOn('technique', '2026-11-01');
    const done = await bring(
      'technique',
      techniques(
        { id: 'a', saving_point: '0.25', notes: 'x', source_title: 'Other' },
        { id: 'b' },
        { id: 'd' },
      ),
      { complete: 'yes' },
    );
    expect(done.counts).toEqual({ rows: 3, new: 1, revised: 1, unchanged: 1, withdrawn: 1 });
    expect(await standingOn('technique', '2026-11-01')).not.toEqual(before);

    expect(await undo(done.batchId)).toEqual({
      batchIds: [(done.batchId ?? 0) + 1],
      dataVersion: (done.batchId ?? 0) + 1,
      restored: 2,
      withdrawn: 1,
    });
    expect(await standingOn('technique', '2026-11-01')).toEqual(before);
    const { items } = await listImports({ limit: 2 });
    expect(items.map(({ summary, undoneBy }) => [summary, undoneBy])).toEqual([
      [`undo of batch ${String(done.batchId)}: brought by mistake`, null],
      [expect.any(String), (done.batchId ?? 0) + 1],
    ]);
  });

  it('can itself be undone', async () => {
    const done = await bring('technique', techniques({ id: 'twice', saving_point: '0.1' }));
    const after = await standingOn('technique', '2026-11-01');
    const undone = await undo(done.batchId);
    await undo(undone.batchIds[0] ?? 0);
    expect(await standingOn('technique', '2026-11-01')).toEqual(after);
  });

  it('is refused when later batches touched the same facts, with which and what', async () => {
    const first = await bring('technique', techniques({ id: 'e' }));
    const second = await bring('technique', techniques({ id: 'e', notes: 'better' }));
    expect(await undoImport(EDITOR, { batchId: first.batchId, reason: 'no' })).toEqual({
      ok: false,
      error: {
        kind: 'conflict',
        detail: `Later batches (${String(second.batchId)}) changed the same facts of technique: "e". Undo those first, newest first, or import a correction.`,
      },
    });
  });

  it('goes through once the later batches are undone too, back to what stood before both', async () => {
    const before = await standingOn('technique', '2026-11-01');
    const first = await bring('technique', techniques({ id: 'f', saving_point: '0.2' }));
    const second = await bring('technique', techniques({ id: 'f', saving_point: '0.3' }));
    await undo(second.batchId);
    await undo(first.batchId);
    expect(await standingOn('technique', '2026-11-01')).toEqual(before);
  });

  it('is refused when something refers to what would go, and leaves no trace', async () => {
    const named = await bring('technique', techniques({ id: 'named' }));
    await bring('event', textOf('event', [eventOf('ev', { techniques: 'named' })]));
    const { items } = await listImports({ limit: 1 });
    expect(await undoImport(EDITOR, { batchId: named.batchId, reason: 'no' })).toMatchObject({
      ok: false,
      error: { kind: 'conflict', detail: expect.stringContaining('the event "ev" refers to it') as string },
    });
    expect((await listImports({ limit: 1 })).items).toEqual(items);
  });

  it('is refused for shipped facts and for batches that do not exist', async () => {
    const shipped = await importFacts({
      ...importOf([fileOf('adoption', [ADOPTION])]),
      origin: 'seed',
    });
    const batchId = shipped.ok ? shipped.value.dataVersion : 0;
    expect(await undoImport(EDITOR, { batchId, reason: 'no' })).toMatchObject({
      ok: false,
      error: { kind: 'conflict', detail: expect.stringContaining('came with the product') as string },
    });
    expect(await undoImport(EDITOR, { batchId: 9999, reason: 'no' })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
    expect(await undoImport(EDITOR, { batchId: '1' })).toMatchObject({
      ok: false,
      error: { kind: 'invalid-input' },
    });
  });

  it('restores what was known on every day, whatever days the revisions were made known on', async () => {
    const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'];
    const days = months.map((month) => `${month}-15`);
    let tries = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...days), { minLength: 1, maxLength: 4 }),
        async (history) => {
          tries += 1;
          const id = `guide-${String(tries)}`;
          const guide = (on: string, index: number): string =>
            textOf('capex_announcement', [
              announcementOf(id, { announced_on: on, amount_point_usd_bn: String(index + 1) }),
            ]);
          const known = async (): Promise<unknown> =>
            Promise.all(days.map((day) => standingOn('capex_announcement', day)));
          let before: unknown = null;
          let last: number | null = null;
          for (const [index, on] of history.entries()) {
            before = await known();
            ({ batchId: last } = await bring('capex_announcement', guide(on, index), { newNames: 'accept' }));
          }
          await undo(last);
          expect(await known()).toEqual(before);
        },
      ),
      { numRuns: 15 },
    );
  });
});

const ADOPTION = {
  ...{ quantity: 'hit_rate', subject: 'Example', as_of: '2026-01-01', value: '0.5', unit: 'fraction' },
  ...{ definition: 'of prompts', source_title: 'Post', source_publisher: 'Example' },
  ...{ source_url: 'https://example.com/post', source_published_on: '2026-01-02', confidence: 'press' },
};
