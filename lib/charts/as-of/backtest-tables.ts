/** The back-test as tables: capex without hindsight, HBM with it, and what was hindsight, run by run. */
import type { CapexTarget } from '../../core/backtest/capex-backtest.ts';
import type { HbmTarget } from '../../core/backtest/hbm-backtest.ts';
import type { Backtest, BacktestRun } from '../../core/backtest/run-backtest.ts';
import { numberCell, textCell } from '../chart-model.ts';
import { formatDate, formatUsdBn, formatUsdBnRange } from '../format.ts';
import { formatErrorPct } from './change-words.ts';
import type { NotedCell, NotedTable } from './noted-table.ts';

const usd = (label: string) => ({ label, unit: 'USD bn' });
const fileOnly = (label: string) => ({ ...usd(label), isFileOnly: true });

/** Key of the evidence of a capex target. */
export function capexKey({ asOf, set, label }: CapexTarget): string {
  return `capex:${asOf}:${set}:${label}`;
}

/** Key of the evidence of an HBM target. */
export function hbmKey({ asOf, vendor, label, kind }: HbmTarget): string {
  return `hbm:${asOf}:${vendor ?? 'market'}:${label}:${kind}`;
}

const SET_NAMES = { 'big-four': 'Big four', included: 'All six counted' } as const;

/** Expected against reported capex, one row a day, set and period. */
export function prepareCapexBacktestTable({ runs }: Backtest): NotedTable {
  return {
    caption: 'Capex expected on past days against what was reported since',
    columns: [
      { label: 'Day', unit: null },
      { label: 'Buyers', unit: null, isShort: true },
      { label: 'Period', unit: null, isShort: true },
      usd('Expected'),
      fileOnly('Low'),
      fileOnly('High'),
      usd('Came'),
      { label: 'Error', unit: 'percent' },
      { label: 'Of the open part', unit: 'percent' },
      usd('Reported then'),
      usd('Guided'),
      usd('Grown, assumed'),
    ],
    rows: runs.flatMap(({ capex }) => capex.map(capexRow)),
    totals: null,
    fileName: 'waterline-capex-backtest-errors',
  };
}

function capexRow(target: CapexTarget): NotedCell[] {
  const { asOf, set, label, expectedLowUsdBn: low, expectedHighUsdBn: high } = target;
  return [
    { value: asOf, text: formatDate(asOf) },
    textCell(SET_NAMES[set]),
    textCell(label),
    { ...money(target.expectedUsdBn), ...rangeNote(low, high), evidence: capexKey(target) },
    money(low),
    money(high),
    money(target.cameUsdBn),
    numberCell(target.errorPct, formatErrorPct, ''),
    numberCell(target.openErrorPct, formatErrorPct, ''),
    money(target.reportedThenUsdBn),
    money(target.guidedUsdBn),
    money(target.grownUsdBn),
  ];
}

function money(value: number): NotedCell {
  return numberCell(value, formatUsdBn, '');
}

function rangeNote(low: number, high: number): Pick<NotedCell, 'note'> {
  return low === high ? {} : { note: formatUsdBnRange(low, high) };
}

const KIND_WORDS = {
  disclosed: 'disclosed',
  estimate: 'estimate, after',
  forecast: 'forecast or undated',
} as const;

/** HBM of the market or of vendors, one row a day and period. */
export function prepareHbmBacktestTable({ runs }: Backtest, whose: 'market' | 'vendors'): NotedTable {
  const isChosen = ({ vendor }: HbmTarget): boolean => (vendor === null) === (whose === 'market');
  return {
    caption: `HBM revenue of ${whose === 'market' ? 'the market' : 'vendors'} by the model of past days against what was published since`,
    columns: [
      { label: 'Day', unit: null },
      { label: 'Whose', unit: null, isShort: true, isFileOnly: whose === 'market' },
      { label: 'Period', unit: null, isShort: true },
      usd('Model'),
      fileOnly('Low'),
      fileOnly('High'),
      usd('Published since'),
      fileOnly('Lowest'),
      fileOnly('Highest'),
      { label: 'What it is', unit: null, isShort: true },
      { label: 'Error', unit: 'percent' },
      { label: 'Inside the range', unit: null },
    ],
    rows: runs.flatMap(({ hbm }) => hbm.filter(isChosen).map(hbmRow)),
    totals: null,
    fileName: `waterline-hbm-backtest-${whose}`,
  };
}

