/** Everything of the Overview that a scenario changes, as one model; server and browser call the same function. */
import type { UncertaintyAnswer } from '../core/uncertainty/types.ts';
import { computedVersions } from './computed-versions.ts';
import { evaluateExposure } from '../core/exposure/evaluate.ts';
import type {
  ExposureAnswer,
  ExposureQuarter,
  ExposureScenario,
  ExposureWorld,
} from '../core/exposure/types.ts';
import type { InputFault } from '../core/input-fault.ts';
import { ok, type Result } from '../core/result.ts';
import { findDefault } from '../core/scenario/defaults.ts';
import { SCENARIO_FIELDS } from '../core/scenario/fields.ts';
import type { ChartProvenance } from './chart-model.ts';
import { formatDate, formatQuarterLong, formatUsdBn } from './format.ts';
import { prepareHeadline, type EvidenceKey, type HeadlineModel, type HeadlinePart } from './headline.ts';
import { describeLabMargin } from './lab-margin-words.ts';
import { prepareFigures, type OverviewFigure } from './overview-figures.ts';
import { rangesOf, type OverviewAnswers } from './overview-ranges.ts';
import { prepareVendorBars, type VendorBarsModel } from './prepare-vendor-bars.ts';
import { prepareWaterline } from './prepare-waterline.ts';
import {
  findAssumptionOfField,
  formatInputPercent,
  formatInputRange,
  resolveNumber,
} from './resolved-inputs.ts';
import { prepareVendorFigures, type VendorFigures } from './vendor-figures.ts';
import type { WaterlineModel } from './waterline-model.ts';

export interface OverviewModel {
  readonly headline: HeadlineModel;
  readonly figures: readonly OverviewFigure[];
  /** Sentence that says what queue, contracts, price and volume each take. */
  readonly absorption: readonly HeadlinePart[];
  /** Sentence that says what the labs keep of the saving; null when a token costs no less. */
  readonly labMargin: string | null;
  /** Sentence about quarters outside the range in which the price response was set; null when there are none. */
  readonly extrapolation: string | null;
  /** Sentence that says how many inputs were written after `asOf`; null when none was. */
  readonly hindsight: string | null;
  readonly waterline: WaterlineModel;
  readonly vendors: VendorBarsModel;
  readonly vendorFigures: VendorFigures;
  readonly provenance: ChartProvenance;
}

export interface OverviewVersions {
  readonly modelVersion: string;
  readonly dataVersion: number;
}

/** Evaluates a scenario and its three companions; `Err` names the fields that the engine refuses. */
export function evaluateOverview(
  world: ExposureWorld,
  scenario: ExposureScenario,
): Result<OverviewAnswers, readonly InputFault[]> {
  const point = evaluateExposure(world, scenario);
  if (!point.ok) return point;
  const { usageMultiple: _multiple, ...withoutMultiple } = scenario;
  const noRebound = evaluateExposure(world, { ...withoutMultiple, usageElasticity: 0 });
  if (!noRebound.ok) return noRebound;
  const saving = findAssumptionOfField(world, 'memorySaving');
  const at = (memorySaving: number | undefined): ExposureAnswer | null => {
    if (memorySaving === undefined || scenario.savingPath === 'fleet') return null;
    const answer = evaluateExposure(world, { ...scenario, memorySaving });
    return answer.ok ? answer.value : null;
  };
  return ok({
    point: point.value,
    noRebound: noRebound.value,
    low: at(saving?.low),
    high: at(saving?.high),
    draws: null,
  });
}

/** Presentation of a scenario. Pure; `isOrders` chooses what the Waterline chart shows. */
export function prepareOverview(
  world: ExposureWorld,
  scenario: ExposureScenario,
  answers: OverviewAnswers,
  options: OverviewVersions & { readonly isOrders: boolean },
): OverviewModel {
  const { point, noRebound } = answers;
  const ranges = rangesOf(answers);
  return {
    headline: prepareHeadline({ world, scenario, answer: point, ranges }),
    figures: prepareFigures(world, scenario, answers),
    absorption: prepareAbsorption(point),
    labMargin: describeLabMargin(point),
    extrapolation: extrapolationWords(point.quarters),
    hindsight: hindsightWords(world, point),
    waterline: prepareWaterline(world, point, noRebound, {
      ranges,
      isOrders: options.isOrders,
    }),
    vendors: prepareVendorBars(point, ranges),
    vendorFigures: prepareVendorFigures(point),
    provenance: provenanceOf(world, scenario, { ...options, draws: answers.draws }),
  };
}

