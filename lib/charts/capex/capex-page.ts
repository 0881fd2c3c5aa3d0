/** Everything that the Capex page shows, in one model. */
import { computedVersions } from '../computed-versions.ts';
import type { CapexTotals } from '../../contracts/capex.ts';
import type { DecodedCapexLink } from '../../core/catalogue/capex-link.ts';
import type { InputFault } from '../../core/input-fault.ts';
import { ok, type Result } from '../../core/result.ts';
import type { BarPlotModel } from '../bar-plot-model.ts';
import type { CatalogueTable } from '../catalogue-table.ts';
import type { ChartProvenance } from '../chart-model.ts';
import type { EvidenceBook } from '../figure-evidence.ts';
import type { PageFigure } from '../page-figure.ts';
import type { SentencePart } from '../sentence.ts';
import type { XyPlotModel } from '../xy-plot-model.ts';
import { prepareCapexEvidence } from './capex-evidence.ts';
import { prepareCapexFigures, prepareCapexHeadline, prepareHeadlineNote } from './capex-headline.ts';
import { studyCapex, type CapexFacts, type CapexStudy } from './capex-study.ts';
import { listCapexUnknowns } from './capex-unknowns.ts';
import { setWords } from './capex-words.ts';
import { prepareDoubleCounting, type DoubleCounting } from './double-counting.ts';
import { prepareGuidanceSteps } from './guidance-steps.ts';
import { prepareIssuerTable } from './issuer-table.ts';
import { prepareQuarterBars } from './quarter-bars.ts';
import { prepareRevisionWaterfall } from './revision-waterfall.ts';

interface CapexPageInput {
  readonly facts: CapexFacts;
  readonly totals: CapexTotals;
  readonly modelVersion: string;
}

export interface CapexPageModel {
  readonly study: CapexStudy;
  readonly headline: readonly SentencePart[];
  /** What its ranges are. */
  readonly headlineNote: string;
  readonly figures: readonly PageFigure[];
  readonly evidence: EvidenceBook;
  /** Null where nobody guided the year. */
  readonly guides: XyPlotModel | null;
  /** Null where nothing moved. */
  readonly waterfall: BarPlotModel | null;
  readonly quarters: BarPlotModel | null;
  readonly issuers: CatalogueTable;
  readonly doubles: DoubleCounting;
  readonly unknowns: readonly string[];
  readonly provenance: ChartProvenance;
}

/** The page of a link at the date of its facts; faults where the date has too few. */
export function prepareCapexPage(
  { facts, totals, modelVersion }: CapexPageInput,
  decoded: DecodedCapexLink,
): Result<CapexPageModel, readonly InputFault[]> {
  const studied = studyCapex(facts, decoded);
  if (!studied.ok) return studied;
  const study = studied.value;
  const { announcements, actuals, inputs, asOf, dataVersion } = facts;
  const { assumptions } = inputs.registry;
  const doubles = prepareDoubleCounting(announcements, {
    asOf,
    year: study.year,
    sumUsdBn: study.change?.to.pointUsdBn ?? null,
  });
  const reasonOf = (id: string | null): string | null => {
    const guide = announcements.find((row) => row.id === id);
    return guide?.comparability?.isComparableWithSuperseded === false
      ? guide.comparability.reason
      : (guide?.summary ?? null);
  };
  return ok({
    study,
    headline: prepareCapexHeadline(study),
    headlineNote: prepareHeadlineNote(study),
    figures: prepareCapexFigures(study),
    evidence: {
      ...prepareCapexEvidence({ study, announcements, actuals, assumptions }),
      ...doubles.evidence,
    },
    guides: prepareGuidanceSteps(study),
    waterfall: prepareRevisionWaterfall(study, reasonOf),
    quarters: prepareQuarterBars(study),
    issuers: prepareIssuerTable({ totals, announcements, study }),
    doubles,
    unknowns: listCapexUnknowns({ study, actuals, announcements, assumptions }),
    provenance: {
      scenario: `capex of ${String(study.year)}, ${setWords(study.link.set, study.link.set === 'four' ? 4 : 6)}; no saving enters`,
      ...computedVersions({ asOf, dataVersion }, modelVersion),
      source: 'filings and announcements as each row says; the open quarters and HBM by the model',
    },
  });
}
