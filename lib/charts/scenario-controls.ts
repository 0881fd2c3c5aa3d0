/** The scenario bar's controls as data: limits, default, range and origin of each input, from the registry. */
import type { OwnRange } from '../core/exposure/own-ranges.ts';
import type { ExposureScenario, ExposureWorld } from '../core/exposure/types.ts';
import type { Assumption } from '../core/facts/types.ts';
import { findDefault } from '../core/scenario/defaults.ts';
import type { ScenarioFieldName } from '../core/scenario/fields.ts';
import { formatDate, formatQuarterLong } from './format.ts';
import { findAssumptionOfField, formatInputPercent, formatInputRange } from './resolved-inputs.ts';

/** How the page writes a value: percent of a fraction, a plain number, a date, quarters from `asOf`. */
export type ControlScale = 'percent' | 'number' | 'date' | 'quarters';

export interface ScenarioControl {
  readonly field: ScenarioFieldName;
  readonly label: string;
  readonly hint: string;
  readonly scale: ControlScale;
  /** Limits and step of slider and field in the unit of the page (percent, not fraction). Dates: days after `asOf`. */
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Default in the unit of the scenario; null for a path by year or an input that is off. */
  readonly defaultValue: number | string | null;
  /** Shown instead of a number while the field is not set. */
  readonly unsetText: string | null;
  /** Where an input without a default starts once it is set to one number. */
  readonly startValue: number | null;
  /** P10 and P90 in the unit of the page, for the mark beside the slider. */
  readonly range: { readonly low: number; readonly high: number; readonly text: string } | null;
  /** `assumption`, or `sourced`/`derived` with its source. */
  readonly origin: string;
  readonly sourceUrl: string | null;
  readonly isPrimary: boolean;
  /** Row of the registry whose range the reader can replace; null where there is none. */
  readonly assumptionId: string | null;
}

interface Template {
  readonly field: ScenarioFieldName;
  readonly label: string;
  readonly hint: string;
  readonly scale: ControlScale;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly isPrimary?: true;
}

const TEMPLATES: readonly Template[] = [
  {
    field: 'memorySaving',
    label: 'Saving',
    hint: 'HBM saved per unit of inference work, long run',
    scale: 'percent',
    min: 0,
    max: 99,
    step: 1,
    isPrimary: true,
  },
  {
    field: 'usageElasticity',
    label: 'Elasticity',
    hint: 'per cent more use for one per cent lower price',
    scale: 'number',
    min: 0,
    max: 6,
    step: 0.05,
    isPrimary: true,
  },
  {
    field: 'savingReachedBy',
    label: 'Reached by',
    hint: 'date on which the saving is complete',
    scale: 'date',
    min: 30,
    max: 2190,
    step: 1,
    isPrimary: true,
  },
  {
    field: 'passThrough',
    label: 'Pass-through',
    hint: 'share of a cost saving passed on in price',
    scale: 'percent',
    min: 0,
    max: 100,
    step: 1,
  },
  {
    field: 'memoryShareOfCost',
    label: 'Memory share of cost',
    hint: 'cost saved per unit of memory saved',
    scale: 'percent',
    min: 0,
    max: 100,
    step: 1,
  },
  {
    field: 'contractShare',
    label: 'Contract share',
    hint: 'HBM revenue under fixed price and volume, one number for every quarter',
    scale: 'percent',
    min: 0,
    max: 100,
    step: 1,
  },
  {
    field: 'backlogShare',
    label: 'Backlog',
    hint: 'unserved share of genuine orders today; halves every few quarters',
    scale: 'percent',
    min: 0,
    max: 60,
    step: 1,
  },
  {
    field: 'priceFloor',
    label: 'Price floor',
    hint: 'lowest HBM price against its baseline, one number for every quarter',
    scale: 'percent',
    min: 0,
    max: 100,
    step: 1,
  },
  {
    field: 'horizonQuarters',
    label: 'Horizon',
    hint: 'last quarter that counts',
    scale: 'quarters',
    min: 1,
    max: 24,
    step: 1,
  },
  {
    field: 'trainingShare',
    label: 'Training share',
    hint: 'part of HBM demand that trains models and does not answer to price',
    scale: 'percent',
    min: 0,
    max: 90,
    step: 1,
  },
  {
    field: 'usageMultiple',
    label: 'Multiple of calls',
    hint: 'usage reached in the long run, instead of an elasticity',
    scale: 'number',
    min: 1,
    max: 20,
    step: 0.1,
  },
];

const UNSET_TEXT: Partial<Record<ScenarioFieldName, string>> = {
  contractShare: 'as sourced',
  priceFloor: 'as sourced',
  usageMultiple: 'not used',
};

const START_VALUE: Partial<Record<ScenarioFieldName, number>> = {
  contractShare: 0.5,
  priceFloor: 0.8,
  usageMultiple: 2,
};

