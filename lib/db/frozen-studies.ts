import { frozenWindowsSchema } from '#lib/contracts/facts/frozen-studies.ts';
import type { FrozenPlacebo, FrozenStudy } from '#lib/core/event-study/frozen.ts';
import type { ReturnModel } from '#lib/core/event-study/options.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { now } from '#lib/platform/clock.ts';
import { Prisma } from '#prisma/generated/client.ts';

import { db } from './client.ts';
import { narrow } from './standing-facts.ts';
import type { DbTransaction } from './transaction.ts';

/** A record with its hash, about to be kept. */
export interface HashedRecord<Record> {
  readonly record: Record;
  readonly contentHash: string;
}

/** A kept record. */
export type KeptStudy = FrozenStudy & { readonly version: number; readonly recordedAt: string };
export type KeptPlacebo = FrozenPlacebo & { readonly version: number; readonly recordedAt: string };

/** Narrows what is read; every field left out asks for all. */
export interface FrozenFilter {
  readonly eventIds?: readonly string[];
  readonly symbols?: readonly string[];
  readonly models?: readonly ReturnModel[];
  readonly benchmarks?: readonly string[];
}

const MODELS: readonly ReturnModel[] = ['market', 'market-adjusted', 'constant-mean'];

/** How many rows one statement carries. */
const CHUNK = 500;

/**
 * Keeps the studies that differ from the newest version of their event, listing, model and benchmark, each as a new
 * version.
 *
 * @returns how many were kept
 */
export async function insertFrozenStudies(
  tx: DbTransaction,
  records: readonly HashedRecord<FrozenStudy>[],
): Promise<number> {
  const heads = await tx.$queryRaw<{ key: string; version: number; contentHash: string }[]>`
    SELECT DISTINCT ON (event_id, symbol, model, benchmark)
           concat_ws(' ', event_id, symbol, model, benchmark) AS key, version, content_hash AS "contentHash"
      FROM frozen_study ORDER BY event_id, symbol, model, benchmark, version DESC`;
  const newer = newVersions(records, heads, ({ eventId, symbol, model, benchmark }) =>
    [eventId, symbol, model, benchmark].join(' '),
  );
  const recordedAt = now().toISOString();
  for (let i = 0; i < newer.length; i += CHUNK) {
    const rows = newer
      .slice(i, i + CHUNK)
      .map(({ record, contentHash, version }) => ({ ...record, contentHash, version, recordedAt }));
    // One statement for many rows; Prisma's own lists could not hold the nulls of a path.
    await tx.$executeRaw`
      INSERT INTO frozen_study (event_id, symbol, model, benchmark, version, content_hash, recorded_at, computed_on,
        model_version, price_note, currency, first_session_on, alpha, beta, days, residual_std_dev, estimation_from_on,
        estimation_to_on, windows, path_from, path_hundredths_pct)
      SELECT "eventId", symbol, model, benchmark, version, "contentHash", "recordedAt", "computedOn", "modelVersion",
             "priceNote", currency, "firstSessionOn", alpha, beta, days, "residualStdDev", "estimationFromOn",
             "estimationToOn", windows, "pathFrom", "pathHundredthsPct"
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row("eventId" text, symbol text, model text,
          benchmark text, version int, "contentHash" text, "recordedAt" timestamptz, "computedOn" date,
          "modelVersion" text, "priceNote" text, currency text, "firstSessionOn" date, alpha float8, beta float8,
          days int, "residualStdDev" float8, "estimationFromOn" date, "estimationToOn" date, windows jsonb,
          "pathFrom" int, "pathHundredthsPct" int[])`;
  }

  return newer.length;
}

/** As {@link insertFrozenStudies}, for placebo distributions. */
export async function insertFrozenPlacebos(
  tx: DbTransaction,
  records: readonly HashedRecord<FrozenPlacebo>[],
): Promise<number> {
  const heads = await tx.$queryRaw<{ key: string; version: number; contentHash: string }[]>`
    SELECT DISTINCT ON (symbol, model, benchmark, length)
           concat_ws(' ', symbol, model, benchmark, length) AS key, version, content_hash AS "contentHash"
      FROM frozen_placebo ORDER BY symbol, model, benchmark, length, version DESC`;
  const newer = newVersions(records, heads, ({ symbol, model, benchmark, length }) =>
    [symbol, model, benchmark, String(length)].join(' '),
  );
  const recordedAt = now();
  const data = newer.map(({ record, contentHash, version }) => ({
    ...record,
    contentHash,
    version,
    recordedAt,
    computedOn: new Date(record.computedOn),
    firstOn: new Date(record.firstOn),
    lastOn: new Date(record.lastOn),
    car: [...record.car],
    t: [...record.t],
  }));
  for (let i = 0; i < data.length; i += CHUNK) {
    await tx.frozenPlacebo.createMany({ data: data.slice(i, i + CHUNK) });
  }

  return data.length;
}

