/** Every event of the ledger that names a technique, with what its headline comes to. */
import type { DeflationItem } from '../../contracts/fleet.ts';
import { quantityCell, wordsCell, type CatalogueCell, type CatalogueTable } from '../catalogue-table.ts';
import { formatDate, formatFraction, formatFractionRange } from '../format.ts';
import { shortName } from './efficiency-words.ts';
import { isDeflated, keptOf } from './deflation-words.ts';

const NONE = '–';

/** The headline's number, or whose published fraction stands in for it. */
function claimCell(item: DeflationItem): CatalogueCell {
  const claim = item.steps[0]?.point ?? null;
  const cell = quantityCell(claim, formatFraction, NONE);
  if (claim === null) return cell;
  return { ...cell, note: item.hasClaim ? 'printed' : `${shortName(item.techniqueName ?? '')}, not printed` };
}

function figureCells(item: DeflationItem): readonly CatalogueCell[] {
  if (!isDeflated(item)) {
    const none = { value: null, text: NONE };
    return [claimCell(item), { value: null, text: 'none', note: item.absence ?? 'names no technique' }, none];
  }
  const { effective } = item;
  return [
    claimCell(item),
    {
      ...quantityCell(effective.point, formatFraction, NONE),
      note: formatFractionRange(effective.low, effective.high),
    },
    quantityCell(keptOf(item), formatFraction, NONE),
  ];
}

/** Rows oldest first; the event of each opens its ladder at `hrefOf`. */
export function prepareEventTable(
  items: readonly DeflationItem[],
  by: string,
  hrefOf: (event: string) => string,
): CatalogueTable {
  return {
    title: `Headlines of the ledger, and what they come to by ${formatDate(by)}`,
    noun: 'events',
    columns: [
      { key: 'date', label: 'Date', unit: null, isNumber: false },
      { key: 'event', label: 'Event', unit: null, isNumber: false, isWide: true },
      { key: 'claim', label: 'Headline', unit: 'fraction', isNumber: true },
      { key: 'effective', label: 'Of the fleet’s HBM', unit: 'fraction', isNumber: true },
      { key: 'kept', label: 'Left of the headline', unit: 'fraction', isNumber: true },
    ],
    rows: items.map((item) => ({
      key: item.event,
      facets: {},
      search: '',
      isOwn: false,
      cells: [
        { value: item.occurredOn, text: formatDate(item.occurredOn) },
        wordsCell(item.title, { href: hrefOf(item.event) }),
        ...figureCells(item),
      ],
    })),
    facets: [],
    fileName: 'waterline-headlines',
  };
}
