/** The inputs an answer used, each with value, unit and origin. */
import { pointValues } from '../assumptions/registry.ts';
import { fleetInputIds, type FleetRows } from '../efficiency/fleet/fleet-rows.ts';
import type { Assumption } from '../facts/types.ts';
import { coreInputIds, leverValue, tierInputIds, type InputLayout } from './input-layout.ts';
import { ASSUMPTION_BY_FIELD } from './scenario-bounds.ts';
import type { ExposureScenario, ExposureWorld, UsedInput } from './types.ts';

type Field = Exclude<keyof ExposureScenario, 'vendors'>;

/** How a given field without a registry row of its own is called. */
const GIVEN_ONLY: Readonly<Partial<Record<Field, Pick<UsedInput, 'name' | 'symbol' | 'unit'>>>> = {
  savingPath: { name: 'Where the saving comes from', symbol: 's(t)', unit: 'path' },
  costSaving: { name: 'Cost saving per unit of work', symbol: 'c', unit: 'fraction' },
  usageMultiple: { name: 'Long-run multiple of usage', symbol: 'M', unit: 'multiple' },
  contractShare: {
    name: 'Share of HBM revenue under fixed price and volume',
    symbol: 'kappa',
    unit: 'fraction',
  },
  contextRespendShare: {
    name: 'Share of the saving spent again on longer context',
    symbol: 'psi',
    unit: 'fraction',
  },
  efficiencyInGuidesShare: {
    name: 'Share of the saving already in the capex guides',
    symbol: 'eta',
    unit: 'fraction',
  },
  contractOverhangShare: {
    name: 'Share of idle contracted volume that replaces later orders',
    symbol: 'theta_o',
    unit: 'fraction',
  },
  tierShiftShare: {
    name: 'Share of the saving that moves bytes to other tiers',
    symbol: 'b',
    unit: 'fraction',
  },
  overhangReleasePerQuarter: {
    name: 'Share of that stock worked off a quarter',
    symbol: 'rho_o',
    unit: 'fraction per quarter',
  },
  priceFloor: { name: 'Price floor relative to the baseline', symbol: 'f', unit: 'ratio' },
};

const FIELD_BY_ASSUMPTION = new Map<string, string>(
  Object.entries(ASSUMPTION_BY_FIELD).map(([field, id]) => [id, field]),
);

/** Used inputs of a valid scenario: what it gives first, then every registry row that was read, the fleet's too. */
export function listUsedInputs(
  world: ExposureWorld,
  layout: InputLayout,
  scenario: ExposureScenario,
  fleet: FleetRows | null,
): UsedInput[] {
  const read = findReadIds(layout, scenario, fleet);
  const given = listGiven(scenario);
  const rows = world.assumptions.filter((assumption) => read.has(assumption.id));
  return [
    ...given.filter((field) => !isIdle(field, given)).map((field) => toGiven(world, scenario, field)),
    ...rows.map((row) => toDefault(world, row)),
  ];
}

/** Ids of the registry rows that a scenario draws on: all that the engine reads but those its fields replace. */
export function findReadIds(
  layout: InputLayout,
  scenario: ExposureScenario,
  fleet: FleetRows | null,
): ReadonlySet<string> {
  const read = new Set([...layout.inputIds, ...(fleet === null ? [] : fleetInputIds(fleet))]);
  for (const id of replacedBy(listGiven(scenario), read)) read.delete(id);
  for (const id of idleIds(layout, scenario)) read.delete(id);
  return read;
}

/** Whether a part of the saving moves bytes to other tiers. */
export function hasTierShift(layout: InputLayout, values: Float64Array, scenario: ExposureScenario): boolean {
  if (scenario.savingPath === 'fleet') return true;
  return (scenario.tierShiftShare ?? leverValue(layout, values, 'tier_shift_share')) > 0;
}

/** Rows that only a lever reads, where the lever stands at 0. */
function idleIds(layout: InputLayout, scenario: ExposureScenario): string[] {
  const points = pointValues(layout.registry);
  const hasOverhang =
    (scenario.contractOverhangShare ?? leverValue(layout, points, 'contract_overhang_share')) > 0;
  const hasShift = hasTierShift(layout, points, scenario);
  const core = new Set(coreInputIds(layout.registry));
  return [
    ...(hasOverhang ? [] : ['overhang_release_per_quarter']),
    ...(hasShift ? [] : tierInputIds(layout.registry).filter((id) => !core.has(id))),
  ];
}

function listGiven(scenario: ExposureScenario): Field[] {
  return (Object.keys(scenario) as (keyof ExposureScenario)[]).filter(
    (field): field is Field => field !== 'vendors' && scenario[field] !== undefined,
  );
}

/** A field that another given field overrules is not used, even when it is given. */
function isIdle(field: Field, given: readonly Field[]): boolean {
  return (
    (field === 'memoryShareOfCost' && given.includes('costSaving')) ||
    (field === 'usageCap' && given.includes('usageMultiple')) ||
    (field === 'switchingCostShare' && given.includes('priceFloor'))
  );
}

function replacedBy(given: readonly Field[], read: ReadonlySet<string>): string[] {
  return given.flatMap((field) => {
    if (field === 'savingPath') return ['memory_saving', 'saving_duration_days'];
    if (field === 'costSaving') return ['memory_share_of_cost'];
    if (field === 'usageMultiple') return ['usage_elasticity', 'usage_cap'];
    if (field === 'contractShare') return [...read].filter((id) => id.startsWith('contract_share_'));
    if (field === 'priceFloor') return ['switching_cost_share'];
    return [ASSUMPTION_BY_FIELD[field] ?? ''];
  });
}

function toGiven(world: ExposureWorld, scenario: ExposureScenario, field: Field): UsedInput {
  const id = ASSUMPTION_BY_FIELD[field];
  const row = world.assumptions.find((assumption) => assumption.id === id);
  const named = row ?? GIVEN_ONLY[field];
  if (named === undefined) throw new RangeError(`scenario field ${field} has no name`);
  const isDate = field === 'savingReachedBy';
  return {
    id: id ?? field,
    field,
    name: named.name,
    symbol: named.symbol,
    value: scenario[field] ?? 0,
    low: isDate ? null : (row?.low ?? null),
    high: isDate ? null : (row?.high ?? null),
    unit: isDate ? 'date' : named.unit,
    basis: 'given',
    source: null,
    isHindsight: false,
  };
}

function toDefault(world: ExposureWorld, row: Assumption): UsedInput {
  const byYear = row.id.startsWith('contract_share_') ? 'contractShare' : null;
  return {
    id: row.id,
    field: FIELD_BY_ASSUMPTION.get(row.id) ?? byYear,
    name: row.name,
    symbol: row.symbol,
    value: row.point,
    low: row.low,
    high: row.high,
    unit: row.unit,
    basis: row.basis,
    source: row.sourceTitle === null ? null : { title: row.sourceTitle, url: row.sourceUrl },
    isHindsight: row.asOf > world.asOf,
  };
}
