/** What the saving has cost so far and what rebound has brought back, quarter by quarter, with the crossing if there is one. */
import type { BalanceQuarter } from '../../core/rebound/balance.ts';
import type { BandQuantiles } from '../../core/uncertainty/summary.ts';
import { numberCell, textCell, type ChartCard, type ColourToken } from '../chart-model.ts';
import {
  formatPct,
  formatQuarterLong,
  formatSignificant,
  formatUsdBn,
  formatUsdBnChange,
} from '../format.ts';
import { linearAxis, timeAxis } from '../plot-axis.ts';
import type { PlotRule, XyPlotModel, XyPoint, XySeries } from '../xy-plot-model.ts';
import { lastQuarterOf, type ReboundAnswers } from './rebound-answers.ts';
import { offsetRangeWords } from './rebound-headline.ts';
import { HBM_EVENTS } from '../timeline/event-choices.ts';

const UNIT = 'USD bn';
const NOT_DRAWN = 'not drawn';

type Band = Pick<BandQuantiles, 'p10' | 'p90'>;

/** Cumulative dollars by quarter; a point stands at the end of its quarter, where its sum is complete. */
export function prepareCrossingPlot(answers: ReboundAnswers): XyPlotModel {
  const { balance, draws } = answers;
  const { quarters } = balance;
  const bands = quarters.map((_, k): Band | null => draws?.byQuarterCumulativeChange[k] ?? null);
  const start = startOf(quarters[0]?.quarter ?? '');
  const end = endOf(lastQuarterOf(answers));
  const values = [
    ...quarters.flatMap(({ lostUsdBn, regainedUsdBn, netUsdBn }) => [lostUsdBn, regainedUsdBn, netUsdBn]),
    ...bands.flatMap((band) => (band === null ? [] : [band.p10, band.p90])),
  ];
  const line = (
    id: string,
    label: string,
    colour: ColourToken,
    read: (quarter: BalanceQuarter) => number,
  ): XySeries => ({
    id,
    label,
    colour,
    mark: 'line',
    form: 'reported',
    endLabel: label,
    points: [
      { x: start, y: 0, cardIndex: null },
      ...quarters.map((quarter, k) => ({ x: endOf(quarter.quarter), y: read(quarter), cardIndex: k })),
    ],
  });
  return {
    title: 'Lost and regained, HBM revenue since the start',
    summary: summarise(answers),
    notes: notesOf(answers),
    events: HBM_EVENTS,
    xAxis: timeAxis(start, end),
    yAxis: linearAxis(values, 'USD bn, cumulative'),
    series: [
      ...(draws === null ? [] : [netBand(start, quarters, bands)]),
      line('lost', 'lost, no rebound', 'c-deep', ({ lostUsdBn }) => lostUsdBn),
      line('regained', 'regained', 'c-sand', ({ regainedUsdBn }) => regainedUsdBn),
      line('net', 'net', 'c-water', ({ netUsdBn }) => netUsdBn),
    ],
    rules: rulesOf(answers),
    table: tableOf(quarters, bands),
    cards: quarters.map((quarter, k) => cardOf(quarter, bands[k] ?? null)),
    fileName: 'rebound-crossing',
  };
}

function netBand(
  start: number,
  quarters: readonly BalanceQuarter[],
  bands: readonly (Band | null)[],
): XySeries {
  const points = quarters.flatMap(({ quarter }, k): XyPoint[] => {
    const band = bands[k] ?? null;
    return band === null
      ? []
      : [{ x: endOf(quarter), y: null, low: band.p10, high: band.p90, cardIndex: null }];
  });
  return {
    id: 'net-range',
    label: 'net, 80 % range',
    colour: 'c-water',
    mark: 'band',
    form: 'derived',
    endLabel: null,
    points: [{ x: start, y: null, low: 0, high: 0, cardIndex: null }, ...points],
  };
}

/** T* where demand is back, and where the lines cross; one rule where both fall together. */
function rulesOf({ point, balance }: ReboundAnswers): readonly PlotRule[] {
  const back = point.offset.quarter;
  const paid = balance.paidBackQuarter;
  const rules: PlotRule[] = [];
  if (back !== null) {
    rules.push({ axis: 'x', value: startOf(back), label: `T* demand back, ${formatQuarterLong(back)}` });
  }
  if (paid !== null) {
    rules.push({ axis: 'x', value: endOf(paid), label: `loss paid back, ${formatQuarterLong(paid)}` });
  }
  return rules;
}

