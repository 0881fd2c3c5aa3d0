/** Inputs behind a figure of the Overview, each with its origin. */
import type { ExposureAnswer, ExposureWorld, UsedInput } from '../core/exposure/types.ts';
import type { Freshness } from '../core/freshness/freshness.ts';
import { ageOfAssumption } from './assumption-evidence.ts';
import { TIER_VENDORS } from '../core/market/tier-shift.ts';
import { formatDate } from './format.ts';
import type { EvidenceKey } from './headline.ts';
import { formatInputNumber, formatInputPercent, formatInputRange } from './resolved-inputs.ts';

/** One input with its origin. */
export interface EvidenceInput {
  readonly id: string;
  readonly name: string;
  readonly symbol: string;
  readonly value: string;
  readonly range: string | null;
  /** `given`, `sourced`, `derived` or `assumption`. */
  readonly basis: string;
  readonly derivation: string | null;
  readonly sourceTitle: string | null;
  readonly sourceUrl: string | null;
  readonly isHindsight: boolean;
  /** Age of its row of the registry; null when it was set or written later. */
  readonly age: Freshness | null;
}

/** The input that a key names; null when the key names a computed figure. */
export function findInputOfKey(answer: ExposureAnswer, key: EvidenceKey): UsedInput | null {
  const field = key === 'saving' ? 'memorySaving' : key === 'dateReached' ? 'savingReachedBy' : null;
  const id = key.startsWith('input:') ? key.slice('input:'.length) : null;
  return (
    answer.inputs.find(
      (input) => (field !== null && input.field === field) || (id !== null && input.id === id),
    ) ?? null
  );
}

/** Inputs that enter a figure: those of the pattern (of vendors' inputs only the given one's), or the input itself. */
export function listEvidenceInputs(
  world: ExposureWorld,
  answer: ExposureAnswer,
  pattern: RegExp | null,
  own: UsedInput | null,
  vendor: string | null,
): readonly EvidenceInput[] {
  const chosen =
    own === null ? answer.inputs.filter(({ id }) => entersFigure(traitsOfInput(id), pattern, vendor)) : [own];
  return chosen.map((input) => describeInput(world, input));
}

/** An input in words, with its origin. */
export function describeInput(world: ExposureWorld, input: UsedInput): EvidenceInput {
  const row = world.assumptions.find(({ id }) => id === input.id);
  return {
    id: input.id,
    name: input.name,
    symbol: input.symbol,
    value: formatInputValue(input),
    range: formatInputRangeOf(input),
    basis: input.basis === 'given' ? 'set by you' : input.basis,
    derivation: row === undefined || row.derivation === '' ? null : row.derivation,
    sourceTitle: input.source?.title ?? null,
    sourceUrl: input.source?.url ?? null,
    isHindsight: input.isHindsight,
    age:
      row === undefined || input.basis === 'given' || input.isHindsight
        ? null
        : ageOfAssumption(row, world.asOf),
  };
}

/** What decides where an input enters. */
export interface InputTraits {
  /** Its id, or the scenario field that replaced it, in words joined and ended by underscores. */
  readonly words: string;
  /** Ticker of the one vendor that it is about; null when it is about none. */
  readonly ticker: string | null;
}

export function traitsOfInput(id: string): InputTraits {
  const words = `${id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_`;
  const vendor = TIER_VENDORS.find((each) => words.includes(`_${each.key}_`));
  return { words, ticker: vendor?.ticker ?? null };
}

/** Whether an input enters: its words fit; of vendors' inputs only the given one's, all of them for null. */
export function entersFigure(input: InputTraits, pattern: RegExp | null, ticker: string | null): boolean {
  return (
    pattern?.test(input.words) === true &&
    (input.ticker === null || ticker === null || input.ticker === ticker)
  );
}

/** Value of an input in its unit. */
export function formatInputValue({ value, unit }: UsedInput): string {
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : value;
  return unit === 'fraction' ? formatInputPercent(value) : `${formatInputNumber(value)} ${unit}`.trim();
}

/** Range of an input in its unit; null when it has none. */
export function formatInputRangeOf({ low, high, unit }: UsedInput): string | null {
  return low === null || high === null || low === high ? null : formatInputRange(low, high, unit);
}
