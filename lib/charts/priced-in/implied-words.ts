/** Implied savings, ranges and their absences in words. */
import type { ImpliedNewest, ImpliedSession } from '../../core/implied-saving/evaluate.ts';
import {
  LARGEST_SAVING,
  type ImpliedVerdict,
  type Root,
  type SavingBound,
} from '../../core/implied-saving/types.ts';
import { formatFraction, formatFractionRange, formatPct } from '../format.ts';

/** "+1.6 %" with its sign always written. */
export function signedPct(percent: number): string {
  return `${percent > 0 ? '+' : ''}${formatPct(percent)}`;
}

/** Percent of the market value, both ends with their signs. */
export function pctRange(low: number, high: number): string {
  return `${signedPct(low)} to ${signedPct(high)}`;
}

/** Titles of the ledger tell the claim after the first colon or comma. */
export function shortTitle(title: string): string {
  return title.split(/[:,]/)[0] ?? title;
}

export function boundWords(bound: SavingBound): string {
  if (bound.side === 'inside') return formatFraction(bound.saving);
  return bound.side === 'below' ? 'none' : `more than ${formatFraction(LARGEST_SAVING)}`;
}

/** Where a bound is drawn, in percent: those outside at the end beyond which they lie. */
export function boundPct(bound: SavingBound): number {
  if (bound.side === 'inside') return bound.saving * 100;
  return bound.side === 'below' ? 0 : LARGEST_SAVING * 100;
}

/** "12.0–48.0 %", or its ends in words where no saving meets one. */
export function rangeWords({ range }: Pick<ImpliedSession, 'range'>): string {
  if (range === null) return 'no range';
  const { low, high } = range;
  if (low.side === 'inside' && high.side === 'inside') return formatFractionRange(low.saving, high.saving);
  return low.side === high.side ? boundWords(low) : `${boundWords(low)} to ${boundWords(high)}`;
}

/** "29.4 %"; "0 to 3.6 %" for a stretch where nothing moves; several joined by "and". */
export function rootWords(roots: readonly Root[]): string {
  return roots
    .map(({ from, to }) => (to - from < 1e-9 ? formatFraction(from) : formatFractionRange(from, to)))
    .join(' and ');
}

/** What one session says, short enough for a cell. */
export function verdictWords({ verdict, roots }: Pick<ImpliedSession, 'verdict' | 'roots'>): string {
  return verdict === 'implied' ? rootWords(roots) : VERDICT_WORDS[verdict];
}

const VERDICT_WORDS: Readonly<Record<Exclude<ImpliedVerdict, 'implied'>, string>> = {
  'not-separable': 'cannot be separated',
  none: `none: even ${formatFraction(LARGEST_SAVING)} does not reach it`,
  rise: 'a rise: no saving explains it',
  fall: 'a fall: no saving explains it',
  'no-exposure': 'no saving moves its value',
};

/** Two words, to stand beside a bar or in a tile; the table says it in full. */
export function shortVerdict({ verdict, roots }: Pick<ImpliedSession, 'verdict' | 'roots'>): string {
  return verdict === 'implied' ? rootWords(roots) : SHORT_WORDS[verdict];
}

const SHORT_WORDS: Readonly<Record<Exclude<ImpliedVerdict, 'implied'>, string>> = {
  'not-separable': 'not separable',
  none: 'none reaches it',
  rise: 'a rise',
  fall: 'a fall',
  'no-exposure': 'no exposure',
};

/** The same as a sentence about a listing. */
export function verdictSentence(name: string, newest: ImpliedNewest, marketCapUsdBn: number): string {
  const { reach, changeLowPct, changeHighPct, changePct } = newest;
  const reachPct = pctRange((reach.low / marketCapUsdBn) * 100, (reach.high / marketCapUsdBn) * 100);
  const around = pctRange(changeLowPct, changeHighPct);
  switch (newest.verdict) {
    case 'implied':
      return `${name}: ${rootWords(newest.roots)}, 80 % range ${rangeWords(newest)}.`;
    case 'not-separable':
      return `${name}: 80 % of the expected return puts the market’s change anywhere in ${around} of its market value; all savings from 0 to ${formatFraction(LARGEST_SAVING)} span only ${reachPct}.`;
    case 'rise':
      return `${name} moved ${signedPct(changePct)} of its market value beyond what was expected (80 % range ${around}); savings give ${reachPct}, so a rise is not explained by a saving.`;
    case 'fall':
      return `${name} moved ${signedPct(changePct)} beyond what was expected (80 % range ${around}); savings give ${reachPct}, so a fall is not explained by a saving.`;
    case 'none':
      return `${name} moved ${signedPct(changePct)} beyond what was expected (80 % range ${around}); even a saving of ${formatFraction(LARGEST_SAVING)} gives only ${reachPct}.`;
    case 'no-exposure':
      return `${name} sells no HBM, and no bytes are moved to its tier in this scenario: no saving moves its value.`;
  }
}
