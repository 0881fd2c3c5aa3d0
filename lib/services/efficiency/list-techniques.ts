import 'server-only';

import type { CatalogueQuery, TechniqueItem, TechniqueList } from '#lib/contracts/catalogue.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { CataloguedTechnique, EfficiencyWorld } from '#lib/core/efficiency/efficiency-world.ts';
import { ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { getEfficiencyWorld } from './get-efficiency-world.ts';

const lists = new WeakMap<EfficiencyWorld, TechniqueList>();

/** Every technique with its savings, baseline, exclusions and source. */
export async function listTechniqueItems(
  query: CatalogueQuery,
): Promise<Result<TechniqueList, RequestFault>> {
  const world = await getEfficiencyWorld(query);
  if (!world.ok) return world;
  const list = lists.get(world.value) ?? toList(world.value);
  lists.set(world.value, list);

  return ok(list);
}

function toList({ asOf, dataVersion, techniques }: EfficiencyWorld): TechniqueList {
  return { modelVersion: MODEL_VERSION, dataVersion, asOf, items: techniques.map(toItem) };
}

function toItem(row: CataloguedTechnique): TechniqueItem {
  return {
    id: row.id,
    name: row.name,
    family: row.family,
    actsOn: row.actsOn,
    savingLow: row.savingLow,
    savingPoint: row.savingPoint,
    savingHigh: row.savingHigh,
    baseline: row.baseline,
    maturity: row.maturity,
    firstPublishedOn: row.firstPublishedOn,
    originCountry: row.originCountry,
    originLab: row.originLab,
    stacksWith: row.stacksWith,
    conflictsWith: row.conflictsWith,
    shiftsDemandTo: row.shiftsDemandTo,
    qualityCost: row.qualityCost,
    evidence: row.evidence,
    whereInSource: row.whereInSource,
    notes: row.notes,
    sourceTitle: row.sourceTitle,
    url: row.url,
    publishedOn: row.publishedOn,
    grade: row.grade,
  };
}
