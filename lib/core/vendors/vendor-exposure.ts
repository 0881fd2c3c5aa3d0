/** What the default scenario does to each vendor, with the range that the range of the saving gives. */
import { evaluateExposure } from '../exposure/evaluate.ts';
import type { ExposureAnswer, ExposureVendor, ExposureWorld, UsedInput } from '../exposure/types.ts';
import type { Absence } from './figure.ts';

/** Value change under the default scenario; ends are the answers at the low and high of the saving. */
export interface VendorExposure {
  readonly row: ExposureVendor;
  readonly valueChangeUsdBn: Ends;
  /** Percent of market value; null where no market value was known. */
  readonly valueChangePct: Ends | null;
  readonly memorySaving: DefaultSaving;
  readonly firstQuarter: string;
  readonly lastQuarter: string;
}

export interface Ends {
  readonly low: number;
  readonly point: number;
  readonly high: number;
}

const NOT_MODELLED: Absence = { absence: 'not modelled yet' };

/** Exposure of `ticker`; vendors that sell no HBM in the world are not modelled yet. */
export function findExposure(answers: DefaultAnswers | Absence, ticker: string): VendorExposure | Absence {
  if ('absence' in answers) return answers;
  const { point, low, high } = answers;
  const row = rowOf(point, ticker);
  const [first, last] = [point.quarters[0], point.quarters.at(-1)];
  if (row === null || first === undefined || last === undefined) return NOT_MODELLED;
  const [atLow, atHigh] = [rowOf(low, ticker), rowOf(high, ticker)];
  if (atLow === null || atHigh === null) return NOT_MODELLED;
  const cap = row.marketCapUsdBn;
  const ends = endsOf(row.valueChangeUsdBn, atLow.valueChangeUsdBn, atHigh.valueChangeUsdBn);
  const asPct = (usdBn: number): number => (usdBn / (cap ?? NaN)) * 100;
  return {
    row,
    valueChangeUsdBn: ends,
    valueChangePct:
      cap === null ? null : { low: asPct(ends.low), point: asPct(ends.point), high: asPct(ends.high) },
    memorySaving: answers.memorySaving,
    firstQuarter: first.quarter,
    lastQuarter: last.quarter,
  };
}

/** Answers at the point, low and high of the default saving. */
export interface DefaultAnswers {
  readonly point: ExposureAnswer;
  readonly low: ExposureAnswer;
  readonly high: ExposureAnswer;
  readonly memorySaving: DefaultSaving;
}

/** Fraction of memory saved in the default scenario, with what the registry rests it on. */
export interface DefaultSaving extends Ends {
  readonly basis: UsedInput['basis'];
}

/** The default scenario with its saving at the three points of the registry; absent where the engine refuses it. */
export function evaluateDefaults(world: ExposureWorld): DefaultAnswers | Absence {
  const point = evaluateExposure(world, {});
  if (!point.ok) return { absence: point.error.map(({ message }) => message).join('; ') };
  const input = point.value.inputs.find(({ field }) => field === 'memorySaving');
  if (typeof input?.value !== 'number' || input.low === null || input.high === null) {
    return { absence: 'the registry has no range of the memory saving' };
  }
  const low = evaluateExposure(world, { memorySaving: input.low });
  const high = evaluateExposure(world, { memorySaving: input.high });
  if (!low.ok || !high.ok) return { absence: 'the engine refuses the range of the memory saving' };
  return {
    point: point.value,
    low: low.value,
    high: high.value,
    memorySaving: { low: input.low, point: input.value, high: input.high, basis: input.basis },
  };
}

/** Null for a vendor without HBM: its tiers are not modelled yet, which is not a change of 0. */
function rowOf(answer: ExposureAnswer, ticker: string): ExposureVendor | null {
  const row = answer.vendors.find((vendor) => vendor.ticker === ticker);
  return row === undefined || row.baselineHbmUsdBn === 0 ? null : row;
}

function endsOf(point: number, a: number, b: number): Ends {
  return { low: Math.min(point, a, b), point, high: Math.max(point, a, b) };
}
