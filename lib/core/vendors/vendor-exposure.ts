/**
 * What the default scenario does to each vendor. Makers of HBM have the range that the range of the saving gives; the
 * others are reached only by bytes that move to their tier, so theirs is the range of that shift.
 */
import { evaluateExposure } from '../exposure/evaluate.ts';
import type {
  ExposureAnswer,
  ExposureScenario,
  ExposureVendor,
  ExposureWorld,
  UsedInput,
} from '../exposure/types.ts';
import type { Absence } from './figure.ts';

/** Value change of one vendor under the default scenario. */
export interface VendorExposure {
  /** `hbm` = it sells HBM; `tiers` = it gains from bytes that leave HBM for its tier. */
  readonly via: 'hbm' | 'tiers';
  readonly row: ExposureVendor;
  readonly valueChangeUsdBn: Ends;
  /** Percent of market value; null where no market value was known. */
  readonly valueChangePct: Ends | null;
  readonly memorySaving: DefaultInput;
  /** Part of the saved bytes that moves to other tiers. */
  readonly tierShift: DefaultInput;
  readonly firstQuarter: string;
  readonly lastQuarter: string;
}

export interface Ends {
  readonly low: number;
  readonly point: number;
  readonly high: number;
}

/** An input of the default scenario, a fraction, with what the registry rests it on. */
export interface DefaultInput extends Ends {
  readonly basis: UsedInput['basis'];
}

const NOT_MODELLED: Absence = { absence: 'not modelled yet' };
const NOT_ON_FILE: Absence = { absence: 'the vendor was not on file by then' };

/** Exposure of `ticker`; a vendor that the world does not know, or that sells into nothing modelled, has none. */
export function findExposure(answers: DefaultAnswers | Absence, ticker: string): VendorExposure | Absence {
  if ('absence' in answers) return answers;
  const { point, memorySaving, tierShift } = answers;
  const row = rowOf(point, ticker);
  const [first, last] = [point.quarters[0], point.quarters.at(-1)];
  if (row === null || first === undefined || last === undefined) return NOT_ON_FILE;
  const via = row.baselineHbmUsdBn === 0 ? 'tiers' : 'hbm';
  const ends = via === 'hbm' ? [answers.low, answers.high] : [answers.unshifted, answers.shifted];
  const usdBn = endsOf(
    row.valueChangeUsdBn,
    ends.map((answer) => rowOf(answer, ticker)?.valueChangeUsdBn ?? row.valueChangeUsdBn),
  );
  if (via === 'tiers' && usdBn.low === 0 && usdBn.high === 0) return NOT_MODELLED;
  const cap = row.marketCapUsdBn;
  const asPct = (value: number): number => (value / (cap ?? NaN)) * 100;
  return {
    via,
    row,
    valueChangeUsdBn: usdBn,
    valueChangePct:
      cap === null ? null : { low: asPct(usdBn.low), point: asPct(usdBn.point), high: asPct(usdBn.high) },
    memorySaving,
    tierShift,
    firstQuarter: first.quarter,
    lastQuarter: last.quarter,
  };
}

/** The default answer with those at the ends of its saving and of the shift to other tiers. */
export interface DefaultAnswers {
  readonly point: ExposureAnswer;
  readonly low: ExposureAnswer;
  readonly high: ExposureAnswer;
  readonly unshifted: ExposureAnswer;
  readonly shifted: ExposureAnswer;
  readonly memorySaving: DefaultInput;
  readonly tierShift: DefaultInput;
}

/** The default scenario and its ends; absent where the engine refuses it or the registry has no range. */
export function evaluateDefaults(world: ExposureWorld): DefaultAnswers | Absence {
  const point = evaluateExposure(world, {});
  if (!point.ok) return { absence: point.error.map(({ message }) => message).join('; ') };
  const memorySaving = inputOf(point.value, 'memorySaving');
  const tierShift = inputOf(point.value, 'tierShiftShare');
  if (memorySaving === null || tierShift === null) {
    return { absence: 'the registry has no range of the memory saving or of the shift to other tiers' };
  }
  const at = (scenario: ExposureScenario): ExposureAnswer => {
    const answer = evaluateExposure(world, scenario);
    // The registry holds both ranges to the bounds of their fields.
    if (!answer.ok) throw new Error(answer.error.map(({ message }) => message).join('; '));
    return answer.value;
  };
  return {
    point: point.value,
    low: at({ memorySaving: memorySaving.low }),
    high: at({ memorySaving: memorySaving.high }),
    unshifted: at({ tierShiftShare: tierShift.low }),
    shifted: at({ tierShiftShare: tierShift.high }),
    memorySaving,
    tierShift,
  };
}

function inputOf(answer: ExposureAnswer, field: keyof ExposureScenario): DefaultInput | null {
  const input = answer.inputs.find((each) => each.field === field);
  if (typeof input?.value !== 'number' || input.low === null || input.high === null) return null;
  return { low: input.low, point: input.value, high: input.high, basis: input.basis };
}

function rowOf(answer: ExposureAnswer, ticker: string): ExposureVendor | null {
  return answer.vendors.find((vendor) => vendor.ticker === ticker) ?? null;
}

function endsOf(point: number, ends: readonly number[]): Ends {
  return { low: Math.min(point, ...ends), point, high: Math.max(point, ...ends) };
}
