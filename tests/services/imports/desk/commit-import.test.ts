import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listCapexActuals } from '#lib/db/capex.ts';
import { listTechniques } from '#lib/db/techniques.ts';
import { listRevisions } from '#lib/db/revisions.ts';
import { MAX_FILE_BYTES } from '#lib/services/imports/desk/spool-body.ts';
import { previewImport } from '#lib/services/imports/desk/preview-import.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { query } from '#tests/support/members.ts';
import { actualOf, techniqueOf } from '../fact-file-builder.ts';
import { bring, commit, EDITOR, preview, textOf } from './desk-files.ts';

const NEW_NAMES = { newNames: 'accept' } as const;

let database: OpenDatabase;

beforeAll(async () => {
  database = await openDatabase({ seeded: false });
});

afterAll(async () => {
  await database.close();
});

/** Each test has a company of its own. */
function actuals(ticker: string, ...rows: Record<string, string>[]): string {
  return textOf(
    'capex_actual',
    rows.map((row) => actualOf({ ticker, ...row })),
  );
}

async function stored(ticker: string): Promise<Record<string, number>> {
  const rows = await listCapexActuals({ asOf: '2026-11-24' });
  const own = rows.filter((row) => row.ticker === ticker);
  return Object.fromEntries(own.map((row) => [row.fiscalQuarter, row.capexUsdBn]));
}

async function count(table: string): Promise<number> {
  const [row] = await query<{ count: number }>(
    database.url,
    `SELECT count(*)::integer AS count FROM ${table}`,
  );
  return row?.count ?? -1;
}

const SECOND = { fiscal_quarter: '2026 Q1', period_start: '2026-01-01', period_end: '2026-03-31' };

