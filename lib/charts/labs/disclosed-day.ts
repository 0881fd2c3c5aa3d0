/** DeepSeek's disclosed day: what was published beside what the stored facts and the roofline give. */
import { DISCLOSED_DAY, type DeepSeekDay } from '../../core/labs/deepseek-day.ts';
import { REALISED_SHARE } from '../../core/labs/deployment.ts';
import { evidenceOf, type FigureEvidence } from '../figure-evidence.ts';
import { formatFraction, formatFractionRange, formatSignificant } from '../format.ts';
import { formatListPrice, formatModelledPrice } from './price-format.ts';

export interface DayRow {
  readonly label: string;
  /** As the disclosure prints it; words when it prints none. */
  readonly disclosed: string;
  readonly recomputed: string;
  readonly how: string;
}

/** A whole number with its thousands parted. */
const whole = (value: number): string =>
  formatSignificant(Math.round(value), String(Math.round(Math.abs(value))).length);
const dollars = (value: number): string => `$${whole(value)}`;

/** Rows of the comparison. */
export function prepareDayRows(day: DeepSeekDay): DayRow[] {
  return [
    {
      label: 'Cost of the day',
      disclosed: dollars(DISCLOSED_DAY.costUsd),
      recomputed: dollars(day.costUsd),
      how: `${String(day.averageNodes)} nodes × ${String(DISCLOSED_DAY.gpusPerNode)} GPUs × ${String(DISCLOSED_DAY.hours)} h × $${String(DISCLOSED_DAY.usdPerGpuHour)}`,
    },
    {
      label: 'Revenue at R1 list prices',
      disclosed: dollars(DISCLOSED_DAY.revenueUsd),
      recomputed: dollars(day.revenueUsd),
      how: 'uncached, cached and output tokens of the day at their prices; tokens are published to the nearest billion',
    },
    {
      label: 'Gross margin',
      disclosed: formatFraction(1 - DISCLOSED_DAY.costUsd / DISCLOSED_DAY.revenueUsd),
      recomputed: formatFraction(day.grossMargin),
      how: 'theoretical: not every token was billed, and V3 sold below R1',
    },
    {
      label: 'Profit over cost',
      disclosed: `${whole(DISCLOSED_DAY.costProfitShare * 100)} %`,
      recomputed: `${whole(day.costProfitShare * 100)} %`,
      how: 'revenue over cost, less one',
    },
    {
      label: 'Cost per million tokens',
      disclosed: 'not printed',
      recomputed: formatListPrice(Number(day.costUsdPerMtok.toPrecision(3))),
      how: 'cost over all tokens, cached input counted',
    },
    {
      label: 'Roofline of DeepSeek-V3 on H100-class at $2',
      disclosed: 'not printed',
      recomputed:
        day.rooflineUsdPerMtok === null ? 'cannot be computed' : formatModelledPrice(day.rooflineUsdPerMtok),
      how: 'nothing idle, every limit at the registry’s utilisation',
    },
    {
      label: 'Share of the roofline realised',
      disclosed: 'not printed',
      recomputed: day.realisedShare === null ? 'cannot be computed' : formatFraction(day.realisedShare),
      how: 'roofline over bill: idle hours, load balance and everything the roofline leaves out',
    },
    {
      label: 'Average over peak nodes',
      disclosed: formatFraction(day.loadShare),
      recomputed: formatFraction(day.loadShare),
      how: `${String(day.averageNodes)} of ${String(day.peakNodes)}`,
    },
  ];
}

const SOURCE = {
  title: 'Day 6: DeepSeek-V3/R1 Inference System Overview',
  url: DISCLOSED_DAY.url,
  publishedOn: '2025-03-01',
  where: 'statistics of 27 to 28 February 2025',
};

/** Evidence of the disclosed margin. */
export function dayEvidence(day: DeepSeekDay): FigureEvidence {
  return evidenceOf({
    title: 'DeepSeek’s disclosed day, recomputed',
    value: formatFraction(day.grossMargin),
    words:
      'Cost is nodes times an assumed rent of two dollars a GPU-hour; revenue is every token at the list price of R1. DeepSeek itself calls it theoretical.',
    formula: '1 − cost / revenue',
    steps: prepareDayRows(day).map(({ label, how, recomputed }) => ({ label, note: how, value: recomputed })),
    sources: [SOURCE],
  });
}

/** Evidence of the share of the roofline that a fleet realises. */
export function realisedShareEvidence(day: DeepSeekDay): FigureEvidence {
  return evidenceOf({
    title: 'Share of the roofline that a fleet realises',
    value: formatFraction(REALISED_SHARE.point),
    range: formatFractionRange(REALISED_SHARE.low, REALISED_SHARE.high),
    rangeWords: 'from DeepSeek’s bill to its average over peak nodes',
    grade: 'assumption',
    words:
      'The roofline is a floor: it knows no idle hours, no imbalance between experts, no network. Low end: all of the gap to DeepSeek’s bill is put down to this. High end: nothing is lost but idle hours. Point: the geometric mean.',
    steps: prepareDayRows(day)
      .slice(-4)
      .map(({ label, how, recomputed }) => ({ label, note: how, value: recomputed })),
    sources: [SOURCE],
    notes: ['One day of one lab; taken for every lab for want of another disclosure.'],
  });
}
