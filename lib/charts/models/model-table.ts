/** The catalogue of models as a table. */
import type { MODEL_SORT_KEYS } from '../../core/catalogue/models-link.ts';
import { formatBytes, formatParams, formatTokens } from '../byte-words.ts';
import {
  quantityCell,
  wordsCell,
  type CatalogueCell,
  type CatalogueColumn,
  type CatalogueRow,
  type CatalogueTable,
} from '../catalogue-table.ts';
import { formatDate, formatSignificant } from '../format.ts';
import { ATTENTION_WORDS, shapeEvidence } from './attention-words.ts';
import type { CacheChoice, ModelFigures } from './model-figures.ts';

const COUNTRY_WORDS: Readonly<Record<string, string>> = {
  CN: 'China',
  US: 'United States',
  FR: 'France',
  CA: 'Canada',
  IL: 'Israel',
  AE: 'United Arab Emirates',
  KR: 'South Korea',
};

/** Name of a country by its code; an unknown code stays itself. */
export function countryWords(code: string): string {
  return COUNTRY_WORDS[code] ?? code;
}

export const COUNTRY_FACET_WORDS = COUNTRY_WORDS;

type SortKey = (typeof MODEL_SORT_KEYS)[number];

function columnsOf({ contextTokens, kvDtype }: CacheChoice): readonly CatalogueColumn[] {
  const at = `${formatTokens(contextTokens)}, ${kvDtype.toUpperCase()}`;
  const columns: readonly (readonly [SortKey | 'evidence', string, string | null, boolean])[] = [
    ['name', 'Model', null, false],
    ['lab', 'Lab', null, false],
    ['released', 'Released', null, true],
    ['attention', 'Attention', null, false],
    ['total', 'Parameters', 'B', true],
    ['active', 'Active', 'B', true],
    ['layers', 'Layers', null, true],
    ['token', 'One more token, BF16', 'bytes', true],
    ['stored', `Sequence of ${at}`, 'bytes', true],
    ['read', 'Read per decoded token', 'bytes', true],
    ['state', 'Constant state', 'bytes', true],
    ['context', 'Longest context', 'tokens', true],
    ['evidence', 'Shape from', null, false],
  ];
  return columns.map(([key, label, unit, isNumber]) => ({ key, label, unit, isNumber }));
}

function tokenCell({ bytesPerToken, absence }: ModelFigures): CatalogueCell {
  if (bytesPerToken === null) return { value: null, text: absence ?? 'cannot be computed' };
  return {
    value: bytesPerToken,
    text: `${formatSignificant(bytesPerToken / 1e3)}\u00a0KB`,
    note: `${formatSignificant(bytesPerToken / 1024)}\u00a0KiB`,
  };
}

function sumCell(bytes: number | null, { absence, isStateUnknown }: ModelFigures): CatalogueCell {
  if (bytes === null) return { value: null, text: absence ?? 'cannot be computed' };
  return { value: bytes, text: formatBytes(bytes), ...(isStateUnknown ? { note: 'without its state' } : {}) };
}

function stateCell({ model }: ModelFigures): CatalogueCell {
  const bytes = model.linearStateBytesPerSeq;
  if (bytes !== null) return { value: bytes, text: formatBytes(bytes) };
  return { value: null, text: model.linearLayers > 0 ? 'not published' : 'none' };
}

function contextCell({ model, isBeyondMaxContext }: ModelFigures): CatalogueCell {
  const cell = quantityCell(model.maxContext, formatTokens, 'not published');
  return isBeyondMaxContext ? { ...cell, note: 'shorter than chosen' } : cell;
}

export interface ModelRowOptions {
  /** Address of the model's page; null for one that has none. */
  readonly href: string | null;
  /** Words under the name of a model that the reader added. */
  readonly ownNote: string | null;
}

/** Row of one model; figures that cannot be computed say why. */
export function toModelRow(figures: ModelFigures, { href, ownNote }: ModelRowOptions): CatalogueRow {
  const { model } = figures;
  const evidence = shapeEvidence(model.configEvidence);
  return {
    key: model.id,
    isOwn: ownNote !== null,
    search: `${model.attention} ${countryWords(model.country)} ${model.weightDtypeNative}`,
    facets: { lab: model.lab, country: model.country },
    cells: [
      wordsCell(model.name, {
        ...(href === null ? {} : { href }),
        ...(ownNote === null ? {} : { note: ownNote }),
      }),
      wordsCell(model.lab, model.country === '' ? {} : { note: countryWords(model.country) }),
      {
        value: model.releasedOn,
        // Of an own model only the day on which its config was read is known.
        text: `${ownNote === null ? '' : 'read '}${formatDate(model.releasedOn)}`,
      },
      wordsCell(ATTENTION_WORDS[model.attention]),
      { value: model.totalParamsB, text: formatParams(model.totalParamsB) },
      quantityCell(model.activeParamsB, formatParams, 'not published'),
      { value: model.layers, text: String(model.layers) },
      tokenCell(figures),
      sumCell(figures.storedBytes, figures),
      sumCell(figures.readBytes, figures),
      stateCell(figures),
      contextCell(figures),
      wordsCell(evidence.words, model.sourceUrl.startsWith('http') ? { href: model.sourceUrl } : {}),
    ],
  };
}

/** The table of all models; `hrefOf` gives the address of a model's page. */
export function prepareModelTable(
  all: readonly ModelFigures[],
  choice: CacheChoice,
  hrefOf: (id: string) => string,
): CatalogueTable {
  return {
    title: 'Every model of the catalogue',
    noun: 'models',
    columns: columnsOf(choice),
    rows: all.map((figures) => toModelRow(figures, { href: hrefOf(figures.model.id), ownNote: null })),
    facets: [
      { param: 'lab', label: 'Lab', words: {} },
      { param: 'country', label: 'Country', words: COUNTRY_WORDS },
    ],
    fileName: 'waterline-models',
  };
}
