/** The page of rebound: when does more use pay back the saving? */
import { computedVersions } from '../computed-versions.ts';
import type { LiveModel, LiveVersions } from '../live-model.ts';
import { scenarioWords } from '../overview-model.ts';
import type { XyPlotModel } from '../xy-plot-model.ts';
import { prepareCrossingPlot } from './crossing-plot.ts';
import type { StripMarks } from './evidence-strip.ts';
import { prepareFrontierPlot } from './frontier-plot.ts';
import { prepareLeverTable } from './lever-table.ts';
import type { NamedTable } from './named-table.ts';
import { elasticityOf, type ReboundAnswers } from './rebound-answers.ts';
import { prepareReboundEvidence } from './rebound-evidence.ts';
import { prepareReboundFigures } from './rebound-figures.ts';
import { describeRanges, prepareReboundHeadline } from './rebound-headline.ts';
import { prepareStepTable } from './step-table.ts';

export interface ReboundModel extends LiveModel {
  /** Draws behind the ranges; 0 while there are none. */
  readonly draws: number;
  readonly crossing: XyPlotModel;
  readonly frontier: XyPlotModel;
  /** What the evidence strip draws of the scenario; its rows come from the server. */
  readonly marks: StripMarks;
  /** Null where nothing is saved. */
  readonly steps: NamedTable | null;
  readonly claims: NamedTable;
  /** Null where the registry has no lever. */
  readonly levers: NamedTable | null;
}

/** Presentation of a scenario's answers. Pure. */
export function prepareRebound(
  answers: ReboundAnswers,
  claims: NamedTable,
  versions: LiveVersions,
): ReboundModel {
  const { world, scenario, point } = answers;
  const registry = world.assumptions.find(({ id }) => id === 'usage_elasticity') ?? null;
  return {
    headline: prepareReboundHeadline(answers),
    note: describeRanges(answers),
    figures: prepareReboundFigures(answers),
    evidence: prepareReboundEvidence(answers),
    provenance: {
      scenario: scenarioWords(world, scenario),
      ...computedVersions(
        { asOf: world.asOf, dataVersion: versions.dataVersion },
        versions.modelVersion,
        answers.draws,
      ),
      source: 'computed by Waterline; each figure opens its inputs and their sources',
    },
    draws: answers.draws?.draws ?? 0,
    crossing: prepareCrossingPlot(answers),
    frontier: prepareFrontierPlot(answers),
    marks: { breakEven: point.breakEvenElasticity, elasticity: elasticityOf(answers), registry },
    steps: prepareStepTable(answers),
    claims,
    levers: prepareLeverTable(answers),
  };
}
