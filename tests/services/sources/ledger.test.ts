import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import { FACT_TABLES, type FactTable } from '#lib/contracts/facts/tables.ts';
import { feedSchema, type Feed } from '#lib/contracts/feed.ts';
import { chooseRival } from '#lib/core/ledger/choose-rival.ts';
import { countLedger, rivalsOf, type LedgerRow } from '#lib/core/ledger/ledger.ts';
import { summariseFacts } from '#lib/db/fact-summary.ts';
import { listRivals } from '#lib/services/evidence/list-rivals.ts';
import { getLedger, type Ledger } from '#lib/services/sources/get-ledger.ts';
import { listFeed } from '#lib/services/sources/list-feed.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';

/** The ledger of the shipped facts against the files, read by other means. */

const AS_OF = '2026-11-24';
let database: OpenDatabase;
let ledger: Ledger;

beforeAll(async () => {
  database = await openDatabase({ seeded: true });
  const answer = await getLedger({ asOf: AS_OF });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  ledger = answer.value;
});

afterAll(async () => {
  await database.close();
});

type Row = Readonly<Record<string, string>>;

function shipped(table: FactTable): Row[] {
  const path = new URL(`../../../prisma/seed/data/${FACT_FILES[table].fileName}`, import.meta.url);
  return parse(readFileSync(path), { bom: true, columns: true, trim: true });
}

const ofTable = (table: FactTable): LedgerRow[] => ledger.rows.filter((row) => row.table === table);

function find(table: FactTable, isIt: (row: LedgerRow) => boolean): LedgerRow {
  const row = ofTable(table).find(isIt);
  if (row === undefined) throw new Error(`no such row of ${table}`);
  return row;
}

/** Rows of a file whose quantity another row states otherwise, by columns alone. */
function contested(table: FactTable, keys: readonly string[], values: readonly string[]): Row[] {
  const rows = shipped(table).filter((row) => values.some((value) => row[value] !== ''));
  const groups = Map.groupBy(rows, (row) => keys.map((key) => row[key]).join('|'));
  const said = (row: Row): string => values.map((value) => Number(row[value] || NaN)).join('|');
  return [...groups.values()].filter((group) => new Set(group.map(said)).size > 1).flat();
}

