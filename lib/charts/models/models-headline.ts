/** What the catalogue of models says at a glance, with the evidence of each figure. */
import { formatBytes, formatCount, formatKilobytesBoth, formatTokens } from '../byte-words.ts';
import { evidenceOf, type EvidenceBook, type FigureEvidence } from '../figure-evidence.ts';
import { formatDate, formatFraction, formatSignificant } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, plain, type SentencePart } from '../sentence.ts';
import { ATTENTION_WORDS, shapeEvidence } from './attention-words.ts';
import { median } from './kv-history.ts';
import { LONG_CONTEXT_TOKENS, type ModelFigures } from './model-figures.ts';

export interface ModelsHeadline {
  readonly parts: readonly SentencePart[];
  readonly figures: readonly PageFigure[];
  readonly evidence: EvidenceBook;
  readonly defaultEvidence: string;
}

interface HeadlineInput {
  readonly all: readonly ModelFigures[];
  readonly asOf: string;
  readonly fromId: string;
  readonly toId: string;
}

const TOKEN_FORMULA = 'stored(T + 1) − stored(T), summed over layer groups';

function modelEvidence({ model, bytesPerToken }: ModelFigures): FigureEvidence {
  const bytes = bytesPerToken ?? 0;
  return evidenceOf({
    title: `${model.name}: bytes of one more token`,
    value: formatKilobytesBoth(bytes),
    grade: 'computed',
    words: `What one more token adds to the cache of one sequence in BF16, in a context of ${formatTokens(LONG_CONTEXT_TOKENS)} tokens.`,
    formula: TOKEN_FORMULA,
    steps: [
      {
        label: 'Attention',
        note: 'kind, from the fields of the config',
        value: ATTENTION_WORDS[model.attention],
      },
      { label: 'Layers', note: 'all blocks', value: String(model.layers) },
      {
        label: 'Layers that grow with the context',
        note: 'full, latent or sparse attention',
        value: String(model.fullAttentionLayers + (model.csaLayers ?? 0) + (model.hcaLayers ?? 0)),
      },
      { label: 'Bytes', note: 'exact', value: formatCount(bytes) },
    ],
    sources: [
      {
        title: `${model.name}: ${shapeEvidence(model.configEvidence).words}`,
        url: model.sourceUrl.startsWith('http') ? model.sourceUrl : null,
        publishedOn: model.releasedOn,
        where: null,
      },
    ],
    notes: model.notes === null ? [] : [model.notes],
  });
}

function changeWords(ratio: number): readonly [verb: string, times: string] {
  return ratio >= 1 ? ['fell', formatSignificant(ratio)] : ['grew', formatSignificant(1 / ratio)];
}

function comparisonOf(from: ModelFigures, to: ModelFigures): SentencePart[] {
  const [before, after] = [from.bytesPerToken ?? 0, to.bytesPerToken ?? 0];
  const [verb, times] = changeWords(before / after);
  return [
    plain(`From ${from.model.name} to ${to.model.name} the cache of one token ${verb} `),
    figure(`${times} times`, 'ratio'),
    plain(', from '),
    figure(formatBytes(before), 'from'),
    plain(' to '),
    figure(formatBytes(after), 'to'),
    plain('.'),
  ];
}

/** Models of the twelve months up to `asOf`. */
function lastYear(all: readonly ModelFigures[], asOf: string): ModelFigures[] {
  const since = `${String(Number(asOf.slice(0, 4)) - 1)}${asOf.slice(4)}`;
  return all.filter(({ model }) => model.releasedOn > since);
}

function bytesOf(figures: readonly ModelFigures[]): number[] {
  return figures.map(({ bytesPerToken }) => bytesPerToken).filter((bytes) => bytes !== null);
}

const PLAIN_KINDS: readonly string[] = ['mha', 'gqa', 'mqa'];

function isPlain({ model }: ModelFigures): boolean {
  return PLAIN_KINDS.includes(model.attention);
}

