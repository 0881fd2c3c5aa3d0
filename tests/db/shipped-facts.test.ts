import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import { contentFields, toSnakeCase } from '#lib/contracts/facts/fact.ts';
import { FACT_TABLES, type FactTable } from '#lib/contracts/facts/tables.ts';
import { summariseFacts } from '#lib/db/fact-summary.ts';
import { openDatabase, type OpenDatabase } from './open-database.ts';

/** Every cell of the shipped files against what the database holds after the seed, read by other means. */

let database: OpenDatabase;
let client: Client;

beforeAll(async () => {
  database = await openDatabase({ seeded: true });
  client = new Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.close();
});

type Row = Readonly<Record<string, string>>;

function shippedRows(table: FactTable): Row[] {
  return shippedFile(FACT_FILES[table].fileName);
}

function shippedFile(fileName: string): Row[] {
  const path = new URL(`../../prisma/seed/data/${fileName}`, import.meta.url);
  return parse(readFileSync(path), { bom: true, columns: true, trim: true });
}

/** The rows of a table in the order of their batches: first words, then restatements. */
function shippedRevisions(table: FactTable): Row[] {
  const first = shippedRows(table);
  return table === 'capex_actual' ? [...first, ...shippedFile('capex_restatements.csv')] : first;
}

/** The cell as text, from a stored value: numbers in their shortest form, lists and flags as the files write them. */
function toCell(stored: unknown, written: string): string {
  if (stored === null) return '';
  if (typeof stored === 'boolean') return stored ? 'yes' : 'no';
  if (Array.isArray(stored)) return stored.join(written.includes(';') ? ';' : '|');
  if (typeof stored === 'number') return Number(written) === stored ? written : String(stored);
  return typeof stored === 'string' ? stored : JSON.stringify(stored);
}

describe('the seed', () => {
  it.each(FACT_TABLES)('brings every row and cell of %s', async (table) => {
    const { columns } = FACT_FILES[table];
    const fields = contentFields(FACT_FILES[table]);
    const shipped = shippedRevisions(table);
    const { rows } = await client.query<{
      fact: Record<string, unknown>;
      source: Record<string, unknown> | null;
    }>(
      `SELECT to_jsonb(fact) AS fact, to_jsonb(source) AS source
         FROM ${table} AS fact LEFT JOIN source ON source.id = fact.source_id`,
    );
    expect(rows).toHaveLength(shipped.length);

    const headers = fields.map((field) => columns.find((column) => column.field === field)?.header ?? '');
    const distinct = new Set(shipped.map((row) => headers.map((header) => row[header]).join(' ; ')));
    expect(distinct.size).toBe(shipped.length);

    for (const { fact, source } of rows) {
      // Matched by all content at once: text that differs in one cell finds no partner.
      const partner = shipped.find((row) =>
        fields.every((field, index) => {
          const written = row[headers[index] ?? ''] ?? '';
          return toCell(fact[toSnakeCase(field)], written) === written;
        }),
      );
      expect(partner, `a row of ${table} for ${JSON.stringify(fact)}`).toBeDefined();
      expect(source?.['url'] ?? '').toBe(partner?.['source_url'] ?? '');
      expect(source?.['title'] ?? '').toBe(partner?.['source_title'] ?? '');
      expect(source?.['publisher'] ?? '').toBe(partner?.['source_publisher'] ?? '');
      expect(source?.['published_on'] ?? '').toBe(partner?.['source_published_on'] ?? '');
    }
  });

  it('is summarised table by table with the rows of the files and shares that sum to 1', async () => {
    const summary = await summariseFacts({ asOf: '9999-12-31' });
    expect(summary.map(({ table, rows }) => [table, rows])).toEqual(
      FACT_TABLES.map((table) => [table, shippedRows(table).length]),
    );
    for (const { shareByGrade } of summary) {
      const sum = Object.values(shareByGrade).reduce((total, share) => total + share, 0);
      expect(sum).toBeCloseTo(1, 12);
    }
  });

  it('adds up to the published 720 / 732.5 / 745 for the big four in 2026, straight from the table', async () => {
    const { rows } = await client.query(
      `SELECT sum(coalesce(low_usd_bn, point_usd_bn))::float AS low,
              sum(coalesce(point_usd_bn, (low_usd_bn + high_usd_bn) / 2))::float AS point,
              sum(coalesce(high_usd_bn, point_usd_bn))::float AS high
         FROM capex_announcement AS guide
        WHERE kind = 'guidance' AND period_label = 'CY2026' AND ticker IN ('MSFT', 'GOOGL', 'AMZN', 'META')
          AND NOT EXISTS (SELECT FROM capex_announcement AS newer WHERE newer.supersedes_id = guide.id)`,
    );
    expect(rows).toEqual([{ low: 720, point: 732.5, high: 745 }]);
  });
});
