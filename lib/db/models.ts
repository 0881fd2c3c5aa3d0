import type { FactScope } from '#lib/contracts/facts/fact.ts';
import { kvOracleFile, type KvOracleFact, type ModelArchitectureFact } from '#lib/contracts/facts/models.ts';
import { ATTENTION_KINDS } from '#lib/core/efficiency/architecture.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { db } from './client.ts';
import { knownAt, narrow, newestPerKey, standing, type PlainFact } from './standing-facts.ts';

const { reproduces } = kvOracleFile.row.shape;

/** Model shapes by id. */
export async function listModelArchitectures(scope: FactScope): Promise<ModelArchitectureFact[]> {
  const rows = await db().modelArchitecture.findMany({ where: knownAt(scope), ...newestPerKey() });
  return standing(rows).map(toArchitecture);
}

/** One model shape, null when no model of that id was released by `asOf`. */
export async function findModelArchitecture(
  id: string,
  scope: FactScope,
): Promise<ModelArchitectureFact | null> {
  const rows = await db().modelArchitecture.findMany({
    where: { key: id, ...knownAt(scope) },
    ...newestPerKey(),
  });
  return standing(rows).map(toArchitecture)[0] ?? null;
}

/** Published figures that the memory arithmetic must reproduce; read `unit`. */
export async function listKvOracles(scope: FactScope): Promise<KvOracleFact[]> {
  const rows = await db().kvOracle.findMany({ where: knownAt(scope), ...newestPerKey() });
  return standing(rows).map((row) => ({
    ...row,
    reproduces: narrow(reproduces.options, row.reproduces, 'kv_oracle.reproduces'),
    sourceTitle: row.sourceTitle ?? '',
    sourceUrl: row.url ?? '',
  }));
}

type StoredArchitecture = PlainFact<Prisma.ModelArchitectureGetPayload<{ include: { source: true } }>>;

function toArchitecture(row: StoredArchitecture): ModelArchitectureFact {
  return {
    ...row,
    attention: narrow(ATTENTION_KINDS, row.attention, 'model_architecture.attention'),
    sourceUrl: row.url ?? '',
  };
}
