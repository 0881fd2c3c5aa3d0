/** The chain of cache formats as a waterfall on a logarithmic axis, where equal lengths are equal factors. */
import { computeCacheChain, type ChainStep, type ChainStepId } from '../../core/efficiency/cache-chain.ts';
import type { ModelArchitecture } from '../../core/efficiency/architecture.ts';
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import { formatBytes, formatCount, formatTokens } from '../byte-words.ts';
import { numberCell, textCell, type ChartCard, type ColourToken } from '../chart-model.ts';
import { formatSignificant } from '../format.ts';
import type { PlotAxis } from '../plot-axis.ts';

/** Context of the bars, and the longer one of the table. */
export const CHAIN_CONTEXT_TOKENS = 131_072;
const LONG_CONTEXT_TOKENS = 1_048_576;

interface StepWords {
  readonly label: string;
  readonly sublabel: string;
  /** What is computed from what. */
  readonly words: string;
  readonly source: string;
  readonly colour: ColourToken;
}

const STEP_WORDS: Readonly<Record<ChainStepId, StepWords>> = {
  'multi-head': {
    label: 'Each head its own',
    sublabel: '128 heads store, BF16',
    words: '61 layers × 128 heads × (128 + 128) elements × 2 B: DeepSeek-V3’s heads without its latent',
    source: 'arXiv 1706.03762; shape of DeepSeek-V3',
    colour: 'c-muted',
  },
  'grouped-query': {
    label: 'Grouped-query',
    sublabel: '8 heads store, BF16',
    words: '61 layers × 8 heads × (128 + 128) elements × 2 B: one stored head for 16 that ask',
    source: 'arXiv 2305.13245; shape of DeepSeek-V3',
    colour: 'f-architecture',
  },
  latent: {
    label: 'Latent (MLA)',
    sublabel: 'DeepSeek-V3, BF16',
    words: '61 layers × (512 + 64) elements × 2 B: one vector is key and value of all heads',
    source: 'arXiv 2405.04434; config of DeepSeek-V3',
    colour: 'f-architecture',
  },
  'fp8-latent': {
    label: 'FP8 with scales',
    sublabel: 'DeepSeek-V3, 656 B a layer',
    words: '61 layers × (512 B in FP8 + 16 B of scales + 64 positional elements in BF16)',
    source: 'FlashMLA README',
    colour: 'f-quantisation',
  },
  indexer: {
    label: 'Selection adds an index',
    sublabel: 'DeepSeek-V3.2, 132 B a layer',
    words: '61 layers × 132 B of index keys more: sparse reading saves reads, not storage',
    source: 'DeepSeek-V3.2-Exp report; FlashMLA README',
    colour: 'c-sand',
  },
  compressed: {
    label: 'Compressed entries',
    sublabel: 'DeepSeek-V4-Pro, mixed formats',
    words:
      '30 layers with an entry for 4 tokens, 31 with one for 128, 584 B each, FP4 index keys of 68 B, a window of 128 tokens in every layer',
    source: 'DeepSeek-V4 report; the size of the scales is assumed',
    colour: 'f-architecture',
  },
};

/** Axis of decades; bars measure log10 of the bytes. */
function decadeAxis(values: readonly number[]): PlotAxis {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.ceil(Math.log10(Math.max(...values)));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return {
    kind: 'linear',
    min: first,
    max: last,
    title: 'bytes of cache per token; each line ten times the one before',
    ticks: ticks.map((value) => ({ value, label: formatBytes(10 ** value) })),
  };
}

/** A fraction at three digits, however small: 0.00127 -> "0.127 %". */
function shareWords(fraction: number): string {
  return `${formatSignificant(fraction * 100)}\u00a0%`;
}

/** "÷16.0" for less than before, "×1.20" for more. */
function factorWords(before: number, after: number): string {
  return after <= before ? `÷${formatSignificant(before / after)}` : `×${formatSignificant(after / before)}`;
}

