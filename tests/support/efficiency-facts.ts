import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import type { FactFile } from '#lib/contracts/facts/fact.ts';
import { kvOracleFile, modelArchitectureFile } from '#lib/contracts/facts/models.ts';
import type { ModelArchitecture } from '#lib/core/efficiency/architecture.ts';
import type { KvOracle } from '#lib/core/efficiency/oracle.ts';

/** Rows of a shipped fact file in their contract's types, read without a database. */
function readFactFile<Row extends z.ZodObject>(file: FactFile<Row>): z.output<Row>[] {
  const text = readFileSync(new URL(`../../prisma/seed/data/${file.fileName}`, import.meta.url));
  const rows = parse<Readonly<Record<string, string>>>(text, { columns: true, bom: true });
  return rows.map((row) =>
    file.row.parse(Object.fromEntries(file.columns.map(({ field, header }) => [field, row[header]]))),
  );
}

/** Every curated model by id. */
export function readModelArchitectures(): ReadonlyMap<string, ModelArchitecture> {
  return new Map(readFactFile(modelArchitectureFile).map((model) => [model.id, model]));
}

/** An oracle with the curator's verdict: `no` means that the published figure looks wrong. */
export type CuratedOracle = KvOracle & { readonly reproduces: 'yes' | 'no' | 'not_computable' };

/** Every published memory figure. */
export function readKvOracles(): CuratedOracle[] {
  return readFactFile(kvOracleFile);
}
