import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { listCapexActuals } from '#lib/db/capex.ts';
import { getDataVersion } from '#lib/db/data-version.ts';
import { importFacts } from '#lib/services/imports/import-facts.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { actualOf, fileOf, importOf, textFile } from './fact-file-builder.ts';

/** What Meta restated of 2023, in a new database and in one that an older release has seeded. */

const read = (name: string): string =>
  readFileSync(new URL(`../../../prisma/seed/data/${name}`, import.meta.url), 'utf8');
const ACTUALS = read('capex_actuals.csv');
const RESTATEMENTS = read('capex_restatements.csv');
/** The rows of the release before: the later figures under the day of the first. */
const OLD_VALUES: Readonly<Record<string, string>> = {
  '6.842': '6.823',
  '6.216': '6.134',
  '6.543': '6.496',
  '7.665': '7.592',
};
const OLD_ACTUALS = ACTUALS.split('\n')
  .map((line) =>
    line.startsWith('Meta Platforms,META,2023') && line.includes('cash PP&E purchases (us-gaap')
      ? line
          .replace(/,(\d\.\d{3}),/, (_, value: string) => `,${OLD_VALUES[value] ?? 'none'},`)
          .replace('Equipment)', 'Equipment); restated comparative')
      : line,
  )
  .join('\n');

let database: OpenDatabase;
beforeAll(async () => {
  database = await openDatabase({ seeded: false });
});
afterAll(() => database.close());

async function ship(actuals: string, restatements: string | null): Promise<string> {
  const outcome = await importFacts({
    ...importOf([textFile('capex_actuals.csv', actuals)]),
    origin: 'seed',
    ...(restatements === null
      ? {}
      : { restatements: { ...textFile('capex_restatements.csv', restatements), summary: 'restatements' } }),
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value.status;
}

async function meta2023(asOf: string): Promise<(string | number)[][]> {
  const rows = await listCapexActuals({ asOf });
  return rows
    .filter(
      (row) =>
        row.ticker === 'META' && row.fiscalQuarter.startsWith('2023') && row.definition.startsWith('cash'),
    )
    .map(({ fiscalQuarter, capexUsdBn }) => [fiscalQuarter, capexUsdBn])
    .toSorted();
}

describe('restatements that come with the product', () => {
  it('leave a database that an older release seeded as they leave a new one, and change nothing twice', async () => {
    expect(OLD_ACTUALS.match(/restated comparative/g)).toHaveLength(4);
    expect(await ship(OLD_ACTUALS, null)).toBe('committed');
    expect(await meta2023('2023-12-01')).toEqual([
      ['2023 Q1', 6.823],
      ['2023 Q2', 6.134],
      ['2023 Q3', 6.496],
    ]);

    expect(await ship(ACTUALS, RESTATEMENTS)).toBe('committed');
    const version = await getDataVersion();
    expect(version).toBe(3);
    expect(await ship(ACTUALS, RESTATEMENTS)).toBe('unchanged');
    expect(await getDataVersion()).toBe(version);
  });

  it('show each figure from its own day on', async () => {
    expect(await meta2023('2023-12-01')).toEqual([
      ['2023 Q1', 6.842],
      ['2023 Q2', 6.216],
      ['2023 Q3', 6.543],
    ]);
    expect(await meta2023('2024-04-24')).toContainEqual(['2023 Q1', 6.842]);
    expect(await meta2023('2024-04-25')).toEqual([
      ['2023 Q1', 6.823],
      ['2023 Q2', 6.216],
      ['2023 Q3', 6.543],
      ['2023 Q4', 7.665],
    ]);
    expect(await meta2023('2026-11-23')).toEqual([
      ['2023 Q1', 6.823],
      ['2023 Q2', 6.134],
      ['2023 Q3', 6.496],
      ['2023 Q4', 7.592],
    ]);
  });

  it('stand again after the first word is corrected in a later release', async () => {
    expect(await ship(ACTUALS.replace(',6.842,', ',6.841,'), RESTATEMENTS)).toBe('committed');
    expect(await meta2023('2023-12-01')).toContainEqual(['2023 Q1', 6.841]);
    expect(await meta2023('2026-11-23')).toContainEqual(['2023 Q1', 6.823]);
  });

  it('do not undo what the desk has said since', async () => {
    const row = (await listCapexActuals({ asOf: '2026-11-23' })).find(
      ({ capexUsdBn }) => capexUsdBn === 6.823,
    );
    const correction = actualOf({
      issuer: 'Meta Platforms',
      ticker: 'META',
      fiscal_quarter: '2023 Q1',
      period_start: '2023-01-01',
      period_end: '2023-03-31',
      definition: row?.definition ?? '',
      capex_usd_bn: '6.8',
    });
    expect(await importFacts(importOf([fileOf('capex_actual', [correction])]))).toMatchObject({ ok: true });
    await ship(ACTUALS.replace(',6.842,', ',6.841,'), RESTATEMENTS);
    expect(await meta2023('2026-11-23')).toContainEqual(['2023 Q1', 6.8]);
  });

  it('are refused where they restate nothing or name no day', async () => {
    const reasonOf = async (restatements: string) => {
      const outcome = await importFacts({
        ...importOf([textFile('capex_actuals.csv', ACTUALS)]),
        origin: 'seed',
        restatements: { ...textFile('capex_restatements.csv', restatements), summary: 'restatements' },
      });
      return outcome.ok
        ? 'accepted'
        : outcome.error.map(({ file, line, reason }) => `${file} ${String(line)}: ${reason}`);
    };
    expect(await reasonOf(RESTATEMENTS.replace('META,2023 Q1', 'META,2022 Q1'))).toEqual([
      expect.stringMatching(/^capex_restatements.csv 2: restates no row/),
    ]);
    expect(await reasonOf(RESTATEMENTS.replace(',2024-04-25,', ',2024-04,'))).toEqual([
      expect.stringMatching(/^capex_restatements.csv 2: must be the day/),
    ]);
  });
});
