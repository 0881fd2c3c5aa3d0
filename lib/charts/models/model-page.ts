/** The page of one model: sentence, figures, tables and their evidence. */
import type { OracleItem } from '../../contracts/catalogue.ts';
import { CACHE_DTYPES } from '../../core/catalogue/models-link.ts';
import type { ModelArchitecture } from '../../core/efficiency/architecture.ts';
import { computeKvCache } from '../../core/efficiency/kv-cache.ts';
import {
  formatBytes,
  formatKilobytesBoth,
  formatParams,
  formatPrinted,
  formatTokens,
} from '../byte-words.ts';
import { numberCell, textCell, type ChartTableModel } from '../chart-model.ts';
import { evidenceOf, type EvidenceBook } from '../figure-evidence.ts';
import { formatDate } from '../format.ts';
import { deviationWords, inUnit, oracleQuantityWords, verdictWords } from '../method/oracle-words.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, plain, type SentencePart } from '../sentence.ts';
import type { XyPlotModel } from '../xy-plot-model.ts';
import { ATTENTION_WORDS, shapeEvidence } from './attention-words.ts';
import { prepareKvCurve, prepareLayerGroups } from './model-detail.ts';
import {
  computeModelFigures,
  LONG_CONTEXT_TOKENS,
  type CacheChoice,
  type ModelFigures,
} from './model-figures.ts';
import { countryWords } from './model-table.ts';

export interface ModelPage {
  readonly parts: readonly SentencePart[];
  readonly note: string;
  readonly figures: readonly PageFigure[];
  readonly cautions: readonly string[];
  readonly evidence: EvidenceBook;
  readonly dtypes: readonly string[];
  readonly groups: ChartTableModel | null;
  readonly curve: XyPlotModel | null;
  readonly oracles: ChartTableModel | null;
  readonly shape: ChartTableModel;
  readonly evidenceWords: string;
}

/** Everything that the page of `model` shows; figures that cannot be computed say why. */
export function prepareModelPage(
  model: ModelArchitecture,
  oracles: readonly OracleItem[],
  choice: CacheChoice,
): ModelPage {
  const computed = computeModelFigures(model, choice);
  const cache = computeKvCache(model, choice.contextTokens, choice.kvDtype);
  const groups = cache.ok ? prepareLayerGroups(cache.value, choice) : null;
  return {
    parts: sentenceOf(computed, choice),
    note: `${model.lab}, ${countryWords(model.country)}, released ${formatDate(model.releasedOn)}. One sequence; weights and activations are not in it.`,
    figures: figuresOf(computed),
    cautions: cautionsOf(computed, choice),
    evidence: evidenceBook(computed, choice, groups),
    dtypes: CACHE_DTYPES,
    groups,
    curve: prepareKvCurve(model),
    oracles: oracles.length === 0 ? null : oracleTable(oracles),
    shape: shapeTable(model),
    evidenceWords: shapeEvidence(model.configEvidence).words,
  };
}

function sentenceOf(computed: ModelFigures, { contextTokens, kvDtype }: CacheChoice): SentencePart[] {
  const { model, bytesPerToken, storedBytes, readBytes, absence } = computed;
  if (bytesPerToken === null || storedBytes === null || readBytes === null) {
    return [
      plain(`The memory of ${model.name} cannot be computed: ${absence ?? 'its shape is incomplete'}.`),
    ];
  }
  return [
    plain(`One sequence of ${formatTokens(contextTokens)} tokens keeps `),
    figure(formatBytes(storedBytes), 'stored'),
    plain(` in ${kvDtype.toUpperCase()}, and each decoded token reads `),
    figure(formatBytes(readBytes), 'read'),
    plain('; one more token adds '),
    figure(formatBytes(bytesPerToken), 'token'),
    plain(' in BF16.'),
  ];
}

function figuresOf({ model }: ModelFigures): PageFigure[] {
  const evidence = shapeEvidence(model.configEvidence);
  return [
    {
      key: 'attention',
      label: 'Layers',
      value: String(model.layers),
      range: null,
      note: ATTENTION_WORDS[model.attention],
    },
    {
      key: 'params',
      label: 'Parameters',
      value: formatParams(model.totalParamsB),
      range: null,
      note:
        model.activeParamsB === null
          ? 'active per token: not published'
          : `${formatParams(model.activeParamsB)} active per token`,
    },
    {
      key: 'context',
      label: 'Longest context',
      value: model.maxContext === null ? 'not published' : formatTokens(model.maxContext),
      range: null,
      note: 'tokens that the maker supports',
    },
    { key: 'shape', label: 'Shape from', value: evidence.words, range: null, note: 'see the source below' },
  ];
}

function cautionsOf(
  { model, isStateUnknown, isBeyondMaxContext }: ModelFigures,
  choice: CacheChoice,
): string[] {
  return [
    isBeyondMaxContext
      ? `${formatTokens(choice.contextTokens)} tokens are more than the ${formatTokens(model.maxContext ?? 0)} that ${model.name} supports: nobody serves this.`
      : null,
    isStateUnknown ? 'A recurrent state exists whose size is not published: sums are without it.' : null,
    shapeEvidence(model.configEvidence).form === 'estimate'
      ? `Its shape was not read from the maker’s config (${shapeEvidence(model.configEvidence).words}): figures are estimates.`
      : null,
  ].filter((caution) => caution !== null);
}

