/** How the outputs of a run are called and written. */
import type { ExposureWorld } from '../../core/exposure/types.ts';
import { formatPct, formatSignificant, formatUsdBn, formatUsdBnChange } from '../format.ts';

export interface OutputWords {
  readonly id: string;
  /** As a sentence has it. */
  readonly name: string;
  readonly axisTitle: string;
  /** Whether 0 means that nothing changes. */
  readonly isChange: boolean;
  readonly format: (value: number) => string;
}

const FIXED: readonly OutputWords[] = [
  {
    id: 'total.changePct',
    name: 'the change of HBM revenue over the horizon',
    axisTitle: 'change of HBM revenue, %',
    isChange: true,
    format: formatPct,
  },
  {
    id: 'total.changeUsdBn',
    name: 'the change of HBM revenue over the horizon in dollars',
    axisTitle: 'change of HBM revenue, USD bn',
    isChange: true,
    format: formatUsdBnChange,
  },
  {
    id: 'total.hbmUsdBn',
    name: 'HBM revenue over the horizon',
    axisTitle: 'HBM revenue, USD bn',
    isChange: false,
    format: formatUsdBn,
  },
  {
    id: 'lastQuarter.revenueRatio',
    name: 'HBM revenue in the last quarter, relative to the baseline',
    axisTitle: 'last quarter relative to the baseline',
    isChange: false,
    format: multiple,
  },
  {
    id: 'offset.revenueLostUsdBn',
    name: 'the revenue lost until demand is back',
    axisTitle: 'revenue lost, USD bn',
    isChange: false,
    format: formatUsdBn,
  },
  {
    id: 'steadyState.revenueRatio',
    name: 'long-run HBM revenue, relative to the baseline',
    axisTitle: 'long-run revenue relative to the baseline',
    isChange: false,
    format: multiple,
  },
  {
    id: 'steadyState.demandIndex',
    name: 'long-run demand, relative to the baseline',
    axisTitle: 'long-run demand relative to the baseline',
    isChange: false,
    format: multiple,
  },
  {
    id: 'breakEvenElasticity',
    name: 'the break-even elasticity',
    axisTitle: 'break-even elasticity',
    isChange: false,
    format: (value) => formatSignificant(value),
  },
];

function multiple(value: number): string {
  return `× ${formatSignificant(value)}`;
}

/** Words of every output that a run may be asked for; an output without any is called by its id. */
export function describeOutput(id: string, world: ExposureWorld): OutputWords {
  const fixed = FIXED.find((words) => words.id === id);
  if (fixed !== undefined) return fixed;
  const year = /^hbmUsdBn\.(\d{4})$/.exec(id)?.[1];
  if (year !== undefined) {
    const name = `HBM revenue in ${year}`;
    return { id, name, axisTitle: `${name}, USD bn`, isChange: false, format: formatUsdBn };
  }
  const [, ticker = '', measure = ''] = /^vendors\.(.+)\.(\w+)$/.exec(id) ?? [];
  const vendor =
    ticker === 'other'
      ? 'other vendors'
      : (world.vendors.find((one) => one.ticker === ticker)?.name ?? ticker);
  switch (measure) {
    case 'changePct':
      return vendorWords(id, vendor, 'HBM revenue', '%', formatPct);
    case 'ebitChangeUsdBn':
      return vendorWords(id, vendor, 'operating profit', 'USD bn', formatUsdBnChange);
    case 'valueChangePct':
      return vendorWords(id, vendor, 'value', '% of market value', formatPct);
    default:
      return { id, name: id, axisTitle: id, isChange: false, format: (value) => formatSignificant(value) };
  }
}

function vendorWords(
  id: string,
  vendor: string,
  what: string,
  unit: string,
  format: OutputWords['format'],
): OutputWords {
  return {
    id,
    name: `the change of ${vendor}’s ${what} over the horizon`,
    axisTitle: `change of ${vendor}’s ${what}, ${unit}`,
    isChange: true,
    format,
  };
}
