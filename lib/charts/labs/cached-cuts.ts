/** Cuts of cached billing in words and as rows. */
import type { CachedCut } from '../../core/labs/cached-cuts.ts';
import { formatDate, formatFraction, formatSignificant } from '../format.ts';
import { formatListPrice } from './price-format.ts';

/** The deepest cut of the price of cached input alone; null when there was none. */
export function largestCut(cuts: readonly CachedCut[]): CachedCut | null {
  const cached = cuts.filter(({ ratioBefore, ratioAfter }) => ratioAfter < ratioBefore);
  return cached.toSorted((a, b) => b.factor - a.factor)[0] ?? null;
}

/** Before over after: "÷10", "÷55.6". */
export function formatCut({ factor }: CachedCut): string {
  return `÷${formatSignificant(factor, factor < 9.95 ? 2 : 3).replace(/\.0$/, '')}`;
}

export interface CutRow {
  readonly key: string;
  readonly from: string;
  readonly provider: string;
  readonly model: string;
  readonly before: string;
  readonly after: string;
  readonly factor: string;
  readonly ofInput: string;
  readonly whatFell: string;
  readonly source: { readonly title: string; readonly url: string | null };
}

/** Every cut with date, before, after, factor and source; newest first. */
export function prepareCutRows(cuts: readonly CachedCut[]): CutRow[] {
  return cuts.toReversed().map((cut) => ({
    key: `${cut.price.effectiveOn} ${cut.price.model}`,
    from: formatDate(cut.price.effectiveOn),
    provider: cut.price.provider,
    model: cut.price.model,
    before: formatListPrice(cut.beforeUsdPerMtok),
    after: formatListPrice(cut.afterUsdPerMtok),
    factor: formatCut(cut),
    ofInput: `${formatFraction(cut.ratioBefore)} → ${formatFraction(cut.ratioAfter)}`,
    whatFell: whatFell(cut),
    source: { title: cut.price.sourceTitle ?? 'source not named', url: cut.price.url },
  }));
}

function whatFell(cut: CachedCut): string {
  if (cut.kind === 'first-cached') return 'first cached price of the provider; billed as input before';
  if (cut.wasBilledAsInput) return 'first cached price listed for the model; taken as billed as input before';
  return Math.abs(cut.ratioAfter / cut.ratioBefore - 1) < 0.01
    ? 'the whole list'
    : 'cached input against input';
}
