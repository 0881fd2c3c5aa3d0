/** Everything of the Priced in page that a scenario, a range or a view changes. */
import { computedVersions } from '../computed-versions.ts';
import type { BarPlotModel } from '../bar-plot-model.ts';
import type { ChartTexts } from '../chart-model.ts';
import type { LiveModel, LiveVersions } from '../live-model.ts';
import { scenarioWords } from '../overview-model.ts';
import type { XyPlotModel } from '../xy-plot-model.ts';
import { prepareImpliedBars } from './implied-bars.ts';
import { prepareChangePlot, prepareImpliedHistory } from './implied-history.ts';
import { prepareJointTable } from './joint-table.ts';
import { preparePricedInEvidence } from './priced-in-evidence.ts';
import { preparePricedInFigures, preparePricedInHeadline, pricedInNote } from './priced-in-headline.ts';
import { chosenListing, type PricedInSource } from './priced-in-source.ts';

export interface PricedInModel extends LiveModel {
  readonly bars: BarPlotModel;
  /** Of the chosen listing; null without sessions. */
  readonly history: XyPlotModel | null;
  readonly change: XyPlotModel | null;
  readonly joint: ChartTexts | null;
  /** Listings that the sentence and the history can speak of. */
  readonly choices: readonly { readonly ticker: string; readonly name: string; readonly isChosen: boolean }[];
}

export function preparePricedIn(source: PricedInSource, versions: LiveVersions): PricedInModel {
  const { study, market, world, scenario } = source;
  const chosen = chosenListing(source);
  const { asOf } = world;
  return {
    headline: preparePricedInHeadline(source),
    note: pricedInNote(source),
    figures: preparePricedInFigures(source),
    evidence: preparePricedInEvidence(source),
    provenance: {
      scenario: scenarioWords(world, scenario),
      ...computedVersions({ asOf, dataVersion: versions.dataVersion }, versions.modelVersion, study),
      source:
        market.source === 'frozen'
          ? `changes of value frozen on ${market.frozenOn ?? ''}; the saving computed by Waterline`
          : 'changes of value from the prices at hand; the saving computed by Waterline',
    },
    bars: prepareImpliedBars(source),
    history: chosen === null ? null : prepareImpliedHistory(source, chosen),
    change: chosen === null ? null : prepareChangePlot(source, chosen),
    joint: prepareJointTable(source),
    choices: study.listings.map(({ ticker, name }) => ({
      ticker,
      name,
      isChosen: ticker === chosen?.ticker,
    })),
  };
}
