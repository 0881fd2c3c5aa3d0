/** What is wrong with a scenario, all of it at once. */
import { valueAt } from '../assumptions/value-at.ts';
import { parseDayNumber } from '../calendar/day-number.ts';
import { MODELLED_VENDORS } from '../market/modelled-vendors.ts';
import type { InputLayout } from './input-layout.ts';
import {
  ASSUMPTION_BY_FIELD,
  SCENARIO_BOUNDS,
  type NumericField,
  type ScenarioBound,
} from './scenario-bounds.ts';
import type { ExposureScenario, ExposureWorld } from './types.ts';
import type { InputFault } from '../input-fault.ts';

const FIELDS = new Set<string>([
  ...SCENARIO_BOUNDS.map((bound) => bound.field),
  'savingReachedBy',
  'savingPath',
  'vendors',
]);

/**
 * Every fault of `scenario` against `world`, each with a JSON pointer to the field and the remedy; empty when the
 * scenario can be evaluated. Rules that join two fields use registry points for what is left out.
 */
export function findScenarioFaults(
  world: ExposureWorld,
  layout: InputLayout,
  values: Float64Array,
  scenario: ExposureScenario,
): InputFault[] {
  const single = [
    ...Object.keys(scenario)
      .filter((name) => !FIELDS.has(name))
      .map((name) => fault(name, 'is not a field of a scenario; remove it')),
    ...SCENARIO_BOUNDS.flatMap((bound) => findNumberFault(world, scenario, bound)),
    ...findDateFault(world, scenario),
    ...findVendorFaults(world, scenario),
    ...findPathFaults(scenario),
  ];
  const faulty = new Set(single.map((one) => one.pointer.split('/')[1]));
  const value = (field: NumericField): number | null => {
    if (faulty.has(field)) return null;
    const index = layout.registry.indexById.get(ASSUMPTION_BY_FIELD[field] ?? '');
    return scenario[field] ?? (index === undefined ? null : valueAt(values, index));
  };
  return [...single, ...findJointFaults(scenario, value)];
}

function findNumberFault(
  world: ExposureWorld,
  scenario: ExposureScenario,
  bound: ScenarioBound,
): InputFault[] {
  const value: unknown = scenario[bound.field];
  if (value === undefined) return [];
  const max = bound.field === 'horizonQuarters' ? world.maxHorizonQuarters : bound.max;
  const range = `${String(bound.min)} to ${String(max)}`;
  const kind = bound.isWhole === true ? 'a whole number' : 'a number';
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return [fault(bound.field, `must be ${kind} from ${range}; ${shown(value)} is none`)];
  }
  const isWrong = value < bound.min || value > max || (bound.isWhole === true && !Number.isInteger(value));
  return isWrong ? [fault(bound.field, `must be ${kind} from ${range}, not ${String(value)}`)] : [];
}

function findDateFault(world: ExposureWorld, scenario: ExposureScenario): InputFault[] {
  const date: unknown = scenario.savingReachedBy;
  if (date === undefined) return [];
  if (typeof date !== 'string' || parseDayNumber(date) === null) {
    return [fault('savingReachedBy', `must be a calendar date such as 2028-12-31, not ${shown(date)}`)];
  }
  return date > world.asOf
    ? []
    : [fault('savingReachedBy', `must lie after asOf, ${world.asOf}; ${date} does not`)];
}

function findVendorFaults(world: ExposureWorld, scenario: ExposureScenario): InputFault[] {
  const tickers: unknown = scenario.vendors;
  if (tickers === undefined) return [];
  if (!Array.isArray(tickers)) return [fault('vendors', 'must be a list of tickers, for example ["MU"]')];
  const known = new Set([...MODELLED_VENDORS, ...world.vendors].map((vendor) => vendor.ticker));
  return tickers.flatMap((ticker: unknown, i) =>
    typeof ticker === 'string' && known.has(ticker)
      ? []
      : [fault(`vendors/${String(i)}`, `${shown(ticker)} is no known vendor; use ${[...known].join(', ')}`)],
  );
}

/** The fleet gives saving, cost saving and dates itself. */
const REPLACED_BY_FLEET = ['memorySaving', 'costSaving', 'savingReachedBy', 'tierShiftShare'] as const;

function findPathFaults(scenario: ExposureScenario): InputFault[] {
  const path: unknown = scenario.savingPath;
  if (path === undefined) return [];
  if (path !== 'fleet') {
    return [fault('savingPath', `must be "fleet", or left out for one long-run saving; not ${shown(path)}`)];
  }
  return REPLACED_BY_FLEET.filter((field) => scenario[field] !== undefined).map((field) =>
    fault(field, 'is given by savingPath "fleet" quarter by quarter; give one of the two'),
  );
}

function findJointFaults(
  scenario: ExposureScenario,
  value: (field: NumericField) => number | null,
): InputFault[] {
  const faults: InputFault[] = [];
  if (scenario.usageMultiple !== undefined && scenario.usageElasticity !== undefined) {
    faults.push(fault('usageMultiple', 'replaces usageElasticity; give one of the two'));
  }
  const passThrough = value('passThrough');
  // The fleet's cost saving is below 1 by construction, whatever it is multiplied with.
  const costSaving =
    scenario.savingPath === 'fleet'
      ? null
      : scenario.costSaving === undefined
        ? product(value('memoryShareOfCost'), value('memorySaving'))
        : value('costSaving');
  if (passThrough !== null && costSaving !== null && passThrough * costSaving >= 1) {
    faults.push(
      fault(
        'costSaving',
        'passThrough * costSaving must be below 1: a price of 0 has no elasticity; lower one of them',
      ),
    );
  }
  const supply = value('supplyElasticity');
  const demand = value('demandElasticity');
  if (supply !== null && demand !== null && supply + demand <= 0) {
    faults.push(
      fault(
        'supplyElasticity',
        'supplyElasticity + demandElasticity must be above 0, else no price clears the market',
      ),
    );
  }
  return faults;
}

function product(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a * b;
}

function fault(field: string, message: string): InputFault {
  return { pointer: `/${field}`, message: `${field.split('/')[0] ?? field} ${message}` };
}

/** A bad value as the reader may recognise it: NaN and infinities by name, everything else as JSON. */
function shown(value: unknown): string {
  return typeof value === 'number' || value === undefined ? String(value) : JSON.stringify(value);
}