function summarise({ balance, point }: ReboundAnswers): string {
  const last = balance.quarters.at(-1);
  if (last === undefined) return '';
  const by = formatQuarterLong(last.quarter);
  const { lostUsdBn, regainedUsdBn, netUsdBn } = last;
  if (lostUsdBn === 0 && regainedUsdBn === 0) {
    return point.quarters.some(({ demandIndex }) => demandIndex < 1)
      ? `By ${by} the saving has cost nothing: order backlog and contracts take the whole fall of demand.`
      : `By ${by} nothing is lost and nothing regained.`;
  }
  if (lostUsdBn === 0) {
    return `Nothing is lost without rebound; by ${by} more use has added ${formatUsdBn(regainedUsdBn)}.`;
  }
  const lost = `By ${by} the saving would have cost ${formatUsdBn(lostUsdBn)} without rebound`;
  const share = formatPct((regainedUsdBn / lostUsdBn) * 100);
  return netUsdBn < 0
    ? `${lost}; more use brings back ${formatUsdBn(regainedUsdBn)} of it (${share}), which leaves ${formatUsdBnChange(netUsdBn)}.`
    : `${lost}; more use brings ${formatUsdBn(regainedUsdBn)} (${share} of it), a net of ${formatUsdBnChange(netUsdBn)}.`;
}

function notesOf(answers: ReboundAnswers): readonly string[] {
  const { point, balance, draws } = answers;
  const last = formatQuarterLong(lastQuarterOf(answers));
  const isEverBelow = point.quarters.some(({ demandIndex }) => demandIndex < 1);
  const words = offsetRangeWords(answers);
  return [
    'Lost: baseline less revenue at elasticity 0. Regained: revenue with rebound less that. Net: regained less lost. Queue and contracts count in all three.',
    draws === null
      ? 'The 80 % range of the net is missing until the runs are drawn.'
      : 'Band: 80 % range (P10–P90) of the net in the runs, quarter by quarter; in each run baseline, market and rebound are drawn together, so it holds the uncertainty of capex too. Runs give no band for lost and regained apart.',
    point.offset.quarter === null
      ? isEverBelow
        ? `No T*: demand stays below its baseline up to ${last}${words === null ? '' : `; 80 % range of T* in the runs: ${words}`}.`
        : `No T*: demand is never below its baseline up to ${last}.`
      : `T*: first quarter from which the demand index stays at 1 or above${words === null ? '' : `; 80 % range in the runs: ${words}`}.`,
    turnWords(balance.turnQuarter, balance.paidBackQuarter, last),
  ].filter((note) => note !== '');
}

function turnWords(turn: string | null, paidBack: string | null, last: string): string {
  if (turn === null) return '';
  const paid =
    paidBack === null
      ? `the loss is not paid back by ${last}`
      : `the loss is paid back by the end of ${formatQuarterLong(paidBack)}, where the two lines cross`;
  return `The net is lowest at the end of ${formatQuarterLong(turn)} and rises from there; ${paid}.`;
}

function tableOf(quarters: readonly BalanceQuarter[], bands: readonly (Band | null)[]): XyPlotModel['table'] {
  return {
    caption: 'Cumulative HBM revenue lost to the saving and regained by rebound',
    columns: [
      { label: 'Up to the end of', unit: null },
      { label: 'Lost, no rebound', unit: UNIT },
      { label: 'Regained', unit: UNIT },
      { label: 'Net', unit: UNIT },
      { label: 'Net, P10', unit: UNIT },
      { label: 'Net, P90', unit: UNIT },
      { label: 'Demand index', unit: 'of baseline' },
    ],
    rows: quarters.map((each, k) => [
      textCell(formatQuarterLong(each.quarter)),
      numberCell(each.lostUsdBn, (value) => formatSignificant(value), ''),
      numberCell(each.regainedUsdBn, (value) => formatSignificant(value), ''),
      numberCell(each.netUsdBn, (value) => formatSignificant(value), ''),
      numberCell(bands[k]?.p10 ?? null, (value) => formatSignificant(value), NOT_DRAWN),
      numberCell(bands[k]?.p90 ?? null, (value) => formatSignificant(value), NOT_DRAWN),
      numberCell(each.demandIndex, (value) => formatSignificant(value, 4), ''),
    ]),
    totals: null,
  };
}

function cardOf(quarter: BalanceQuarter, band: Band | null): ChartCard {
  return {
    title: `Up to the end of ${formatQuarterLong(quarter.quarter)}`,
    lines: [
      { label: 'Lost, no rebound', text: formatUsdBn(quarter.lostUsdBn), colour: 'c-deep' },
      { label: 'Regained', text: formatUsdBn(quarter.regainedUsdBn), colour: 'c-sand' },
      { label: 'Net', text: formatUsdBnChange(quarter.netUsdBn), colour: 'c-water' },
      ...(band === null
        ? []
        : [
            {
              label: 'Net, 80 % range',
              text: `${formatUsdBn(band.p10)} to ${formatUsdBn(band.p90)}`,
              colour: null,
            },
          ]),
      { label: 'Demand index', text: formatSignificant(quarter.demandIndex, 4), colour: null },
    ],
    footer: 'computed by the model',
  };
}

/** Decimal year at which a quarter begins. */
function startOf(quarter: string): number {
  return Number(quarter.slice(0, 4)) + (Number(quarter.slice(5)) - 1) / 4;
}

function endOf(quarter: string): number {
  return startOf(quarter) + 0.25;
}
