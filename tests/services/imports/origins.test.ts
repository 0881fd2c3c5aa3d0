import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listCapexActuals } from '#lib/db/capex.ts';
import type { BatchOrigin } from '#lib/db/import-batches.ts';
import { importFacts } from '#lib/services/imports/import-facts.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { actualOf, fileOf, importOf, type Cells } from './fact-file-builder.ts';

const SECOND = { fiscal_quarter: '2026 Q1', period_start: '2026-01-01', period_end: '2026-03-31' };

let database: OpenDatabase;

beforeAll(async () => {
  database = await openDatabase({ seeded: false });
});

afterAll(async () => {
  await database.close();
});

async function bring(origin: BatchOrigin, ...rows: Cells[]): Promise<string> {
  const outcome = await importFacts({
    ...importOf([fileOf('capex_actual', rows.map(actualOf))]),
    origin,
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value.status;
}

async function amounts(): Promise<Record<string, number>> {
  const rows = await listCapexActuals({ asOf: '2026-11-24' });
  return Object.fromEntries(rows.map((row) => [row.fiscalQuarter, row.capexUsdBn]));
}

describe('two origins of one table', () => {
  it('keep apart: a release withdraws nothing that the desk brought and undoes none of its corrections', async () => {
    await bring('seed', { capex_usd_bn: '10' });
    await bring('csv', { capex_usd_bn: '11' }, { ...SECOND, capex_usd_bn: '7' });
    expect(await amounts()).toEqual({ '2026 Q2': 11, '2026 Q1': 7 });

    expect(await bring('seed', { capex_usd_bn: '10' })).toBe('unchanged');
    expect(await amounts()).toEqual({ '2026 Q2': 11, '2026 Q1': 7 });
  });

  it('meet when the shipped figure itself moves: the newest word wins', async () => {
    expect(await bring('seed', { capex_usd_bn: '12' })).toBe('committed');
    expect(await amounts()).toEqual({ '2026 Q2': 12, '2026 Q1': 7 });
  });

  it('leave a correction standing when the shipped row is taken out', async () => {
    await bring('csv', { capex_usd_bn: '13' }, { ...SECOND, capex_usd_bn: '7' });
    const third = { fiscal_quarter: '2025 Q4', period_start: '2025-10-01', period_end: '2025-12-31' };
    await bring('seed', third);
    expect(await amounts()).toEqual({ '2026 Q2': 13, '2026 Q1': 7, '2025 Q4': 10 });
  });
});
