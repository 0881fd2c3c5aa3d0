import { assumptionFile } from '#lib/contracts/facts/assumptions.ts';
import type { FactScope } from '#lib/contracts/facts/fact.ts';
import type { Assumption } from '#lib/core/facts/types.ts';
import { db } from './client.ts';
import { knownAt, narrow, newestPerKey, standing } from './standing-facts.ts';

const { distribution, basis } = assumptionFile.row.shape;

/**
 * The registry of model inputs, in registry order. Inputs belong to the method: they are visible at every `asOf`
 * (those dated later are marked as hindsight by the engine), but only up to `dataVersion`.
 */
export async function listAssumptions(scope: FactScope): Promise<Assumption[]> {
  const rows = await db().assumption.findMany({ where: knownAt(scope), ...newestPerKey() });
  return standing(rows)
    .toSorted((a, b) => a.position - b.position)
    .map((row) => ({
      id: row.id,
      symbol: row.symbol,
      name: row.name,
      section: row.section,
      low: row.low,
      point: row.point,
      high: row.high,
      unit: row.unit,
      distribution: narrow(distribution.options, row.distribution, 'assumption.distribution'),
      variesInUncertainty: row.variesInUncertainty,
      basis: narrow(basis.options, row.basis, 'assumption.basis'),
      derivation: row.derivation,
      sourceTitle: row.sourceTitle,
      sourceUrl: row.url,
      asOf: row.asOf,
      notes: row.notes,
      recordedInBatch: row.recordedInBatch,
    }));
}
