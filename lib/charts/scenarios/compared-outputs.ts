/** The outputs that scenarios are compared by, in the units of the page. */
import type { ExposureAnswer } from '../../core/exposure/types.ts';
import { MODELLED_VENDORS } from '../../core/market/modelled-vendors.ts';
import type { ComparedOutput } from '../../core/scenario/compare-link.ts';
import { formatPct, formatSignificant, formatUsdBn, formatUsdBnChange } from '../format.ts';
import { changeUsdBn } from '../headline.ts';

export interface OutputWords {
  readonly label: string;
  /** For axes and files. */
  readonly unit: string;
  /** Of the engine's value: the page's. */
  readonly scale: (value: number) => number;
  /** Writes a value in the page's unit. */
  readonly write: (value: number) => string;
  /** The engine's value with every input at its point; null where there is none. */
  readonly read: (answer: ExposureAnswer) => number | null;
  /** Why there may be none. */
  readonly absence: string;
}

const asIs = (value: number): number => value;

/** A change in percent with its sign always written. */
export function formatPctChange(percent: number): string {
  return `${percent > 0 ? '+' : ''}${formatPct(percent)}`;
}

export function formatTimes(value: number): string {
  return `× ${formatSignificant(value)}`;
}

const VENDOR_OUTPUT = /^vendors\.(.+)\.valueChangePct$/;

/** Words of an output. */
export function describeOutput(id: ComparedOutput): OutputWords {
  const ticker = VENDOR_OUTPUT.exec(id)?.[1];
  if (ticker !== undefined) return vendorValue(ticker);
  switch (id) {
    case 'total.changePct':
      return {
        label: 'Change of HBM revenue, %',
        unit: '% of the baseline over the horizon',
        scale: asIs,
        write: formatPctChange,
        read: ({ total }) => total.changePct,
        absence: '',
      };
    case 'lastQuarter.revenueRatio':
      return {
        label: 'Run rate in the last quarter',
        unit: '% against the baseline',
        scale: (ratio) => (ratio - 1) * 100,
        write: formatPctChange,
        read: ({ quarters }) => quarters.at(-1)?.revenueRatio ?? null,
        absence: '',
      };
    case 'steadyState.demandIndex':
      return {
        label: 'Long-run demand',
        unit: 'times the baseline',
        scale: asIs,
        write: formatTimes,
        read: ({ steadyState }) => steadyState.demandIndex,
        absence: '',
      };
    case 'offset.revenueLostUsdBn':
      return {
        label: 'Lost until demand is back',
        unit: 'USD bn',
        scale: asIs,
        write: formatUsdBn,
        read: ({ offset }) => offset.revenueLostUsdBn,
        absence: '',
      };
    case 'breakEvenElasticity':
      return {
        label: 'Break-even elasticity',
        unit: 'elasticity of usage',
        scale: asIs,
        write: formatSignificant,
        read: ({ breakEvenElasticity }) => breakEvenElasticity,
        absence: 'none offsets',
      };
    default:
      return {
        label: 'Change of HBM revenue',
        unit: 'USD bn over the horizon',
        scale: asIs,
        write: formatUsdBnChange,
        read: changeUsdBn,
        absence: '',
      };
  }
}

function vendorValue(ticker: string): OutputWords {
  const name = MODELLED_VENDORS.find((vendor) => vendor.ticker === ticker)?.name ?? ticker;
  return {
    label: `Value change, ${name}`,
    unit: '% of market value',
    scale: asIs,
    write: formatPctChange,
    read: ({ vendors }) => vendors.find((vendor) => vendor.ticker === ticker)?.valueChangePct ?? null,
    absence: 'no market value is known',
  };
}
