import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listCapexActuals, listCapexAnnouncements } from '#lib/db/capex.ts';
import { db } from '#lib/db/client.ts';
import { getDataVersion } from '#lib/db/data-version.ts';
import { listRevisions } from '#lib/db/revisions.ts';
import { listTechniques } from '#lib/db/techniques.ts';
import { listElasticities } from '#lib/db/usage.ts';
import { importFacts, type ImportOutcome } from '#lib/services/imports/import-facts.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import {
  actualOf,
  announcementOf,
  eventOf,
  fileOf,
  importOf,
  techniqueOf,
  type Cells,
  type NamedFile,
} from './fact-file-builder.ts';

const NOW = { asOf: '2026-11-24' };
const KEY = 'EX | 2026 Q2 | cash';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openDatabase({ seeded: false });
});

afterAll(async () => {
  await database.close();
});

async function commit(...files: NamedFile[]): Promise<ImportOutcome> {
  const outcome = await importFacts(importOf(files));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}

const actuals = (...rows: Cells[]): NamedFile => fileOf('capex_actual', rows.map(actualOf));

describe('an import', () => {
  it('that says nothing new makes no batch, whatever the day', async () => {
    const first = await commit(actuals({}));
    expect(first.status).toBe('committed');
    const again = await importFacts(importOf([actuals({})], '2027-03-01'));
    expect(again).toMatchObject({ ok: true, value: { status: 'unchanged', dataVersion: first.dataVersion } });
    expect(await getDataVersion()).toBe(first.dataVersion);
  });

  it('numbers its batches one after another', async () => {
    const { dataVersion } = await commit(actuals({ capex_usd_bn: '10.5' }));
    expect((await commit(actuals({ capex_usd_bn: '10.6' }))).dataVersion).toBe(dataVersion + 1);
  });

  it('records who brought it, what each file held and its fingerprint', async () => {
    const { dataVersion } = await commit(actuals({ capex_usd_bn: '10.7' }));
    const batch = await db().importBatch.findUniqueOrThrow({
      where: { id: dataVersion },
      include: { files: true },
    });
    expect(batch).toMatchObject({ origin: 'csv', owner: 'tester', author: 'tester' });
    expect(batch.files).toMatchObject([
      { fileName: 'capex_actuals.csv', rowCount: 1, addedCount: 0, revisedCount: 1, withdrawnCount: 0 },
    ]);
    expect(batch.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('that names a publication twice stores it once', async () => {
    await commit(
      actuals({}, { fiscal_quarter: '2026 Q1', period_start: '2026-01-01', period_end: '2026-03-31' }),
    );
    expect(await db().source.count({ where: { url: 'https://example.com/report' } })).toBe(1);
  });
});

describe('a changed row', () => {
  it('becomes a new revision, and the old stays readable at its data version', async () => {
    const before = await commit(actuals({ capex_usd_bn: '11' }));
    const after = await commit(actuals({ capex_usd_bn: '12' }));
    expect(after.tables).toMatchObject([{ added: 0, revised: 1, withdrawn: 0 }]);
    const amountAt = async (dataVersion: number) =>
      (await listCapexActuals({ ...NOW, dataVersion })).map((row) => row.capexUsdBn);
    expect(await amountAt(before.dataVersion)).toEqual([11]);
    expect(await amountAt(after.dataVersion)).toEqual([12]);

    const revisions = await listRevisions('capex_actual', KEY);
    expect(revisions.slice(0, 2)).toMatchObject([
      { recordedInBatch: after.dataVersion, content: { capexUsdBn: 12 }, sourceTitle: 'Quarterly report' },
      { recordedInBatch: before.dataVersion, content: { capexUsdBn: 11 } },
    ]);
    const known = await listRevisions('capex_actual', KEY, { dataVersion: before.dataVersion });
    expect(known[0]).toMatchObject({ content: { capexUsdBn: 11 } });
  });

  it('whose source alone changed is a revision too', async () => {
    await commit(actuals({}));
    const { tables } = await commit(actuals({ confidence: 'press' }));
    expect(tables).toMatchObject([{ revised: 1 }]);
  });

  it('published later leaves the older figure in force for earlier dates', async () => {
    const guides = (amount: string, announcedOn: string) =>
      fileOf('elasticity', [
        {
          quantity: 'own price',
          as_of: '2026',
          point: amount,
          unit: 'elasticity',
          definition: 'percent per percent',
          source_title: 'Study',
          source_url: 'https://example.com/study',
          source_published_on: announcedOn,
          confidence: 'estimate',
        },
      ]);
    await commit(guides('1.1', '2026-05-01'));
    await commit(guides('1.4', '2026-09-01'));
    const pointAt = async (asOf: string) => (await listElasticities({ asOf })).map(({ point }) => point);
    expect(await pointAt('2026-04-30')).toEqual([]);
    expect(await pointAt('2026-06-01')).toEqual([1.1]);
    expect(await pointAt('2026-09-01')).toEqual([1.4]);
  });
});

describe('a row that vanished from a complete file', () => {
  it('is withdrawn at every asOf, stays readable before, and may come back', async () => {
    const second = { fiscal_quarter: '2026 Q1', period_start: '2026-01-01', period_end: '2026-03-31' };
    const both = await commit(actuals({ capex_usd_bn: '20' }, second));
    const fewer = await commit(actuals({ capex_usd_bn: '20' }));
    expect(fewer.tables).toMatchObject([{ withdrawn: 1 }]);
    const quartersAt = async (scope: { asOf: string; dataVersion?: number }) =>
      (await listCapexActuals(scope)).map(({ fiscalQuarter }) => fiscalQuarter);
    expect(await quartersAt(NOW)).toEqual(['2026 Q2']);
    expect(await quartersAt({ asOf: '2026-06-01' })).toEqual([]);
    expect(await quartersAt({ ...NOW, dataVersion: both.dataVersion })).toEqual(['2026 Q1', '2026 Q2']);
    expect((await listRevisions('capex_actual', 'EX | 2026 Q1 | cash'))[0]).toMatchObject({
      isWithdrawn: true,
    });

    expect((await commit(actuals({ capex_usd_bn: '20' }))).status).toBe('unchanged');
    const back = await commit(actuals({ capex_usd_bn: '20' }, second));
    expect(back.tables).toMatchObject([{ added: 1, revised: 0 }]);
    expect(await quartersAt(NOW)).toEqual(['2026 Q1', '2026 Q2']);
  });
});

describe('a broken file', () => {
  it('is refused whole, with every fault, and leaves nothing behind', async () => {
    const before = await getDataVersion();
    const outcome = await importFacts(
      importOf([
        actuals(
          { capex_usd_bn: '77' },
          { fiscal_quarter: 'x', capex_usd_bn: '1,5', period_end: '2026-02-30' },
        ),
        fileOf('capex_announcement', [announcementOf('a', { source_url: 'ftp://x' })]),
      ]),
    );
    expect(outcome).toMatchObject({
      ok: false,
      error: [
        { file: 'capex_actuals.csv', line: 3, column: 'period_end', value: '2026-02-30' },
        { file: 'capex_actuals.csv', line: 3, column: 'capex_usd_bn', value: '1,5' },
        { file: 'capex_announcements.csv', line: 2, column: 'source_url', value: 'ftp://x' },
      ],
    });
    expect(await getDataVersion()).toBe(before);
    expect((await listCapexActuals(NOW)).map((row) => row.capexUsdBn)).not.toContain(77);
  });

  it('may not point to rows that do not exist', async () => {
    const outcome = await importFacts(
      importOf([
        fileOf('event', [eventOf('e1', { techniques: 'known;unknown' })]),
        fileOf('technique', [techniqueOf('known')]),
      ]),
    );
    expect(outcome).toEqual({
      ok: false,
      error: [
        {
          file: 'events.csv',
          line: 2,
          column: 'techniques',
          value: 'unknown',
          reason: 'is not a row of technique',
        },
      ],
    });
    expect(await listTechniques(NOW)).toEqual([]);
  });

  it('may not drop what a stored row refers to', async () => {
    await commit(
      fileOf('technique', [techniqueOf('kept'), techniqueOf('used')]),
      fileOf('event', [eventOf('e1', { techniques: 'used' })]),
    );
    const outcome = await importFacts(importOf([fileOf('technique', [techniqueOf('kept')])]));
    expect(outcome).toMatchObject({ ok: false, error: [{ file: 'techniques.csv', value: 'used' }] });
    expect(await listTechniques(NOW)).toHaveLength(2);
  });

  it('may not name a guide that is not there, nor replace one twice, backwards or in a circle', async () => {
    const reasonOf = async (...rows: Cells[]) => {
      const outcome = await importFacts(importOf([fileOf('capex_announcement', rows)]));
      return outcome.ok ? [] : outcome.error.map(({ line, column, reason }) => [line, column, reason]);
    };
    const old = announcementOf('old', { announced_on: '2026-04-29' });
    expect(await reasonOf(announcementOf('a', { supersedes_id: 'gone' }))).toEqual([
      [2, 'supersedes_id', 'is not a row of capex announcement'],
    ]);
    expect(
      await reasonOf(
        old,
        announcementOf('a', { supersedes_id: 'old' }),
        announcementOf('b', { supersedes_id: 'old' }),
      ),
    ).toEqual([[4, 'supersedes_id', 'is already replaced by a; a guide is replaced once']]);
    expect(
      await reasonOf(
        announcementOf('old', { announced_on: '2026-04-29', supersedes_id: 'a' }),
        announcementOf('a'),
      ),
    ).toEqual([[2, 'supersedes_id', 'was announced later than this row; a guide replaces an earlier one']]);
    const circle = 'leads back to this row; a chain must end';
    expect(
      await reasonOf(
        announcementOf('a', { supersedes_id: 'b' }),
        announcementOf('b', { supersedes_id: 'a' }),
      ),
    ).toEqual([
      [2, 'supersedes_id', circle],
      [3, 'supersedes_id', circle],
    ]);
    expect(await listCapexAnnouncements(NOW)).toEqual([]);
    expect(await reasonOf(old, announcementOf('a', { supersedes_id: 'old' }))).toEqual([]);
  });
});
