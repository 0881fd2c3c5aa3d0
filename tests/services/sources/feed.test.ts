import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countLedger } from '#lib/core/ledger/ledger.ts';
import { importFacts } from '#lib/services/imports/import-facts.ts';
import { currentDataVersion } from '#lib/services/scope/current-data-version.ts';
import { getLedger, type Ledger } from '#lib/services/sources/get-ledger.ts';
import { listFeed } from '#lib/services/sources/list-feed.ts';
import { db } from '#lib/db/client.ts';
import { today } from '#lib/platform/clock.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { actualOf, fileOf, importOf, type Cells } from '../imports/fact-file-builder.ts';

/** What the feed and the ledger make of values that are recorded again. */

let database: OpenDatabase;

beforeAll(async () => {
  database = await openDatabase({ seeded: false });
  await commit({}, { fiscal_quarter: '2026 Q1', period_start: '2026-01-01', period_end: '2026-03-31' });
  await commit(
    { capex_usd_bn: '10.5' },
    { fiscal_quarter: '2026 Q1', period_start: '2026-01-01', period_end: '2026-03-31' },
  );
});

afterAll(async () => {
  await database.close();
});

async function commit(...rows: Cells[]): Promise<void> {
  const outcome = await importFacts(importOf([fileOf('capex_actual', rows.map(actualOf))]));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  currentDataVersion.forget();
}

async function ledgerOf(dataVersion?: number): Promise<Ledger> {
  const answer = await getLedger({ dataVersion });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

describe('a value that was recorded again', () => {
  it('is in the ledger once, with its newest number and the count of its revisions', async () => {
    const { rows } = await ledgerOf();
    expect(rows.map(({ period, amount, revisionCount }) => [period, amount.point, revisionCount])).toEqual([
      ['2026 Q1', 10, 1],
      ['2026 Q2', 10.5, 2],
    ]);
    expect(countLedger(rows, today())).toMatchObject({ rows: 2, revised: 1, revisedLately: 1 });
  });

  it('is not revised at the data version before', async () => {
    const { rows } = await ledgerOf(1);
    expect(countLedger(rows, today())).toMatchObject({ rows: 2, revised: 0 });
  });

  it('is in the feed from the day of the import, with what it replaced', async () => {
    const feed = await listFeed({ since: today() });
    expect(feed).toMatchObject({
      ok: true,
      value: {
        items: [
          {
            kind: 'revision',
            on: today(),
            table: 'capex_actual',
            who: ['Example'],
            unit: 'USD bn',
            before: { point: 10 },
            after: { point: 10.5 },
            recordedInBatch: 2,
          },
        ],
      },
    });
  });

  it('is told beside what was kept apart since the day, without the doubtful values themselves', async () => {
    const at = (day: string) => new Date(`${day}T23:59:59Z`);
    const value = {
      source: 'csv',
      subject: 'MU',
      reason: 'A hundredfold jump.',
      rawValue: '23110',
      importBatchId: 1,
    };
    const row = (field: string, day: string) => ({
      ...value,
      field,
      firstSeenAt: at(day),
      lastSeenAt: at(day),
    });
    await db().quarantinedValue.createMany({
      data: [
        row('bars.2026-11-19.close', '2026-11-19'),
        { ...row('bars.2026-11-20.close', '2026-11-20'), decision: 'rejected', decidedAt: at('2026-11-20') },
        row('bars.2026-11-20.open', '2026-11-20'),
        row('bars.2026-11-21.close', '2026-11-21'),
      ],
    });
    const feed = await listFeed({ since: '2026-11-20', asOf: '2026-11-20', dataVersion: 2 });
    expect(feed).toMatchObject({
      ok: true,
      value: {
        quarantined: [
          {
            on: '2026-11-20',
            source: 'csv',
            subject: 'MU',
            count: 2,
            openCount: 1,
            reason: 'A hundredfold jump.',
          },
        ],
      },
    });
    expect(JSON.stringify(feed)).not.toContain('23110');
  });

  it('is not in the feed of the data version before', async () => {
    expect(await listFeed({ since: today(), dataVersion: 1 })).toMatchObject({
      ok: true,
      value: { items: [] },
    });
  });
});