/** Lines that go with every computed chart of a scenario into its files. */
export function provenanceOf(
  world: ExposureWorld,
  scenario: ExposureScenario,
  versions: OverviewVersions & { readonly draws: UncertaintyAnswer | null },
): ChartProvenance {
  return {
    scenario: scenarioWords(world, scenario),
    ...computedVersions(
      { asOf: world.asOf, dataVersion: versions.dataVersion },
      versions.modelVersion,
      versions.draws,
    ),
    source: 'computed by Waterline; each figure opens its inputs and their sources',
  };
}

/** The scenario in words: what was set, the reader's own ranges too, or "base". */
export function scenarioWords(world: ExposureWorld, scenario: ExposureScenario): string {
  const set = SCENARIO_FIELDS.flatMap(({ field, label, kind }) => {
    const value = scenario[field];
    if (value === undefined) return [];
    if (kind === 'date') return [`${label} ${formatDate(String(value))}`];
    if (kind === 'horizon') return [`${String(value)} quarters`];
    if (kind === 'path') return ['the saving of the bottom-up fleet'];
    return [`${label} ${String(value)}`];
  });
  const own = world.ownRangeIds.flatMap((id) => {
    const row = world.assumptions.find((candidate) => candidate.id === id);
    return row === undefined ? [] : [`own range of ${id} ${formatInputRange(row.low, row.high, row.unit)}`];
  });
  const reached = findDefault(world, 'savingReachedBy');
  const saving = resolveNumber(world, {}, 'memorySaving') ?? 0;
  const base = `base scenario (saving ${formatInputPercent(saving)} by ${formatDate(String(reached))})`;
  const changes = [...set, ...own];
  return changes.length === 0 ? base : `${base} with ${changes.join(', ')}`;
}

function prepareAbsorption(answer: ExposureAnswer): readonly HeadlinePart[] {
  const { unabsorbed, backlog, contract, price, volume } = answer.attributionUsdBn;
  if (unabsorbed === 0) return [];
  const verb = unabsorbed < 0 ? 'would cost' : 'would add';
  const sized = (amount: number): string => formatUsdBn(Math.abs(amount));
  return [
    part(`Demand alone ${verb} ${sized(unabsorbed)}: the order backlog takes `),
    part(sized(backlog), 'backlog'),
    part(' of it, contracts '),
    part(sized(contract), 'contract'),
    part('; of what is left, '),
    part(sized(price), 'price'),
    part(' is price and '),
    part(sized(volume), 'volume'),
    part(' volume.'),
  ];
}

function part(text: string, evidence: EvidenceKey | null = null): HeadlinePart {
  return { text, tone: evidence === null ? 'plain' : 'value', evidence };
}

function hindsightWords(world: ExposureWorld, answer: ExposureAnswer): string | null {
  const late = answer.inputs.filter((input) => input.isHindsight).length;
  if (late === 0) return null;
  return `Hindsight: ${String(late)} of ${String(answer.inputs.length)} inputs were written after ${formatDate(world.asOf)}; only capex and the baseline's facts are cut to what was public then.`;
}

function extrapolationWords(quarters: readonly ExposureQuarter[]): string | null {
  const outside = quarters.filter((quarter) => quarter.isExtrapolated);
  const first = outside[0];
  const last = outside.at(-1);
  if (first === undefined || last === undefined) return null;
  const span =
    first === last
      ? formatQuarterLong(first.quarter)
      : `${formatQuarterLong(first.quarter)} to ${formatQuarterLong(last.quarter)}`;
  return `Extrapolated: in ${span} demand lies outside 0.4 to 2 times its baseline, where no evidence backs the price response.`;
}
