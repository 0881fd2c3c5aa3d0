import 'server-only';

import type { AcceleratorItem, AcceleratorList, CatalogueQuery } from '#lib/contracts/catalogue.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { CataloguedAccelerator, EfficiencyWorld } from '#lib/core/efficiency/efficiency-world.ts';
import { ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { getEfficiencyWorld } from './get-efficiency-world.ts';

const lists = new WeakMap<EfficiencyWorld, AcceleratorList>();

/** Every accelerator with memory, bandwidth, dense rates and price. */
export async function listAcceleratorItems(
  query: CatalogueQuery,
): Promise<Result<AcceleratorList, RequestFault>> {
  const world = await getEfficiencyWorld(query);
  if (!world.ok) return world;
  const list = lists.get(world.value) ?? toList(world.value);
  lists.set(world.value, list);

  return ok(list);
}

function toList({ asOf, dataVersion, accelerators }: EfficiencyWorld): AcceleratorList {
  return { modelVersion: MODEL_VERSION, dataVersion, asOf, items: accelerators.map(toItem) };
}

function toItem(row: CataloguedAccelerator): AcceleratorItem {
  return {
    id: row.id,
    vendor: row.vendor,
    name: row.name,
    launchedOn: row.launchedOn,
    hbmGb: row.hbmGb,
    hbmGen: row.hbmGen,
    hbmStacks: row.hbmStacks,
    hbmBandwidthTbS: row.hbmBandwidthTbS,
    bf16DenseTflops: row.bf16DenseTflops,
    fp8DenseTflops: row.fp8DenseTflops,
    fp4DenseTflops: row.fp4DenseTflops,
    priceUsdLow: row.priceUsdLow,
    priceUsdPoint: row.priceUsdPoint,
    priceUsdHigh: row.priceUsdHigh,
    notes: row.notes,
    sourceTitle: row.sourceTitle,
    url: row.url,
    publishedOn: row.publishedOn,
    grade: row.grade,
  };
}