describe('an import of the desk', () => {
  it('does what its preview showed, with author, reason and audit, and a second time nothing', async () => {
    const file = actuals('ONE', {}, SECOND);
    const shown = await preview('capex_actual', file, NEW_NAMES);
    expect(await count('import_batch')).toBe(0);
    const done = await commit('capex_actual', file, { ...NEW_NAMES, fingerprint: shown.fingerprint });

    expect(done).toEqual({
      ok: true,
      value: {
        ...{ status: 'committed', table: 'capex_actual', batchId: 1, dataVersion: 1 },
        counts: { rows: 2, new: 2, revised: 0, unchanged: 0, withdrawn: 0 },
      },
    });
    expect(await query(database.url, 'SELECT origin, summary, author FROM import_batch')).toEqual([
      { origin: 'csv', summary: 'as the company says', author: EDITOR.name },
    ]);
    const [entry] = await query<{ after: object }>(database.url, 'SELECT * FROM audit_entry');
    expect(entry).toMatchObject({
      ...{ actor: EDITOR.email, action: 'import.committed', entity_id: '1' },
      after: { table: 'capex_actual', new: 2, reason: 'as the company says' },
    });

    const again = await bring('capex_actual', file, NEW_NAMES);
    expect(again).toMatchObject({ status: 'unchanged', batchId: null, dataVersion: 1 });
    expect(await count('import_batch')).toBe(1);
    expect(await count('audit_entry')).toBe(1);
  });

  it('shows a row that contradicts a stored one field by field, and leaves rows that it lacks alone', async () => {
    await bring('capex_actual', actuals('TWO', {}, SECOND), NEW_NAMES);
    const file = actuals('TWO', { capex_usd_bn: '12', source_title: 'Annual report' });
    const { changes, counts } = await preview('capex_actual', file);

    expect(counts).toEqual({ rows: 1, new: 0, revised: 1, unchanged: 0, withdrawn: 0 });
    expect(changes).toEqual([
      {
        ...{ line: 2, key: 'TWO | 2026 Q2 | cash', status: 'revised' },
        fields: [
          { column: 'capex_usd_bn', before: 10, after: 12 },
          { column: 'source_title', before: 'Quarterly report', after: 'Annual report' },
        ],
      },
    ]);
    await bring('capex_actual', file);
    expect(await stored('TWO')).toEqual({ '2026 Q2': 12, '2026 Q1': 10 });
    expect(await listRevisions('capex_actual', 'TWO | 2026 Q2 | cash')).toHaveLength(2);
  });

  it('withdraws what a complete file lacks, and only then', async () => {
    await bring('technique', textOf('technique', [techniqueOf('stays'), techniqueOf('goes')]));
    const file = textOf('technique', [techniqueOf('stays')]);
    expect(await preview('technique', file)).toMatchObject({ counts: { unchanged: 1, withdrawn: 0 } });
    const { changes } = await preview('technique', file, { complete: 'yes' });
    expect(changes.map(({ status, key, line }) => [status, key, line])).toEqual([
      ['withdrawn', 'goes', null],
    ]);
    await bring('technique', file, { complete: 'yes' });
    expect((await listTechniques({ asOf: '2026-11-24' })).map(({ id }) => id)).toEqual(['stays']);
  });

  it('is told when the data changed since the preview, and writes nothing', async () => {
    const file = actuals('SLOW', {});
    const { fingerprint, dataVersion } = await preview('capex_actual', file, NEW_NAMES);
    await bring('capex_actual', actuals('FAST', {}), NEW_NAMES);
    const versions = `${String(dataVersion)} to ${String(dataVersion + 1)}`;

    expect(await commit('capex_actual', file, { ...NEW_NAMES, fingerprint })).toEqual({
      ok: false,
      error: {
        kind: 'conflict',
        detail: `The data changed since the preview, from version ${versions}. Nothing was written; preview the file again.`,
      },
    });
    expect(await stored('SLOW')).toEqual({});
  });

  it('refuses the fingerprint of another file or of other choices', async () => {
    const { fingerprint } = await preview('capex_actual', actuals('OTHER', {}), NEW_NAMES);
    for (const answer of [
      await commit('capex_actual', actuals('OTHER', SECOND), { ...NEW_NAMES, fingerprint }),
      await commit('capex_actual', actuals('OTHER', {}), { ...NEW_NAMES, complete: 'yes', fingerprint }),
    ]) {
      expect(answer).toMatchObject({ ok: false, error: { kind: 'invalid-input' } });
    }
    expect(await stored('OTHER')).toEqual({});
  });

  it('of two at the same time, one is done and the other told', async () => {
    const files = [actuals('BOTH', {}), actuals('BOTH', SECOND)];
    const previews = await Promise.all(files.map((file) => preview('capex_actual', file, NEW_NAMES)));
    const answers = await Promise.all(
      files.map((file, index) =>
        commit('capex_actual', file, { ...NEW_NAMES, fingerprint: previews[index]?.fingerprint ?? '' }),
      ),
    );

    expect(answers.map((answer) => (answer.ok ? answer.value.status : answer.error.kind)).toSorted()).toEqual(
      ['committed', 'conflict'],
    );
    expect(Object.keys(await stored('BOTH'))).toHaveLength(1);
  });

  it('leaves nothing when the last of many rows fails to be written', async () => {
    const file = textOf(
      'technique',
      Array.from({ length: 1200 }, (_, index) => techniqueOf(`t${String(index)}`)),
    );
    const { fingerprint } = await preview('technique', file);
    await query(
      database.adminUrl,
      `CREATE FUNCTION fail_at_last() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$`,
    );
    await query(
      database.adminUrl,
      `CREATE TRIGGER fail_at_last BEFORE INSERT ON technique FOR EACH ROW
         WHEN (NEW.key = 't1199') EXECUTE FUNCTION fail_at_last()`,
    );

    const tables = ['technique', 'import_batch', 'import_batch_file', 'source', 'audit_entry'];
    const before = await Promise.all(tables.map(count));
    await expect(commit('technique', file, { fingerprint })).rejects.toThrow(/disk is full/);
    expect(await Promise.all(tables.map(count))).toEqual(before);

    await query(database.adminUrl, 'DROP TRIGGER fail_at_last ON technique');
    expect(await commit('technique', file, { fingerprint })).toMatchObject({ ok: true });
    expect(await count('technique')).toBe((before[0] ?? 0) + 1200);
  });

  it('ends at 256 MiB, whatever is sent after that', async () => {
    let sent = 0;
    const endless = async function* () {
      for (;;) {
        sent += 4_194_304;
        yield await Promise.resolve(new Uint8Array(4_194_304));
      }
    };
    const choices = { table: 'technique', complete: 'no', newNames: 'refuse' } as const;
    expect(await previewImport(choices, endless())).toEqual({
      ok: false,
      error: {
        kind: 'too-large',
        detail: 'The file is larger than 256 MiB. Split it into smaller files.',
      },
    });
    expect(sent).toBeLessThan(MAX_FILE_BYTES * 1.2);
  });
});
