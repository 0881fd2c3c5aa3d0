/** Cuts of cached billing in words and as rows. */
import type { CachedCut } from '../core/labs/cached-cuts.ts';
import { formatDate, formatFraction, formatSignificant } from './format.ts';
import { formatListPrice } from './labs-format.ts';
import { numberRow, textRow, type PageTable } from './page-table.ts';

/** The deepest cut of the price of cached input alone; null when there was none. */
export function largestCut(cuts: readonly CachedCut[]): CachedCut | null {
  const cached = cuts.filter(({ ratioBefore, ratioAfter }) => ratioAfter < ratioBefore);
  return cached.toSorted((a, b) => b.factor - a.factor)[0] ?? null;
}

/** Every cut with date, before, after, factor and source; newest first. */
export function prepareCutTable(cuts: readonly CachedCut[]): PageTable {
  return {
    caption: 'Cuts of the price of cached input, USD per million tokens',
    columns: [
      { label: 'From', isNumber: false },
      { label: 'Provider', isNumber: false },
      { label: 'Model', isNumber: false },
      { label: 'Before', isNumber: true },
      { label: 'After', isNumber: true },
      { label: 'Factor', isNumber: true },
      { label: 'Of input, before', isNumber: true },
      { label: 'Of input, after', isNumber: true },
      { label: 'What fell', isNumber: false },
      { label: 'Source', isNumber: false },
    ],
    rows: cuts.toReversed().map((cut) => ({
      key: `${cut.price.effectiveOn} ${cut.price.model}`,
      filter: cut.price.provider,
      cells: [
        textRow(cut.price.effectiveOn, formatDate(cut.price.effectiveOn)),
        textRow(cut.price.provider),
        textRow(cut.price.model),
        numberRow(cut.beforeUsdPerMtok, formatListPrice),
        numberRow(cut.afterUsdPerMtok, formatListPrice),
        numberRow(cut.factor, (factor) => `÷${formatSignificant(factor, 3)}`),
        numberRow(cut.ratioBefore, formatFraction),
        numberRow(cut.ratioAfter, formatFraction),
        textRow(whatFell(cut)),
        { ...textRow(cut.price.sourceTitle ?? 'source not named'), href: cut.price.url },
      ],
    })),
  };
}

function whatFell(cut: CachedCut): string {
  if (cut.kind === 'first-cached') return 'first cached price of the provider; billed as input before';
  if (cut.wasBilledAsInput) return 'first cached price listed for the model; taken as billed as input before';
  return Math.abs(cut.ratioAfter / cut.ratioBefore - 1) < 0.01 ? 'the whole list' : 'cached input against input';
}