function barOf({ id, bytesPerToken }: ChainStep, before: ChainStep | undefined): PlotBar {
  const { label, sublabel, colour } = STEP_WORDS[id];
  const to = Math.log10(bytesPerToken);
  const from = before === undefined ? to : Math.log10(before.bytesPerToken);
  const factor = before === undefined ? '' : `, ${factorWords(before.bytesPerToken, bytesPerToken)}`;
  return {
    label,
    sublabel,
    segments: [{ from, to, colour, form: 'reported' }],
    whisker: null,
    valueLabel: `${formatBytes(bytesPerToken)}${factor}`,
  };
}

function cardOf({ id, model, bytesPerToken }: ChainStep, before: ChainStep | undefined): ChartCard {
  const { label, words, source, colour } = STEP_WORDS[id];
  return {
    title: label,
    lines: [
      { label: 'Bytes per token', text: formatCount(bytesPerToken), colour },
      ...(before === undefined
        ? []
        : [
            {
              label: 'Against the step before',
              text: factorWords(before.bytesPerToken, bytesPerToken),
              colour: null,
            },
          ]),
      { label: 'Shape of', text: model.name, colour: null },
      { label: 'Sum', text: words, colour: null },
    ],
    footer: `Computed from layer groups; ${source}`,
  };
}

/** Waterfall of the chain known among `models`; null when its first model is not out yet. */
export function prepareCacheChain(models: readonly ModelArchitecture[]): BarPlotModel | null {
  const steps = computeCacheChain(models, CHAIN_CONTEXT_TOKENS);
  const long = computeCacheChain(models, LONG_CONTEXT_TOKENS);
  const first = steps[0];
  const last = steps.at(-1);
  if (first === undefined || last === undefined) return null;
  const values = steps.map(({ bytesPerToken }) => bytesPerToken);
  return {
    title: 'Cache of one token, from heads of their own to today’s compressed entries',
    summary: `At 61 layers the cache of one token falls from ${formatBytes(first.bytesPerToken)} to ${formatBytes(last.bytesPerToken)} (${last.model.name}), ${formatSignificant(first.bytesPerToken / last.bytesPerToken)} times, in a context of ${formatTokens(CHAIN_CONTEXT_TOKENS)} tokens.`,
    notes: [
      'The axis is logarithmic: a bar twice as long is a factor squared. Sand adds instead of saving.',
      'Same depth and heads throughout; the first two were never built and stand for the attention that the latent replaced. DeepSeek-V4-Pro has 61 layers too, but is a larger model.',
      'Bytes of cache, not of HBM: the fleet below weighs them by spread, share of the footprint and what binds.',
    ],
    valueAxis: decadeAxis(values),
    connectors: true,
    bars: steps.map((step, index) => barOf(step, steps[index - 1])),
    rules: [],
    legend: [],
    table: {
      caption: 'Bytes of cache per token, step by step',
      columns: [
        { label: 'Step', unit: null },
        { label: `At ${formatTokens(CHAIN_CONTEXT_TOKENS)}`, unit: 'bytes' },
        { label: `At ${formatTokens(LONG_CONTEXT_TOKENS)}`, unit: 'bytes' },
        { label: 'Of the step before', unit: 'fraction' },
        { label: 'Of the first step', unit: 'fraction' },
        { label: 'Sum', unit: null },
        { label: 'Source', unit: null },
      ],
      rows: steps.map((step, index) => {
        const before = steps[index - 1]?.bytesPerToken ?? null;
        const { label, words, source } = STEP_WORDS[step.id];
        return [
          textCell(label),
          numberCell(step.bytesPerToken, formatCount, ''),
          numberCell(long[index]?.bytesPerToken ?? null, formatCount, 'not computed'),
          numberCell(before === null ? null : step.bytesPerToken / before, shareWords, 'the first'),
          numberCell(step.bytesPerToken / first.bytesPerToken, shareWords, ''),
          textCell(words),
          textCell(source),
        ];
      }),
      totals: null,
    },
    cards: steps.map((step, index) => cardOf(step, steps[index - 1])),
    fileName: 'waterline-cache-chain',
  };
}