function figuresOf({ all, asOf }: HeadlineInput): { figures: PageFigure[]; evidence: EvidenceBook } {
  const recent = lastYear(all, asOf);
  const recentMedian = median(bytesOf(recent));
  const reduced = recent.filter((each) => !isPlain(each)).length;
  const fromConfig = all.filter(
    ({ model }) => shapeEvidence(model.configEvidence).form === 'reported',
  ).length;
  const labs = new Set(all.map(({ model }) => model.lab)).size;
  const countWords = `${String(fromConfig)} of ${String(all.length)}`;
  const none = 'none released';
  const figures: PageFigure[] = [
    {
      key: 'count',
      label: 'Models',
      value: String(all.length),
      range: null,
      note: `of ${String(labs)} labs, released by ${formatDate(asOf)}`,
    },
    {
      key: 'recent',
      label: 'Middle model of the last twelve months',
      value: recentMedian === null ? none : formatBytes(recentMedian),
      range: null,
      note: `one more token, BF16; ${String(recent.length)} models`,
    },
    {
      key: 'reduced',
      label: 'Go beyond sharing heads',
      value: recent.length === 0 ? none : formatFraction(reduced / recent.length),
      range: null,
      note: `${String(reduced)} of ${String(recent.length)} of the last twelve months`,
    },
    {
      key: 'config',
      label: 'Shape read from a config file',
      value: countWords,
      range: null,
      note: 'the others from papers or third parties, marked',
    },
  ];
  const evidence: EvidenceBook = {
    count: evidenceOf({
      title: 'Models in the catalogue',
      value: String(all.length),
      words:
        'Models with published weights or a published shape. It is a hand-picked sample of what is open, not of what is used: GPT, Claude and Gemini publish no shape.',
    }),
    recent: evidenceOf({
      title: 'Middle model of the last twelve months',
      value: recentMedian === null ? none : formatKilobytesBoth(recentMedian),
      words:
        'Median of the bytes that one more token adds, over the models released in the twelve months before the date. Models count once each, whatever their use.',
      steps: recent.map((each) => ({
        label: each.model.name,
        note: formatDate(each.model.releasedOn),
        value: each.bytesPerToken === null ? (each.absence ?? 'no figure') : formatBytes(each.bytesPerToken),
      })),
    }),
    reduced: evidenceOf({
      title: 'Models that go beyond sharing heads',
      value: recent.length === 0 ? none : formatFraction(reduced / recent.length),
      words:
        'Share of the models of the last twelve months whose attention is neither multi-head, grouped-query nor multi-query: windows, latents, selection, recurrent states or compressed entries. A count of models, not of served tokens.',
    }),
    config: evidenceOf({
      title: 'Shapes read from a config file',
      value: countWords,
      words:
        'Models whose dimensions were read from the config that the maker published. The others rest on a paper, on part of a config or on somebody’s calculator; their points are hollow.',
    }),
  };
  return { figures, evidence };
}

/** Headline, key figures and their evidence; without the compared models the sentence speaks of the extremes. */
export function prepareModelsHeadline(input: HeadlineInput): ModelsHeadline {
  const { all, fromId, toId } = input;
  const find = (id: string): ModelFigures | undefined =>
    all.find(({ model, bytesPerToken }) => model.id === id && bytesPerToken !== null);
  const { figures, evidence } = figuresOf(input);
  const known = all.filter(({ bytesPerToken }) => bytesPerToken !== null);
  const sorted = known.toSorted((a, b) => (b.bytesPerToken ?? 0) - (a.bytesPerToken ?? 0));
  const [from, to] = [find(fromId), find(toId)];
  const largest = sorted[0];
  const smallest = sorted.at(-1);
  if (from !== undefined && to !== undefined) {
    const [, times] = changeWords((from.bytesPerToken ?? 0) / (to.bytesPerToken ?? 1));
    return {
      parts: comparisonOf(from, to),
      figures,
      evidence: { ...evidence, ...comparisonEvidence(from, to, times) },
      defaultEvidence: 'ratio',
    };
  }
  if (largest === undefined || smallest === undefined) {
    const parts = [plain('No model of the catalogue has a figure at this date.')];
    return { parts, figures, evidence, defaultEvidence: 'count' };
  }
  const parts = [
    plain(`Among the ${String(known.length)} models released by then, one token takes from `),
    figure(formatBytes(smallest.bytesPerToken ?? 0), 'to'),
    plain(` (${smallest.model.name}) to `),
    figure(formatBytes(largest.bytesPerToken ?? 0), 'from'),
    plain(` (${largest.model.name}) of cache.`),
  ];
  const extremes = { from: modelEvidence(largest), to: modelEvidence(smallest) };
  return { parts, figures, evidence: { ...evidence, ...extremes }, defaultEvidence: 'from' };
}

function comparisonEvidence(from: ModelFigures, to: ModelFigures, times: string): EvidenceBook {
  return {
    from: modelEvidence(from),
    to: modelEvidence(to),
    ratio: evidenceOf({
      title: 'Cache of one token, one model against the other',
      value: `${times} times`,
      words:
        'The bytes that one more token adds to the first model over those of the second, both in BF16. Serving formats differ: DeepSeek serves V4 in mixed FP8 and FP4 entries, which makes it smaller still.',
      formula: 'bytes per token of the first / bytes per token of the second',
      steps: [from, to].map(({ model, bytesPerToken }) => ({
        label: model.name,
        note: `${ATTENTION_WORDS[model.attention]}, ${formatDate(model.releasedOn)}`,
        value: formatKilobytesBoth(bytesPerToken ?? 0),
      })),
      sources: [...modelEvidence(from).sources, ...modelEvidence(to).sources],
      notes: [
        'Two open models are not the fleet: what is served is not published. The Efficiency page weighs techniques by their spread.',
      ],
    }),
  };
}
