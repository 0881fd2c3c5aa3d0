/** Everything that the page of compared scenarios shows, from their answers and draws. */
import { computedVersions } from '../computed-versions.ts';
import type { ExposureWorld } from '../../core/exposure/types.ts';
import { COMPARED_OUTPUTS, type ComparedOutput } from '../../core/scenario/compare-link.ts';
import { SCENARIO_FIELDS } from '../../core/scenario/fields.ts';
import type { BarPlotModel } from '../bar-plot-model.ts';
import type { ChartProvenance, ChartTableModel } from '../chart-model.ts';
import type { EvidenceBook } from '../figure-evidence.ts';
import type { LiveVersions } from '../live-model.ts';
import { scenarioWords } from '../overview-model.ts';
import type { PageFigure } from '../page-figure.ts';
import type { SentencePart } from '../sentence.ts';
import type { XyPlotModel } from '../xy-plot-model.ts';
import { prepareCompareTable } from './compare-table.ts';
import type { CompareTable } from './compare-model.ts';
import { describeOutput } from './compared-outputs.ts';
import { pairRuns } from './compared-pair.ts';
import type { ComparedRun } from './compared-run.ts';
import { prepareGapBars } from './gap-bars.ts';
import { unitOfField, writeEffective } from './input-words.ts';
import { prepareBelowTable, prepareOutputDots } from './output-dots.ts';
import { preparePathsPlot } from './paths-plot.ts';
import { prepareScenariosEvidence } from './scenarios-evidence.ts';
import { prepareRangeNote, prepareScenariosFigures, prepareScenariosHeadline } from './scenarios-headline.ts';

export interface ScenariosPageModel {
  readonly headline: readonly SentencePart[];
  readonly note: string;
  readonly figures: readonly PageFigure[];
  readonly table: CompareTable;
  /** Null where the gap is not split, or there is none: then `gapAbsence` says why. */
  readonly gap: BarPlotModel | null;
  readonly gapAbsence: string;
  readonly dots: BarPlotModel | null;
  readonly below: ChartTableModel | null;
  readonly paths: XyPlotModel | null;
  readonly evidence: EvidenceBook;
  readonly defaultEvidence: string;
  readonly provenance: ChartProvenance;
}

interface ScenariosPageSource extends LiveVersions {
  readonly world: ExposureWorld;
  /** One to four. */
  readonly runs: readonly ComparedRun[];
  readonly against: number;
  readonly output: ComparedOutput;
}

export function prepareScenariosPage(source: ScenariosPageSource): ScenariosPageModel {
  const { world, runs, against, output, modelVersion, dataVersion } = source;
  const pair = pairRuns(world, runs, against);
  return {
    headline: prepareScenariosHeadline(runs, pair),
    note: prepareRangeNote(runs),
    figures: prepareScenariosFigures(runs, pair),
    table: prepareCompareTable(world, runs),
    gap: pair === null ? null : prepareGapBars(pair),
    gapAbsence:
      pair === null
        ? 'With one scenario there is no gap.'
        : pair.gap.ok
          ? 'No input differs, so there is no gap.'
          : `The gap is not split by input: ${pair.gap.error}.`,
    dots: prepareOutputDots(runs, output),
    below: prepareBelowTable(runs, output),
    paths: preparePathsPlot(runs),
    evidence: prepareScenariosEvidence(runs, pair),
    defaultEvidence: pair === null ? `change:${runs[0]?.slot ?? 'a'}` : 'gap',
    provenance: {
      scenario: runs.map(({ name, scenario }) => `${name}: ${scenarioWords(world, scenario)}`).join('; '),
      ...computedVersions({ asOf: world.asOf, dataVersion }, modelVersion, runs[0]?.change ?? null),
      source: 'computed by Waterline; each figure opens its inputs and their sources',
    },
  };
}

/** What a scenario sets, for the head of its column. */
export function settingsWords(world: ExposureWorld, scenario: ComparedRun['scenario']): readonly string[] {
  return SCENARIO_FIELDS.flatMap((field) => {
    const value = scenario[field.field];
    return value === undefined
      ? []
      : [`${field.label} ${writeEffective(world, scenario, field, { value, origin: 'set' })}`];
  });
}

export interface InputChoice {
  readonly param: string;
  readonly text: string;
}

/** Inputs that a reader can set, each with what its default is. */
export function listInputChoices(world: ExposureWorld): readonly InputChoice[] {
  return SCENARIO_FIELDS.map((field) => {
    const unit = unitOfField(world, field);
    const form = unit?.startsWith('fraction') === true ? '0 to 1' : FORMS[field.kind];
    return { param: field.param, text: `${field.label}${form === '' ? '' : ` (${form})`}` };
  });
}

/** How a value is written into the address. */
const FORMS = { number: '', date: '2028-12-31', horizon: '2029Q4', path: 'fleet' } as const;

/** Outputs that the dots can show. */
export function listOutputChoices(): readonly { readonly id: ComparedOutput; readonly label: string }[] {
  return COMPARED_OUTPUTS.map((id) => ({ id, label: describeOutput(id).label }));
}
