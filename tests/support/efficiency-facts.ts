import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import type { FactFile } from '#lib/contracts/facts/fact.ts';
import { acceleratorFile } from '#lib/contracts/facts/accelerators.ts';
import { eventFile } from '#lib/contracts/facts/events.ts';
import { techniqueFile } from '#lib/contracts/facts/techniques.ts';
import { kvOracleFile, modelArchitectureFile } from '#lib/contracts/facts/models.ts';
import type { Accelerator } from '#lib/core/efficiency/accelerator.ts';
import type { ModelArchitecture } from '#lib/core/efficiency/architecture.ts';
import type { DeflatedTechnique, EfficiencyEvent } from '#lib/core/efficiency/deflator/deflation-inputs.ts';
import type { CataloguedTechnique } from '#lib/core/efficiency/efficiency-world.ts';
import type { CuratedOracle } from '#lib/core/efficiency/judge-oracle.ts';

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

/** Every published memory figure. */
export function readKvOracles(): CuratedOracle[] {
  return readFactFile(kvOracleFile);
}

/** Every curated accelerator by id. */
export function readAccelerators(): ReadonlyMap<string, Accelerator> {
  return new Map(readRawAccelerators().map((accelerator) => [accelerator.id, accelerator]));
}

/** Rows of the table of accelerators, with prices and notes. */
export function readRawAccelerators() {
  return readFactFile(acceleratorFile);
}

/** Every curated technique by id. */
export function readTechniques(): ReadonlyMap<string, DeflatedTechnique> {
  return new Map(readFactFile(techniqueFile).map((technique) => [technique.id, technique]));
}

/** Every curated technique as the pages read it; shipped facts are visible from the day of their source. */
export function readCataloguedTechniques(): CataloguedTechnique[] {
  return readFactFile(techniqueFile).map((technique) => ({
    ...technique,
    publisher: null,
    url: technique.sourceUrl,
    publishedOn: technique.firstPublishedOn,
    grade: 'primary',
    visibleFrom: technique.firstPublishedOn ?? '2019-01-01',
    recordedInBatch: 1,
  }));
}

/** Every event of the ledger that names a technique. */
export function readEvents(): EfficiencyEvent[] {
  return readFactFile(eventFile).filter(({ techniques }) => techniques.length > 0);
}
