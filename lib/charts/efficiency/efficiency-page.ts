/** Everything that the Efficiency page draws of catalogue and fleet, in one model. */
import { computedVersions } from '../computed-versions.ts';
import {
  refuseUnknownChoice,
  type DecodedEfficiencyLink,
  type EfficiencyLink,
} from '../../core/catalogue/efficiency-link.ts';
import type { EfficiencyWorld } from '../../core/efficiency/efficiency-world.ts';
import type { FleetRows } from '../../core/efficiency/fleet/fleet-rows.ts';
import { studyFleet, type FleetStudy } from '../../core/efficiency/fleet/fleet-study.ts';
import type { ExposureWorld } from '../../core/exposure/types.ts';
import type { LinkFault } from '../../core/link/link-fault.ts';
import { findDefault } from '../../core/scenario/defaults.ts';
import type { BarPlotModel } from '../bar-plot-model.ts';
import type { ChartProvenance } from '../chart-model.ts';
import type { EvidenceBook } from '../figure-evidence.ts';
import { formatDate, formatQuarterLong } from '../format.ts';
import { computeModelFigures, LONG_CONTEXT_TOKENS } from '../models/model-figures.ts';
import { prepareSavingScatter } from '../techniques/saving-plots.ts';
import type { XyPlotModel } from '../xy-plot-model.ts';
import { prepareAdoptionCounts } from './adoption-counts-plot.ts';
import { countAttention } from '../../core/efficiency/fleet/attention-counts.ts';
import { prepareCacheChain } from './cache-chain-bars.ts';
import { prepareContributionBars } from './contribution-bars.ts';
import { prepareEfficiencyHeadline, type EfficiencyHeadline } from './efficiency-headline.ts';
import { fleetWords, prepareFleetPath } from './fleet-path-plot.ts';
import { prepareKvFrontier } from './kv-frontier.ts';
import { compareWithOverview, type OverviewComparison } from './overview-comparison.ts';

export interface EfficiencyPageInput {
  readonly world: ExposureWorld;
  readonly catalogue: EfficiencyWorld;
  readonly rows: FleetRows;
  /** Ids of the events that the deflator knows at the date. */
  readonly events: readonly string[];
  readonly modelVersion: string;
}

/** Charts; null where the catalogue has nothing to draw at the date. */
export interface EfficiencyCharts {
  readonly chain: BarPlotModel | null;
  readonly path: XyPlotModel;
  readonly contributions: BarPlotModel | null;
  readonly scatter: XyPlotModel | null;
  readonly counts: XyPlotModel | null;
  readonly frontier: XyPlotModel | null;
}

export interface EfficiencyPageModel {
  readonly link: EfficiencyLink;
  readonly faults: readonly LinkFault[];
  readonly quarter: string;
  /** The quarter that an address leaves out. */
  readonly usualQuarter: string;
  readonly quarters: readonly string[];
  readonly headline: EfficiencyHeadline;
  readonly comparison: OverviewComparison;
  readonly evidence: EvidenceBook;
  readonly charts: EfficiencyCharts;
  /** Of what rests on adoption, and of what rests on the catalogue alone. */
  readonly fleetProvenance: ChartProvenance;
  readonly catalogueProvenance: ChartProvenance;
}

/** The page of a link: its quarter and segment where they exist, the defaults and a fault where not. */
export function prepareEfficiencyPage(
  input: EfficiencyPageInput,
  decoded: DecodedEfficiencyLink,
): EfficiencyPageModel {
  const { world, catalogue, rows, events } = input;
  const { asOf } = world;
  const { link, faults } = refuseUnknownChoice(decoded, { quarters: world.quarters, events });
  const horizon = Number(findDefault(world, 'horizonQuarters') ?? 1);
  const usualQuarter = world.quarters[horizon - 1] ?? world.quarters[0] ?? '';
  const quarter = link.quarter ?? usualQuarter;
  const at = world.quarters.indexOf(quarter);
  const quarters = world.quarters.slice(0, Math.max(horizon, at + 1));
  const study = studyFleet(rows, { asOf, quarters, at, segment: link.segment });
  const models = catalogue.models.map((model) =>
    computeModelFigures(model, { contextTokens: LONG_CONTEXT_TOKENS, kvDtype: 'bf16' }),
  );
  const { assumptions } = world;
  const { techniques } = catalogue;
  const headline = prepareEfficiencyHeadline({ study, asOf, assumptions, techniques, models });
  const comparison = compareWithOverview(world);
  return {
    link,
    faults,
    quarter,
    usualQuarter,
    quarters,
    headline,
    comparison,
    evidence: {
      ...headline.evidence,
      ...(comparison.evidence === null ? {} : { overview: comparison.evidence }),
    },
    charts: {
      ...fleetCharts(study, catalogue),
      frontier: prepareKvFrontier(models, asOf),
      chain: prepareCacheChain(catalogue.models),
      scatter: prepareSavingScatter(techniques),
    },
    ...provenanceOf(input, link, quarter),
  };
}

function fleetCharts(
  study: FleetStudy,
  { asOf, techniques, models }: EfficiencyWorld,
): Pick<EfficiencyCharts, 'path' | 'contributions' | 'counts'> {
  return {
    path: prepareFleetPath(study),
    contributions: prepareContributionBars(study, asOf, techniques),
    counts: prepareAdoptionCounts(study, countAttention(models), asOf),
  };
}

function provenanceOf(
  { catalogue, modelVersion }: EfficiencyPageInput,
  { segment }: EfficiencyLink,
  quarter: string,
): Pick<EfficiencyPageModel, 'fleetProvenance' | 'catalogueProvenance'> {
  const versions = computedVersions(catalogue, modelVersion);
  return {
    fleetProvenance: {
      scenario: `bottom-up fleet, ${fleetWords(segment)}, to ${formatQuarterLong(quarter)}`,
      ...versions,
      source: 'adoption: assumptions of the registry; savings: the source named in each technique’s row',
    },
    catalogueProvenance: {
      scenario: `the catalogue as published by ${formatDate(catalogue.asOf)}`,
      ...versions,
      source: 'the config, paper or report named in each row',
    },
  };
}
