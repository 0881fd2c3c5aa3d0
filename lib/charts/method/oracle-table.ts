/** Every published memory figure beside ours, as a table. */
import type { OracleItem } from '../../contracts/catalogue.ts';
import type { ORACLE_SORT_KEYS } from '../../core/catalogue/method-link.ts';
import {
  quantityCell,
  wordsCell,
  type CatalogueCell,
  type CatalogueColumn,
  type CatalogueTable,
} from '../catalogue-table.ts';
import { formatPrinted } from '../byte-words.ts';
import { STANDING_WORDS, type DatedOracle } from './dated-oracles.ts';
import { deviationWords, oracleQuantityWords, unitWords } from './oracle-words.ts';

const WIDE: readonly string[] = ['verdict', 'source'];

type ColumnKey = (typeof ORACLE_SORT_KEYS)[number] | 'source';

const COLUMNS: readonly CatalogueColumn[] = (
  [
    ['subject', 'Of', null, false],
    ['quantity', 'Published figure', null, false],
    ['published', 'Published', null, true],
    ['ours', 'Ours', null, true],
    ['deviation', 'Deviation', 'per cent', true],
    ['tolerance', 'Tolerance', 'per cent', true],
    ['verdict', 'Verdict', null, false],
    ['source', 'Source', null, false],
    ['id', 'Row', null, false],
  ] as const satisfies readonly (readonly [ColumnKey, string, string | null, boolean])[]
).map(([key, label, unit, isNumber]) => ({ key, label, unit, isNumber, isWide: WIDE.includes(key) }));

function figureCell(value: number | null, unit: string): CatalogueCell {
  return value === null
    ? { value, text: 'none' }
    : { value, text: formatPrinted(value), note: unitWords(unit) };
}

function sourceCell({ sourceTitle, sourceUrl, whereInSource }: OracleItem): CatalogueCell {
  return wordsCell(sourceTitle, {
    note: whereInSource,
    ...(sourceUrl.startsWith('http') ? { href: sourceUrl } : {}),
  });
}

function subjectCell(item: OracleItem, nameOf: (id: string) => string | null, dated: string): CatalogueCell {
  const [prefix, technique] = item.model.split(':');
  if (prefix === 'technique' && technique !== undefined) return wordsCell(technique, { note: 'technique' });
  const name = nameOf(item.model);
  return name === null ? wordsCell(item.model) : wordsCell(name, { href: `/models/${item.model}${dated}` });
}

/** All rows; `nameOf` gives the name of a model of the catalogue, null for what is none. */
export function prepareOracleTable(
  rows: readonly DatedOracle[],
  nameOf: (id: string) => string | null,
  dated: string,
): CatalogueTable {
  return {
    title: 'Published figures beside ours',
    noun: 'figures',
    columns: COLUMNS,
    rows: rows.map(({ item, standing, reason }) => ({
      key: item.id,
      isOwn: false,
      search: `${item.quantity} ${item.kvFormat} ${item.model}`,
      facets: { verdict: standing },
      cells: [
        subjectCell(item, nameOf, dated),
        wordsCell(oracleQuantityWords(item)),
        figureCell(item.published, item.unit),
        figureCell(standing === 'later' ? null : item.ours, item.unit),
        quantityCell(standing === 'later' ? null : item.deviationPct, deviationWords, 'none'),
        quantityCell(item.tolerancePct, (value) => `${formatPrinted(value)}\u00a0%`, 'no gate'),
        wordsCell(STANDING_WORDS[standing], reason === null ? {} : { note: reason }),
        sourceCell(item),
        wordsCell(item.id),
      ],
    })),
    facets: [{ param: 'verdict', label: 'Verdict', words: STANDING_WORDS }],
    fileName: 'waterline-published-figures',
  };
}
