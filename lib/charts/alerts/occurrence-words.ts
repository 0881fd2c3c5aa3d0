/** What happened in the ledger, in words. */
import type { FeedEffect } from '../../contracts/feed.ts';
import type { LedgerChange, LedgerChangeKind } from '../../core/alerts/ledger-occurrences.ts';
import { formatUsdBn } from '../format.ts';
import { nameTable } from '../table-names.ts';
import { amountWords } from '../sources/amount-words.ts';
import { describeEffect } from '../sources/effect-words.ts';

const KIND_WORDS: Readonly<Record<LedgerChangeKind, string>> = {
  entered: 'new',
  revised: 'revised',
  rewritten: 'recorded anew with the same number',
  withdrawn: 'withdrawn',
  contradicted: 'contradicted by another source',
};

/** "Microsoft, FY27: guidance of capex revised, 185 USD bn → 200 USD bn". */
export function changeTitle({ kind, revision, shape, before, after }: LedgerChange): string {
  const { who, period, what, unit } = shape;
  const subject = [...who, period].filter((part) => part !== null).join(', ');
  const is = amountWords(after, unit, 'no number');
  const figures =
    before === null
      ? after === null
        ? ''
        : `, ${is}`
      : `, ${amountWords(before, unit, 'no number')} → ${is}`;

  return `${subject === '' ? nameTable(revision.table) : subject}: ${what}, ${KIND_WORDS[kind]}${figures}`;
}

/** How far a guide moved exposure, or why no number would mean anything. */
export function effectSentence(effect: FeedEffect): string | null {
  return describeEffect(effect);
}

/** By how much a guide moved, by the points of both as guides are read everywhere; null where either has none. */
export function moveSentence(before: number | null, after: number | null): string | null {
  if (before === null || after === null) return null;
  if (before === after) return 'Its middle stays what it was.';
  return `${after > before ? 'Raised' : 'Cut'} by ${formatUsdBn(Math.abs(after - before))}.`;
}
