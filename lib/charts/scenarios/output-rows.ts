/** Rows of the compare table that are computed: each scenario's outputs with their ranges. */
import type { UncertaintyAnswer } from '../../core/uncertainty/types.ts';
import type { ExposureVendor } from '../../core/exposure/types.ts';
import {
  formatFraction,
  formatQuarterLong,
  formatSignificant,
  formatUsdBn,
  formatUsdBnChange,
} from '../format.ts';
import { changeUsdBn } from '../headline.ts';
import type { CompareCell, CompareRow } from './compare-model.ts';
import { formatPctChange, formatTimes } from './compared-outputs.ts';
import { NO_DRAWS, rangeOfDraws, rangeText, type ComparedRun } from './compared-run.ts';

/** Figures of the table, each with evidence under `<figure>:<slot>`. */
export const OUTPUT_FIGURES = [
  'change',
  'changePct',
  'runRate',
  'breakEven',
  'offset',
  'fall',
  'longRun',
  'longRunRevenue',
] as const;
export type OutputFigure = (typeof OUTPUT_FIGURES)[number];

export interface WrittenFigure {
  readonly value: number | string | null;
  readonly text: string;
  readonly note: string | null;
}

export const FIGURE_LABELS: Readonly<
  Record<OutputFigure, { readonly label: string; readonly unit: string }>
> = {
  change: { label: 'Change of HBM revenue', unit: 'USD bn over the horizon' },
  changePct: { label: 'Change of HBM revenue', unit: '% of the baseline' },
  runRate: { label: 'Run rate in the last quarter', unit: '% against the baseline' },
  breakEven: { label: 'Break-even elasticity', unit: 'elasticity of usage' },
  offset: { label: 'Demand back at its baseline', unit: 'quarter' },
  fall: { label: 'HBM revenue falls', unit: 'share of draws' },
  longRun: { label: 'Long-run demand', unit: 'times the baseline' },
  longRunRevenue: { label: 'Long-run HBM revenue', unit: 'times the baseline' },
};

/** One figure of a run as the table writes it. */
export function writeFigure(figure: OutputFigure, { answer, change: draws }: ComparedRun): WrittenFigure {
  const { steadyState, breakEvenElasticity, total } = answer;
  switch (figure) {
    case 'change': {
      const change = changeUsdBn(answer);
      return { value: change, text: formatUsdBnChange(change), note: rangeText(rangeOfDraws(draws), draws) };
    }
    case 'changePct':
      return {
        value: total.changePct,
        text: formatPctChange(total.changePct),
        note: `of ${formatUsdBn(total.baselineHbmUsdBn)}`,
      };
    case 'runRate': {
      const last = answer.quarters.at(-1);
      if (last === undefined) return { value: null, text: 'no quarter', note: null };
      const percent = (last.revenueRatio - 1) * 100;
      return {
        value: percent,
        text: formatPctChange(percent),
        note: `in ${formatQuarterLong(last.quarter)}`,
      };
    }
    case 'breakEven':
      return breakEvenElasticity === null
        ? { value: null, text: 'none offsets', note: null }
        : { value: breakEvenElasticity, text: formatSignificant(breakEvenElasticity), note: null };
    case 'offset':
      return writeOffset(answer.offset.quarter, answer.quarters, draws);
    case 'fall':
      return draws === null
        ? { value: null, text: NO_DRAWS, note: null }
        : { value: draws.probabilityOfFall, text: formatFraction(draws.probabilityOfFall), note: null };
    case 'longRun':
      return { value: steadyState.demandIndex, text: formatTimes(steadyState.demandIndex), note: null };
    case 'longRunRevenue':
      return { value: steadyState.revenueRatio, text: formatTimes(steadyState.revenueRatio), note: null };
  }
}

function writeOffset(
  quarter: string | null,
  quarters: ComparedRun['answer']['quarters'],
  draws: UncertaintyAnswer | null,
): WrittenFigure {
  const chance = draws?.probabilityOfOffset ?? null;
  const note = chance === null ? null : `in ${formatFraction(chance)} of the draws that fall`;
  if (quarter !== null) return { value: quarter, text: formatQuarterLong(quarter), note };
  const fell = quarters.some(({ demandIndex }) => demandIndex < 1);
  return fell
    ? { value: null, text: 'not by the end', note }
    : { value: null, text: 'never below', note: null };
}

/** All rows: the figures, then what each vendor's value does. */
export function listOutputRows(runs: readonly ComparedRun[]): readonly CompareRow[] {
  const rows = OUTPUT_FIGURES.map((figure): CompareRow => ({
    key: figure,
    ...FIGURE_LABELS[figure],
    unitNote: FIGURE_LABELS[figure].unit,
    cells: toCells(runs, (run) => ({ ...writeFigure(figure, run), evidence: `${figure}:${run.slot}` })),
    fallback: null,
    source: null,
  }));
  return [...rows, ...vendorRows(runs)];
}

/** Vendors of which some scenario changes the value, with or without a known market value. */
export function movedVendors(runs: readonly ComparedRun[]): readonly ExposureVendor[] {
  const [first] = runs;
  return (first?.answer.vendors ?? []).filter(({ ticker }) =>
    runs.some(({ answer }) => (valueOf(answer.vendors, ticker)?.valueChangeUsdBn ?? 0) !== 0),
  );
}

function vendorRows(runs: readonly ComparedRun[]): CompareRow[] {
  return movedVendors(runs).map(({ ticker, name, marketCapUsdBn }) => ({
    key: `value:${ticker}`,
    label: `Value change, ${name}`,
    unit: marketCapUsdBn === null ? 'USD bn' : '% of market value',
    unitNote: marketCapUsdBn === null ? 'USD bn' : '% of market value',
    cells: toCells(runs, (run) => ({
      ...writeVendor(valueOf(run.answer.vendors, ticker)),
      evidence: `value:${run.slot}:${ticker}`,
    })),
    fallback: null,
    source: null,
  }));
}

export function valueOf(vendors: readonly ExposureVendor[], ticker: string): ExposureVendor | undefined {
  return vendors.find((vendor) => vendor.ticker === ticker);
}

/** A vendor's value change: percent with dollars below it, or dollars where no market value is known. */
export function writeVendor(vendor: ExposureVendor | undefined): WrittenFigure {
  if (vendor === undefined) return { value: null, text: 'not modelled', note: null };
  const { valueChangePct, valueChangeUsdBn } = vendor;
  const dollars = formatUsdBnChange(valueChangeUsdBn);
  return valueChangePct === null
    ? { value: valueChangeUsdBn, text: dollars, note: null }
    : { value: valueChangePct, text: formatPctChange(valueChangePct), note: dollars };
}

function toCells(
  runs: readonly ComparedRun[],
  write: (run: ComparedRun) => WrittenFigure & { readonly evidence: string },
): readonly CompareCell[] {
  const written = runs.map(write);
  return written.map((cell, i) => ({ ...cell, isDifferent: i > 0 && cell.text !== written[0]?.text }));
}