const PATH_ORIGIN: Partial<Record<ScenarioFieldName, string>> = {
  priceFloor: 'derived: what the wafer earns in conventional DRAM',
  usageMultiple: 'your assumption, replaces elasticity',
};

/** Controls of a world, the three of the bar first. */
export function prepareScenarioControls(world: ExposureWorld): readonly ScenarioControl[] {
  return TEMPLATES.map((template) => {
    const assumption = findAssumptionOfField(world, template.field);
    const max = template.scale === 'quarters' ? world.maxHorizonQuarters : template.max;
    return {
      ...template,
      max,
      isPrimary: template.isPrimary === true,
      defaultValue: findDefault(world, template.field),
      unsetText: UNSET_TEXT[template.field] ?? null,
      startValue: START_VALUE[template.field] ?? null,
      range: rangeOf(world, template, assumption),
      origin: originOf(world, template.field, assumption),
      sourceUrl: assumption?.sourceUrl ?? null,
      assumptionId: takesRange(template, assumption) ? assumption.id : null,
    };
  });
}

/** Number of inputs that differ from the default, `more` counting only those outside the bar's first line. */
export function countChanges(
  controls: readonly ScenarioControl[],
  { scenario, ranges }: { readonly scenario: ExposureScenario; readonly ranges: readonly OwnRange[] },
): { readonly all: number; readonly more: number } {
  const set = [...Object.keys(scenario), ...ranges.map(({ id }) => id)];
  const primary = new Set<string | null>(
    controls.flatMap(({ isPrimary, field, assumptionId }) => (isPrimary ? [field, assumptionId] : [])),
  );
  return { all: set.length, more: set.filter((name) => !primary.has(name)).length };
}

/** Page unit of a scenario value: percent for fractions, days after `asOf` for dates. */
export function toPageUnit(control: ScenarioControl, value: number | string, asOf: string): number {
  if (control.scale === 'date') return daysBetween(asOf, String(value));
  if (control.scale === 'percent') return Number((Number(value) * 100).toFixed(6));
  return Number(value);
}

/** Scenario value of a number in the page's unit. */
export function fromPageUnit(control: ScenarioControl, pageValue: number, asOf: string): number | string {
  if (control.scale === 'date') return dateAfter(asOf, Math.round(pageValue));
  if (control.scale === 'percent') return Number((pageValue / 100).toFixed(8));
  return pageValue;
}

/** Last quarter of a horizon that starts with the quarter of `asOf`: (2026-11-23, 13) -> "Q4 2029". */
export function lastQuarterWords(asOf: string, horizonQuarters: number): string {
  const index =
    Number(asOf.slice(0, 4)) * 4 + Math.ceil(Number(asOf.slice(5, 7)) / 3) - 1 + horizonQuarters - 1;
  return formatQuarterLong(`${String(Math.floor(index / 4))}Q${String((index % 4) + 1)}`);
}

/** Dates and quarters are counted from a day that moves; a range of them is set on the Sensitivity page. */
function takesRange({ scale }: Template, assumption: Assumption | null): assumption is Assumption {
  return assumption !== null && (scale === 'percent' || scale === 'number');
}

function rangeOf(
  world: ExposureWorld,
  template: Template,
  assumption: Assumption | null,
): ScenarioControl['range'] {
  if (assumption === null || assumption.low === assumption.high) return null;
  const { low, high } = assumption;
  if (template.scale === 'percent') {
    return { low: low * 100, high: high * 100, text: formatInputRange(low, high, 'fraction') };
  }
  if (template.scale === 'date') {
    return {
      low,
      high,
      text: `${formatDate(dateAfter(world.asOf, low).slice(0, 7))}–${formatDate(dateAfter(world.asOf, high).slice(0, 7))}`,
    };
  }
  return { low, high, text: formatInputRange(low, high, assumption.unit) };
}

function originOf(world: ExposureWorld, field: ScenarioFieldName, assumption: Assumption | null): string {
  if (field === 'contractShare') return contractOrigin(world);
  if (assumption === null) return PATH_ORIGIN[field] ?? 'assumption';
  return assumption.basis;
}

/** The sourced contract path in words: its first and last anchor. */
function contractOrigin(world: ExposureWorld): string {
  const anchors = world.assumptions.filter(({ id }) => /^contract_share_\d{4}$/.test(id));
  const first = anchors[0];
  const last = anchors.at(-1);
  if (first === undefined || last === undefined) return 'assumption';
  return `sourced: ${formatInputPercent(first.point)} in ${first.id.slice(-4)} to ${formatInputPercent(last.point)} in ${last.id.slice(-4)}`;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

function dateAfter(from: string, days: number): string {
  return new Date(Date.parse(`${from}T00:00:00Z`) + Math.round(days) * 86_400_000).toISOString().slice(0, 10);
}
