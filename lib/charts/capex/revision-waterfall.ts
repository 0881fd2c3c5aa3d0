/** From one sum of guides to the newest, one bar a revision; they add up. */
import type { GuidanceStep, StepCause } from '../../core/demand/guidance-history.ts';
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import { numberCell, textCell, type ChartCard, type ColourToken } from '../chart-model.ts';
import { formatDate } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { issuerColour } from '../prepare-capex-bars.ts';
import type { MarkForm } from '../xy-plot-model.ts';
import {
  CAUSE_WORDS,
  formatBnChange,
  formatGuide,
  formatGuideChange,
  formatGuideRange,
  shortIssuer,
} from './capex-words.ts';
import type { CapexStudy } from './capex-study.ts';

/** A change of measure is no spending: dotted and without an issuer's colour. */
const FORMS: Readonly<Record<StepCause, MarkForm>> = {
  revision: 'reported',
  measure: 'assumption',
  split: 'derived',
  outcome: 'estimate',
};

const LEGEND_WORDS: Readonly<Record<StepCause, string>> = {
  revision: 'new guide',
  measure: 'change of measure',
  split: 'fiscal guide split anew',
  outcome: 'reported against the guide',
};

const SENTENCE_WORDS: Readonly<Record<StepCause, string>> = {
  revision: 'new guides',
  measure: 'a change of measure',
  split: 'fiscal guides split anew',
  outcome: 'what was reported against them',
};

/** Beside a bar there is little room. */
const SHORT_WORDS: Readonly<Record<Exclude<StepCause, 'revision'>, string>> = {
  measure: 'measure',
  split: 'split',
  outcome: 'reported',
};

function colourOf({ cause, ticker }: GuidanceStep): ColourToken {
  return cause === 'measure' ? 'c-muted' : issuerColour(ticker);
}

function stepBar(step: GuidanceStep, from: number): PlotBar {
  const words = step.cause === 'revision' ? '' : `, ${SHORT_WORDS[step.cause]}`;
  return {
    label: shortIssuer(step.issuer),
    sublabel: `${formatDate(step.knownOn)}${words}`,
    segments: [{ from, to: from + step.pointUsdBn, colour: colourOf(step), form: FORMS[step.cause] }],
    whisker: null,
    valueLabel: formatGuideChange(step.pointUsdBn),
  };
}

function stepCard(step: GuidanceStep, reason: string | null): ChartCard {
  const range = formatGuideRange(step);
  return {
    title: `${step.issuer}, ${formatDate(step.knownOn)}`,
    lines: [
      {
        label: CAUSE_WORDS[step.cause],
        text: formatGuideChange(step.pointUsdBn),
        colour: colourOf(step),
      },
      ...(range === null ? [] : [{ label: 'Low and high', text: range, colour: null }]),
    ],
    footer: reason ?? step.announcementId ?? 'from filings',
  };
}

/** Bars from the first sum to the newest; null when there is no sum or nothing moved. */
export function prepareRevisionWaterfall(
  { change, year, asOf }: CapexStudy,
  reasonOf: (announcementId: string | null) => string | null,
): BarPlotModel | null {
  if (change === null || change.steps.length === 0) return null;
  const { from, to, steps, byCause } = change;
  const total = to.pointUsdBn - from.pointUsdBn;
  let at = 0;
  const stepBars = steps.map((step) => {
    const bar = stepBar(step, at);
    at += step.pointUsdBn;
    return bar;
  });
  const end = (label: string, sublabel: string, usdBn: number, valueLabel: string): PlotBar => ({
    label,
    sublabel,
    segments: [{ from: 0, to: usdBn, colour: 'c-water', form: 'reported' }],
    whisker: null,
    valueLabel,
  });
  const bars = [
    end(formatDate(from.knownOn), 'sum of guides', 0, formatGuide(from.pointUsdBn)),
    ...stepBars,
    end(formatDate(to.knownOn), 'newest sum', total, formatGuide(to.pointUsdBn)),
  ];
  const causes = (['revision', 'measure', 'split', 'outcome'] as const).filter((cause) =>
    steps.some((step) => step.cause === cause),
  );
  const apart = causes
    .filter((cause) => cause !== 'revision')
    .map((cause) => `${formatGuideChange(byCause[cause].pointUsdBn)} by ${SENTENCE_WORDS[cause]}`);
  return {
    title: `What moved the sum for ${String(year)}`,
    summary:
      `New guides: ${formatGuideChange(byCause.revision.pointUsdBn)} since ${formatDate(from.knownOn)}` +
      `${apart.length === 0 ? '' : `; ${apart.join(', ')}`}. The bars add up to ${formatGuideChange(total)}.`,
    notes: [
      'Bars show changes from the first sum, so that small ones can be read; the sums themselves stand beside the ends.',
      ...steps.flatMap((step) => {
        const reason = step.cause === 'measure' ? reasonOf(step.announcementId) : null;
        return reason === null ? [] : [`${shortIssuer(step.issuer)}: ${reason}`];
      }),
    ],
    valueAxis: linearAxis(
      bars.flatMap(({ segments }) => segments.flatMap((segment) => [segment.from, segment.to])),
      `USD bn, change since ${formatDate(from.knownOn)}`,
    ),
    connectors: true,
    bars,
    rules: [],
    legend:
      causes.length < 2
        ? []
        : causes.map((cause) => ({ label: LEGEND_WORDS[cause], colour: 'c-muted', form: FORMS[cause] })),
    table: {
      caption: `Changes of the sum from ${formatDate(from.knownOn)} to ${formatDate(to.knownOn)}`,
      columns: [
        { label: 'Day', unit: null },
        { label: 'Issuer', unit: null },
        { label: 'Point', unit: 'USD bn' },
        { label: 'Low', unit: 'USD bn' },
        { label: 'High', unit: 'USD bn' },
        { label: 'Cause', unit: null },
        { label: 'Guide', unit: null },
      ],
      rows: steps.map((step) => [
        { value: step.knownOn, text: formatDate(step.knownOn) },
        textCell(step.issuer),
        numberCell(step.pointUsdBn, formatBnChange, ''),
        numberCell(step.lowUsdBn, formatBnChange, ''),
        numberCell(step.highUsdBn, formatBnChange, ''),
        textCell(CAUSE_WORDS[step.cause]),
        textCell(step.announcementId ?? 'from filings'),
      ]),
      totals: [
        textCell('Together'),
        textCell(''),
        numberCell(total, formatBnChange, ''),
        numberCell(to.lowUsdBn - from.lowUsdBn, formatBnChange, ''),
        numberCell(to.highUsdBn - from.highUsdBn, formatBnChange, ''),
        textCell(''),
        textCell(''),
      ],
    },
    cards: [
      {
        title: formatDate(from.knownOn),
        lines: [{ label: 'Sum of guides', text: formatGuide(from.pointUsdBn), colour: 'c-water' }],
        footer: 'where the change begins',
      },
      ...steps.map((step) => stepCard(step, reasonOf(step.announcementId))),
      {
        title: formatDate(to.knownOn),
        lines: [
          { label: 'Sum of guides', text: formatGuide(to.pointUsdBn), colour: 'c-water' },
          { label: 'As printed', text: formatGuideChange(total), colour: null },
        ],
        footer: 'the newest sum',
      },
    ],
    fileName: `capex-revisions-${String(year)}-${asOf}`,
  };
}