async function feedSince(since: string): Promise<Feed> {
  const answer = await listFeed({ since, asOf: AS_OF });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

describe('the ledger', () => {
  it.each(FACT_TABLES)('holds every fact of %s that stands', async (table) => {
    const summary = (await summariseFacts({ asOf: AS_OF })).find((one) => one.table === table);
    expect(ofTable(table)).toHaveLength(summary?.rows ?? NaN);
    expect(ofTable(table).every(({ what }) => what !== '')).toBe(true);
  });

  it('counts primary evidence as the files state it', () => {
    const tables = FACT_TABLES.filter((table) => 'confidence' in (shipped(table)[0] ?? {}));
    expect(tables.length).toBeGreaterThan(10);
    for (const table of tables) {
      const primary = ofTable(table).filter(({ grade }) => grade === 'primary');
      const written = shipped(table).filter(({ confidence }) => confidence === 'primary');
      // Facts of the future are not known yet.
      expect(primary.length, table).toBeLessThanOrEqual(written.length);
      if (ofTable(table).length === shipped(table).length) expect(primary).toHaveLength(written.length);
    }
  });

  it('has a short name for every row, each its own', () => {
    expect(new Set(ledger.rows.map(({ id }) => id)).size).toBe(ledger.rows.length);
    expect(ledger.rows.every(({ id }) => /^[0-9a-f]{12}$/.test(id))).toBe(true);
  });

  it.each([
    ['capex_hbm_bridge', ['quantity', 'year_or_period', 'unit'], ['low', 'point', 'high']],
    ['accelerator_shipment', ['product', 'vendor', 'period', 'unit'], ['low', 'point', 'high']],
    ['vendor_metric', ['ticker', 'period_start', 'period_end', 'segment', 'metric', 'unit'], ['value']],
  ] as const)('finds the conflicts of %s', (table, keys, values) => {
    const found = ofTable(table).filter(({ isContested }) => isContested);
    expect(found.length).toBeGreaterThan(1);
    expect(found).toHaveLength(contested(table, keys, values).length);
  });

  it('sets no HBM generation, and no shipments and revenue, against each other', () => {
    const names = ofTable('hbm_market').filter(({ isContested }) => isContested);
    expect(names.filter(({ what }) => /generation mix|cost per stack/.test(what))).toEqual([]);
    expect(names.filter(({ what }) => /hbm market size/.test(what)).length).toBeGreaterThan(10);
  });

  it('counts conflicts by rows and by quantities, and in a fresh installation only what Meta restated of 2023 as revised', () => {
    const counts = countLedger(ledger.rows, AS_OF);
    expect(counts.rows).toBe(ledger.rows.length);
    expect(counts.contestedRows).toBeGreaterThan(counts.contestedQuantities * 2 - 1);
    expect(counts).toMatchObject({ revised: 4, revisedLately: 0 });
  });
});

describe('rivals', () => {
  it('are those that the API lists for the same quantity', async () => {
    const row = find('capex_hbm_bridge', ({ columns }) => columns['quantity'] === 'hbm_tam');
    const rivals = rivalsOf(ledger.rows, row);
    const answer = await listRivals({
      quantity: 'hbm_tam',
      period: row.period ?? '',
      asOf: AS_OF,
    });
    const listed = answer.ok ? answer.value.items.filter(({ table }) => table === 'capex_hbm_bridge') : [];
    expect(rivals.map(({ key }) => key).sort()).toEqual(listed.map(({ key }) => key).sort());
  });

  it('of a reported quarter lose to what the company reported, with the reason', () => {
    const row = find(
      'vendor_metric',
      ({ columns, isContested }) =>
        isContested && columns['fiscal_quarter'] === '2Q26' && columns['ticker'] === '000660.KS',
    );
    const choice = chooseRival(rivalsOf(ledger.rows, row));
    expect(choice.amount?.point).toBe(60.5426);
    expect(choice.reason).toContain('what the company reported is used before an outside estimate');
  });

  it('of a market size become the median of those that look back', () => {
    const row = find(
      'hbm_market',
      ({ columns }) => columns['quantity'] === 'hbm_market_size' && columns['period'] === '2025',
    );
    const rivals = rivalsOf(ledger.rows, row);
    const choice = chooseRival(rivals);
    expect(rivals).toHaveLength(4);
    expect(choice.chosenKey).toBeNull();
    expect(choice.amount).toMatchObject({ low: 25, high: 40 });
    expect(choice.reason).toContain('the median of');
  });
});

describe('the feed', () => {
  it('lists the guides that became known since a day, newest first, with what they replaced', async () => {
    const feed = await feedSince('2026-07-01');
    expect(() => feedSchema.parse(feed)).not.toThrow();
    const guides = feed.items.filter(
      ({ kind, table }) => kind === 'guidance' && table === 'capex_announcement',
    );
    const written = shipped('capex_announcement').filter(
      (row) => row['kind'] === 'guidance' && (row['announced_on'] ?? '') >= '2026-07-01',
    );
    expect(guides.map(({ key }) => key).sort()).toEqual(written.map(({ id }) => id).sort());
    expect(guides.some(({ before }) => before !== null)).toBe(true);
    const days = feed.items.map(({ on }) => on);
    expect(days).toEqual(days.toSorted().reverse());
    expect(days.every((day) => day >= '2026-07-01' && day <= AS_OF)).toBe(true);
  });

  it('is empty after the last change, and refuses a day to come', async () => {
    const items = (await feedSince(AS_OF)).items.filter(({ kind }) => kind === 'revision');
    expect(items).toEqual([]);
    expect(await listFeed({ since: '2026-11-25', asOf: AS_OF })).toMatchObject({
      ok: false,
      error: { kind: 'invalid-input' },
    });
  });
});