function newVersions<Row>(
  records: readonly HashedRecord<Row>[],
  heads: readonly { readonly key: string; readonly version: number; readonly contentHash: string }[],
  keyOf: (record: Row) => string,
) {
  const byKey = new Map(heads.map((head) => [head.key, head]));
  return records.flatMap(({ record, contentHash }) => {
    const head = byKey.get(keyOf(record));
    return head?.contentHash === contentHash
      ? []
      : [{ record, contentHash, version: (head?.version ?? 0) + 1 }];
  });
}

type StudyRow = Omit<KeptStudy, 'windows' | 'recordedAt' | 'model'> & {
  readonly model: string;
  readonly windows: unknown;
  readonly recordedAt: Date;
};

/** Newest version of every record that the filter lets through, by event and listing. */
export async function listFrozenStudies(filter: FrozenFilter = {}): Promise<readonly KeptStudy[]> {
  const rows = await db().$queryRaw<StudyRow[]>`
    SELECT DISTINCT ON (event_id, symbol, model, benchmark)
           event_id AS "eventId", symbol, model, benchmark, version, recorded_at AS "recordedAt",
           computed_on::text AS "computedOn", model_version AS "modelVersion", price_note AS "priceNote", currency,
           first_session_on::text AS "firstSessionOn", alpha, beta, days, residual_std_dev AS "residualStdDev",
           estimation_from_on::text AS "estimationFromOn", estimation_to_on::text AS "estimationToOn", windows,
           path_from AS "pathFrom", path_hundredths_pct AS "pathHundredthsPct"
      FROM frozen_study
     WHERE TRUE ${among('event_id', filter.eventIds)} ${among('symbol', filter.symbols)}
           ${among('model', filter.models)} ${among('benchmark', filter.benchmarks)}
     ORDER BY event_id, symbol, model, benchmark, version DESC`;

  return rows.map(({ model, windows, recordedAt, ...row }) => ({
    ...row,
    model: narrow(MODELS, model, 'frozen_study.model'),
    windows: frozenWindowsSchema.parse(windows),
    recordedAt: recordedAt.toISOString(),
  }));
}

type PlaceboRow = Omit<KeptPlacebo, 'recordedAt' | 'model' | 'firstOn' | 'lastOn' | 'computedOn'> & {
  readonly model: string;
  readonly recordedAt: Date;
  readonly computedOn: IsoDate;
  readonly firstOn: IsoDate;
  readonly lastOn: IsoDate;
};

/** Newest version of every placebo distribution that the filter lets through, by listing and length. */
export async function listFrozenPlacebos(
  filter: Omit<FrozenFilter, 'eventIds'> = {},
): Promise<readonly KeptPlacebo[]> {
  const rows = await db().$queryRaw<PlaceboRow[]>`
    SELECT DISTINCT ON (symbol, model, benchmark, length)
           symbol, model, benchmark, length, version, recorded_at AS "recordedAt", computed_on::text AS "computedOn",
           model_version AS "modelVersion", dates, first_on::text AS "firstOn", last_on::text AS "lastOn", car, t
      FROM frozen_placebo
     WHERE TRUE ${among('symbol', filter.symbols)} ${among('model', filter.models)}
           ${among('benchmark', filter.benchmarks)}
     ORDER BY symbol, model, benchmark, length, version DESC`;

  return rows.map(({ model, recordedAt, ...row }) => ({
    ...row,
    model: narrow(MODELS, model, 'frozen_placebo.model'),
    recordedAt: recordedAt.toISOString(),
  }));
}

function among(column: 'event_id' | 'symbol' | 'model' | 'benchmark', values: readonly string[] | undefined) {
  return values === undefined ? Prisma.empty : Prisma.sql`AND ${Prisma.raw(column)} = ANY(${[...values]})`;
}