function evidenceBook(
  { model, bytesPerToken, storedBytes, readBytes, absence }: ModelFigures,
  { contextTokens, kvDtype }: CacheChoice,
  groups: ChartTableModel | null,
): EvidenceBook {
  const missing = absence ?? 'cannot be computed';
  const sources = [
    {
      title: `${model.name}: ${shapeEvidence(model.configEvidence).words}`,
      url: model.sourceUrl.startsWith('http') ? model.sourceUrl : null,
      publishedOn: model.releasedOn,
      where: null,
    },
  ];
  const steps = (column: number): { label: string; note: string; value: string }[] =>
    (groups?.rows ?? []).map((row) => ({
      label: row[0]?.text ?? '',
      note: `${row[1]?.text ?? ''} layers`,
      value: row[column]?.text ?? '',
    }));
  const written = (bytes: number | null): string => (bytes === null ? missing : formatBytes(bytes));
  return {
    token: evidenceOf({
      title: 'Bytes of one more token',
      value: bytesPerToken === null ? missing : formatKilobytesBoth(bytesPerToken),
      words: `What one more token adds to the cache of one sequence in BF16, at ${formatTokens(LONG_CONTEXT_TOKENS)} tokens.`,
      formula: 'stored(T + 1) − stored(T), summed over layer groups',
      sources,
    }),
    stored: evidenceOf({
      title: 'Stored per sequence',
      value: written(storedBytes),
      words: `Sum over the layer groups at ${formatTokens(contextTokens)} tokens in ${kvDtype.toUpperCase()}.`,
      formula: 'bytes per entry × min(T, T / tokens per entry + always, at most), plus the constant state',
      steps: steps(2),
      sources,
    }),
    read: evidenceOf({
      title: 'Read per decoded token',
      value: written(readBytes),
      words: 'What decoding one more token reads of the cache; a recurrent state is read and written.',
      formula: 'as stored, but of selecting layers only the selection, and twice the state',
      steps: steps(3),
      sources,
    }),
    attention: evidenceOf({
      title: 'Layers and attention',
      value: ATTENTION_WORDS[model.attention],
      grade: 'sourced',
      words: 'The attention kind follows from the fields of the config, never from the name of the model.',
      sources,
    }),
    params: evidenceOf({
      title: 'Parameters',
      value: formatParams(model.totalParamsB),
      grade: 'sourced',
      words:
        'As the maker states them. They do not enter the cache; the Workbench needs them for the weights.',
      sources,
    }),
    context: evidenceOf({
      title: 'Longest context',
      value: model.maxContext === null ? 'not published' : formatTokens(model.maxContext),
      grade: 'sourced',
      words: 'Longest context in tokens that the maker supports.',
      sources,
    }),
    shape: evidenceOf({
      title: 'Where the shape is from',
      value: shapeEvidence(model.configEvidence).words,
      grade: 'sourced',
      words: 'What the dimensions were read from.',
      sources,
    }),
  };
}

function oracleTable(oracles: readonly OracleItem[]): ChartTableModel {
  return {
    caption: 'Published figures beside ours',
    columns: [
      { label: 'Quantity', unit: null },
      { label: 'Published', unit: '' },
      { label: 'Ours', unit: '' },
      { label: 'Deviation', unit: '' },
      { label: 'Verdict', unit: null },
      { label: 'Source', unit: null },
    ],
    rows: oracles.map((item) => [
      textCell(oracleQuantityWords(item)),
      numberCell(item.published, (value) => inUnit(value, item.unit), ''),
      numberCell(item.ours, (value) => inUnit(value, item.unit), 'not computable'),
      numberCell(item.deviationPct, deviationWords, 'none'),
      textCell(
        item.absence === null ? verdictWords(item.verdict) : `${verdictWords(item.verdict)}: ${item.absence}`,
      ),
      textCell(`${item.sourceTitle}, ${item.whereInSource}`),
    ]),
    totals: null,
  };
}

const SHAPE_FIELDS: readonly (readonly [keyof ModelArchitecture, string])[] = [
  ['hiddenSize', 'Hidden size'],
  ['qHeads', 'Query heads'],
  ['kvHeads', 'Key-value heads'],
  ['headDim', 'Width of a key'],
  ['vHeadDim', 'Width of a value'],
  ['kvLoraRank', 'Latent width'],
  ['qkRopeHeadDim', 'Rotary width'],
  ['fullAttentionLayers', 'Full-attention layers'],
  ['windowLayers', 'Window layers'],
  ['windowSize', 'Window, tokens'],
  ['linearLayers', 'Linear or state-space layers'],
  ['csaLayers', 'Compressed sparse layers'],
  ['hcaLayers', 'Heavily compressed layers'],
  ['indexerLayers', 'Indexer layers'],
  ['sparseTopkTokens', 'Entries selected'],
  ['sharedKvFactor', 'Layers per stored cache'],
  ['experts', 'Experts'],
  ['expertsActive', 'Experts per token'],
  ['weightDtypeNative', 'Weights published in'],
];

function shapeTable(model: ModelArchitecture): ChartTableModel {
  return {
    caption: 'Dimensions that enter the arithmetic; those that the model does not have are left out',
    columns: [
      { label: 'Dimension', unit: null },
      { label: 'Value', unit: '' },
    ],
    rows: SHAPE_FIELDS.flatMap(([field, label]) => {
      const value = model[field];
      if (value === null || value === 0 || value === '') return [];
      return [[textCell(label), textCell(typeof value === 'number' ? formatPrinted(value) : value)]];
    }),
    totals: null,
  };
}
