/** Title, value and range of a figure whose evidence is asked for. */
import type { ExposureAnswer, ExposureWorld, UsedInput } from '../core/exposure/types.ts';
import type { DescribedFigure } from './described-figure.ts';
import { formatInputRangeOf, formatInputValue } from './evidence-inputs.ts';
import {
  formatPct,
  formatQuarterLong,
  formatSignificant,
  formatUsdBn,
  formatUsdBnChange,
  formatUsdBnRange,
} from './format.ts';
import { changeUsdBn, type EvidenceKey } from './headline.ts';
import { rangesOf, type Ends, type OverviewAnswers } from './overview-ranges.ts';
import { describeVendorFigure, parseVendorKey } from './vendor-evidence.ts';

/** Null when the key names nothing in the answers. `input` is the input that the key names, if it is one. */
export function describeFigure(
  world: ExposureWorld,
  answers: OverviewAnswers,
  key: EvidenceKey,
  input: UsedInput | null,
): DescribedFigure | null {
  const { point } = answers;
  const ranges = rangesOf(answers);
  if (input !== null)
    return { title: input.name, value: formatInputValue(input), range: formatInputRangeOf(input) };
  const named = parseVendorKey(key);
  if (named !== null) return describeVendorFigure(answers, named.measure, named.ticker);
  if (key.startsWith('capex:')) return describeCapex(world, Number(key.slice('capex:'.length)));
  const parts = point.attributionUsdBn;
  const last = point.quarters.at(-1);
  switch (key) {
    case 'change':
      return spanning('Change of HBM revenue', changeUsdBn(point), ranges?.changeUsdBn, formatUsdBnChange);
    case 'baseline':
      return {
        title: `Baseline HBM revenue, ${span(point)}`,
        value: formatUsdBn(point.total.baselineHbmUsdBn),
        range: null,
      };
    case 'runRate':
      return spanning(
        `Run rate in ${formatQuarterLong(last?.quarter ?? '')}`,
        ((last?.revenueRatio ?? 1) - 1) * 100,
        ranges?.runRatePct,
        formatPct,
      );
    case 'breakEven': {
      const value = point.breakEvenElasticity;
      return {
        title: 'Break-even elasticity',
        value: value === null ? 'none' : formatSignificant(value),
        range: null,
      };
    }
    case 'offset':
      return {
        title: 'Quarter from which demand is back',
        value:
          point.offset.quarter === null ? 'not within the horizon' : formatQuarterLong(point.offset.quarter),
        range: null,
      };
    case 'longRun':
      return spanning(
        'Long-run demand index',
        point.steadyState.demandIndex,
        ranges?.longRunIndex ?? undefined,
        (index) => `× ${formatSignificant(index)}`,
      );
    case 'backlog':
      return { title: 'Absorbed by the order backlog', value: formatUsdBnChange(parts.backlog), range: null };
    case 'contract':
      return { title: 'Absorbed by contracts', value: formatUsdBnChange(parts.contract), range: null };
    case 'price':
      return { title: 'Change by price', value: formatUsdBnChange(parts.price), range: null };
    case 'volume':
      return { title: 'Change by volume', value: formatUsdBnChange(parts.volume), range: null };
    default:
      return null;
  }
}

function spanning(
  title: string,
  value: number,
  ends: Ends | undefined,
  write: (value: number) => string,
): DescribedFigure {
  return {
    title,
    value: write(value),
    range: ends === undefined ? null : `${write(ends[0])} to ${write(ends[1])}`,
  };
}

function describeCapex(world: ExposureWorld, year: number): DescribedFigure | null {
  const rows = world.issuerYears.filter((row) => row.year === year);
  if (rows.length === 0) return null;
  const sum = (read: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((total, row) => total + read(row), 0);
  const [low, high] = [sum((row) => row.lowUsdBn), sum((row) => row.highUsdBn)];
  return {
    title: `Capex of the issuers in ${String(year)}`,
    value: formatUsdBn(sum((row) => row.pointUsdBn)),
    range: low === high ? null : formatUsdBnRange(low, high),
  };
}

function span(answer: ExposureAnswer): string {
  const first = answer.quarters[0]?.quarter ?? '';
  return `${formatQuarterLong(first)} to ${formatQuarterLong(answer.quarters.at(-1)?.quarter ?? '')}`;
}
