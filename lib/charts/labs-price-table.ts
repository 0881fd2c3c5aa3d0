/** Every list price on file as rows to sort and filter. */
import { cachedRatio } from '../core/labs/cached-cuts.ts';
import { sortByDay, type ListPrice } from '../core/labs/list-price.ts';
import { formatDate, formatFraction } from './format.ts';
import { formatListPrice, NOT_LISTED } from './labs-format.ts';
import { numberRow, textRow, type PageTable } from './page-table.ts';

/** The price history, newest first. */
export function preparePriceTable(prices: readonly ListPrice[]): PageTable {
  return {
    caption: 'List prices by the day they took effect, USD per million tokens',
    columns: [
      { label: 'From', isNumber: false },
      { label: 'Provider', isNumber: false },
      { label: 'Model', isNumber: false },
      { label: 'Input', isNumber: true },
      { label: 'Cached input', isNumber: true },
      { label: 'Output', isNumber: true },
      { label: 'Cached / input', isNumber: true },
      { label: 'Event', isNumber: false },
      { label: 'Grade', isNumber: false },
      { label: 'Source', isNumber: false },
    ],
    rows: sortByDay(prices)
      .toReversed()
      .map((price) => ({
        key: `${price.provider} ${price.model} ${price.effectiveOn} ${price.event}`,
        filter: price.provider,
        cells: [
          textRow(price.effectiveOn, formatDate(price.effectiveOn)),
          textRow(price.provider),
          textRow(price.model),
          numberRow(price.inputUsdPerMtok, formatListPrice, NOT_LISTED),
          numberRow(price.cachedInputUsdPerMtok, formatListPrice, NOT_LISTED),
          numberRow(price.outputUsdPerMtok, formatListPrice, NOT_LISTED),
          numberRow(cachedRatio(price), formatFraction, NOT_LISTED),
          textRow(price.event),
          textRow(price.grade),
          { ...textRow(price.sourceTitle ?? 'source not named'), href: price.url },
        ],
      })),
  };
}
