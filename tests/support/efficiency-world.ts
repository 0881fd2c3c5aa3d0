import type { EfficiencyWorld } from '#lib/core/efficiency/efficiency-world.ts';
import { readServingDefaults } from '#lib/core/efficiency/serving-defaults.ts';
import type { Provenance } from '#lib/core/facts/types.ts';
import { readCataloguedTechniques, readModelArchitectures, readRawAccelerators } from './efficiency-facts.ts';
import { readExposureFacts } from './facts-from-csv.ts';

const PROVENANCE: Provenance = {
  sourceTitle: null,
  publisher: null,
  url: null,
  publishedOn: null,
  grade: 'press',
  visibleFrom: '2019-01-01',
  recordedInBatch: 1,
};

/** Catalogue and defaults of the shipped tables, without sizes of other tiers. */
export function curatedEfficiencyWorld(): EfficiencyWorld {
  const { asOf, assumptions } = readExposureFacts();
  const defaults = readServingDefaults(assumptions);
  if (!defaults.ok) throw new Error(defaults.error.map(({ message }) => message).join('; '));
  return {
    asOf,
    dataVersion: 1,
    models: [...readModelArchitectures().values()].map((model) => ({ ...model, ...PROVENANCE })),
    accelerators: readRawAccelerators().map((accelerator) => ({ ...accelerator, ...PROVENANCE })),
    techniques: readCataloguedTechniques(),
    defaults: defaults.value,
    tiers: { dram: null, flash: null },
  };
}