function hbmRow(target: HbmTarget): NotedCell[] {
  const { asOf, vendor, label, model, came, kind, errorPct, isInside, noTest } = target;
  return [
    { value: asOf, text: formatDate(asOf) },
    textCell(vendor ?? 'Market'),
    textCell(label),
    { ...money(model.point), ...rangeNote(model.low, model.high), evidence: hbmKey(target) },
    money(model.low),
    money(model.high),
    { ...money(came.pointUsdBn), ...rangeNote(came.lowUsdBn, came.highUsdBn) },
    money(came.lowUsdBn),
    money(came.highUsdBn),
    textCell(KIND_WORDS[kind]),
    numberCell(errorPct, formatErrorPct, 'no test'),
    textCell(isInside === null ? (noTest ?? '') : isInside ? 'yes' : 'no'),
  ];
}

/** What a run used that was not known on its day, as sentences. */
export interface HindsightNote {
  readonly asOf: string;
  readonly factor: string;
  readonly sentences: readonly string[];
}

/** One note a run. */
export function prepareHindsightNotes({ runs }: Backtest): HindsightNote[] {
  return runs.map(({ asOf, hindsight, calibration }) => {
    const { inputCount, hindsightCount, newestOn, kinds } = hindsight;
    const parts = kinds.map(({ kind, count }) => `${kind} ${String(count)}`).join(', ');
    const dated =
      hindsightCount === 0 || newestOn === null
        ? `All ${String(inputCount)} assumptions behind the HBM figures were written by then.`
        : `${String(hindsightCount)} of ${String(inputCount)} assumptions behind the HBM figures were written later (newest ${formatDate(newestOn)}): ${parts}. Only the capex facts are of the day.`;
    const { low, point, high } = calibration.factor;
    return {
      asOf,
      factor: `${point.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`,
      sentences: [dated, ...calibration.warnings],
    };
  });
}

/** Errors of the capex targets of the big four: how many, and their spread. */
export interface ErrorSpread {
  readonly count: number;
  readonly tooLow: number;
  readonly lowPct: number;
  readonly medianPct: number;
  readonly highPct: number;
  /** Those that rest on guides of the day alone, without growth by assumption: lowest and highest; null without one. */
  readonly guidesAlone: { readonly count: number; readonly lowPct: number; readonly highPct: number } | null;
}

/** Spread over all runs; null without a target. */
export function spreadOfErrors(runs: readonly BacktestRun[]): ErrorSpread | null {
  const targets = runs.flatMap(({ capex }) => capex.filter(({ set }) => set === 'big-four'));
  const errors = targets.map(({ errorPct }) => errorPct).sort((a, b) => a - b);
  const guided = targets.filter(({ grownUsdBn }) => grownUsdBn === 0).map(({ errorPct }) => errorPct);
  const [low] = errors;
  const high = errors.at(-1);
  if (low === undefined || high === undefined) return null;
  const middle = Math.floor(errors.length / 2);
  const upper = errors[middle] ?? low;
  return {
    count: errors.length,
    tooLow: errors.filter((error) => error < 0).length,
    lowPct: low,
    medianPct: errors.length % 2 === 1 ? upper : ((errors[middle - 1] ?? low) + upper) / 2,
    highPct: high,
    guidesAlone:
      guided.length === 0
        ? null
        : { count: guided.length, lowPct: Math.min(...guided), highPct: Math.max(...guided) },
  };
}

/** How many were too low, and what guides alone came to. */
export function spreadWords({ count, tooLow, guidesAlone }: ErrorSpread): string {
  const all = `${String(tooLow)} of ${String(count)} too low`;
  if (guidesAlone === null) return `${all}; every one rests in part on assumed growth`;
  const { count: own, lowPct, highPct } = guidesAlone;
  const range =
    own === 1 ? formatErrorPct(lowPct) : `${formatErrorPct(lowPct)} to ${formatErrorPct(highPct)}`;
  return `${all}; by guides alone (${String(own)}) ${range}`;
}
