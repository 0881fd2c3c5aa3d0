/** The shipped rows about use and price, straight from their file. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { ElasticityRow } from '#lib/core/rebound/elasticity-evidence.ts';

const numberOrNull = (cell: string | undefined): number | null =>
  cell === undefined || cell === '' ? null : Number(cell);

/** Every row of `elasticity.csv`. */
export function readElasticityRows(): ElasticityRow[] {
  const text = readFileSync(new URL('../../prisma/seed/data/elasticity.csv', import.meta.url), 'utf8');
  return parse<Readonly<Record<string, string>>>(text, { columns: true, bom: true }).map((row) => ({
    quantity: row['quantity'] ?? '',
    observedOn: row['as_of'] ?? '',
    low: numberOrNull(row['low']),
    point: numberOrNull(row['point']),
    high: numberOrNull(row['high']),
    unit: row['unit'] ?? '',
    definition: row['definition'] ?? '',
    notes: row['notes'] === '' ? null : (row['notes'] ?? null),
    sourceTitle: row['source_title'] ?? null,
    publisher: null,
    url: row['source_url'] ?? null,
    publishedOn: row['source_published_on'] ?? null,
    grade: row['confidence'] as ElasticityRow['grade'],
    visibleFrom: '2026-11-23',
    recordedInBatch: 1,
  }));
}
