/** Every list price on file as rows to sort and filter. */
import { cachedRatio } from '../../core/labs/cached-cuts.ts';
import type { PriceSortKey } from '../../core/labs/labs-link.ts';
import { sortByDay, type ListPrice } from '../../core/labs/list-price.ts';
import {
  quantityCell,
  wordsCell,
  type CatalogueCell,
  type CatalogueColumn,
  type CatalogueRow,
  type CatalogueTable,
} from '../catalogue-table.ts';
import { formatDate, formatFraction } from '../format.ts';
import { formatListPrice, NOT_LISTED } from './price-format.ts';

const UNIT = 'USD per million tokens';

function column(
  key: PriceSortKey | 'source',
  label: string,
  options: Partial<CatalogueColumn> = {},
): CatalogueColumn {
  return { key, label, unit: null, isNumber: false, ...options };
}

const COLUMNS: readonly CatalogueColumn[] = [
  column('model', 'Model'),
  column('provider', 'Provider'),
  column('from', 'From'),
  column('input', 'Input', { unit: UNIT, isNumber: true }),
  column('cached', 'Cached input', { unit: UNIT, isNumber: true }),
  column('output', 'Output', { unit: UNIT, isNumber: true }),
  column('ratio', 'Cached / input', { unit: 'fraction', isNumber: true }),
  column('event', 'Event'),
  column('grade', 'Grade'),
  column('source', 'Source', { isWide: true }),
];

/** The price history; USD per million tokens, lowest context tier, standard service. */
export function preparePriceTable(prices: readonly ListPrice[]): CatalogueTable {
  return {
    title: 'Every list price on file, USD per million tokens',
    noun: 'prices',
    columns: COLUMNS,
    rows: sortByDay(prices).map(toRow),
    facets: [{ param: 'provider', label: 'Provider', words: {} }],
    fileName: 'token-list-prices',
  };
}

function toRow(price: ListPrice): CatalogueRow {
  const usd = (value: number | null): CatalogueCell => quantityCell(value, formatListPrice, NOT_LISTED);
  return {
    key: `${price.provider} ${price.model} ${price.effectiveOn} ${price.event}`,
    facets: { provider: price.provider },
    search: '',
    isOwn: false,
    cells: [
      wordsCell(price.model),
      wordsCell(price.provider),
      { value: price.effectiveOn, text: formatDate(price.effectiveOn) },
      usd(price.inputUsdPerMtok),
      usd(price.cachedInputUsdPerMtok),
      usd(price.outputUsdPerMtok),
      quantityCell(cachedRatio(price), formatFraction, NOT_LISTED),
      wordsCell(price.event),
      wordsCell(price.grade),
      sourceCell(price),
    ],
  };
}

function sourceCell({ sourceTitle, url, notes }: ListPrice): CatalogueCell {
  return {
    ...wordsCell(sourceTitle ?? 'source not named'),
    ...(notes === null || notes === '' ? {} : { note: notes }),
    ...(url === null ? {} : { href: url }),
  };
}
