/** What stands behind each figure of the Workbench. */
import type { EfficiencyWorld } from '../../core/efficiency/efficiency-world.ts';
import { meanContextOf } from '../../core/efficiency/serving-request.ts';
import type { WorkbenchAnswer } from '../../core/workbench/evaluate-workbench.ts';
import { formatBytes } from '../byte-words.ts';
import {
  evidenceOf,
  type EvidenceBook,
  type EvidenceInputRow,
  type EvidenceSource,
  type FigureEvidence,
} from '../figure-evidence.ts';
import { formatFraction, formatFractionRange, formatSignificant } from '../format.ts';
import { rangeWords } from './workbench-figures.ts';
import { BINDING_MEANING, BINDING_WORDS, orNone, whole } from './workbench-words.ts';

function registryInputs(world: EfficiencyWorld, { plan }: WorkbenchAnswer): EvidenceInputRow[] {
  const { request } = plan;
  const used = [
    [world.defaults.memoryUtilisation, request.memoryUtilisation],
    [world.defaults.bandwidthUtilisation, request.bandwidthUtilisation],
    [world.defaults.computeUtilisation, request.computeUtilisation],
    [world.defaults.usdPerAcceleratorHour, request.usdPerAcceleratorHour],
  ] as const;
  return used.map(([row, value]) => ({
    label: row.name,
    value: formatSignificant(value),
    range: `${formatSignificant(row.low)}–${formatSignificant(row.high)}`,
    grade: value === row.point ? row.basis : 'set by you',
    source: row.sourceTitle === null ? null : { title: row.sourceTitle, url: row.sourceUrl },
    note: row.derivation === '-' ? null : row.derivation,
  }));
}

function sourcesOf(world: EfficiencyWorld, { plan, techniques }: WorkbenchAnswer): EvidenceSource[] {
  const accelerator = world.accelerators.find(({ id }) => id === plan.accelerator.id);
  return [
    {
      title: `Shape of ${plan.model.name}`,
      url: urlOrNull(plan.model.sourceUrl),
      publishedOn: plan.model.releasedOn,
      where: plan.model.configEvidence,
    },
    {
      title: accelerator?.sourceTitle ?? plan.accelerator.name,
      url: accelerator?.url ?? null,
      publishedOn: accelerator?.publishedOn ?? null,
      where: `${formatSignificant(plan.accelerator.hbmGb ?? 0)} GB, ${formatSignificant(plan.accelerator.hbmBandwidthTbS ?? 0)} TB/s`,
    },
    ...techniques.map((technique) => ({
      title: technique.sourceTitle ?? technique.name,
      url: technique.url,
      publishedOn: technique.publishedOn,
      where: `${technique.name}: ${technique.whereInSource}`,
    })),
  ];
}

/** Pasted configs have no address. */
function urlOrNull(text: string): string | null {
  return text.startsWith('https://') ? text : null;
}

/** What one user takes before the stack, and what a step of the whole batch moves and computes. */
function userEvidence(
  { plan, load, stack }: WorkbenchAnswer,
  common: Pick<FigureEvidence, 'inputs' | 'sources'>,
): FigureEvidence {
  const title = 'HBM of one user';
  const before = load.before;
  if (before === null)
    return evidenceOf({ ...common, title, value: 'not served', words: 'Nobody is served.' });
  const milliseconds = (seconds: number): string => `${formatSignificant(seconds * 1000)} ms`;
  return evidenceOf({
    ...common,
    title,
    value: formatBytes(before.hbmBytesPerUser, 4),
    words: 'The cache of one request and its part of the weights, before the stack.',
    formula: 'W / B + KV',
    steps: [
      { label: 'Cache', note: 'of one request', value: formatBytes(plan.kvStoredBytes, 4) },
      {
        label: 'Weights',
        note: `shared by ${whole(stack.base.batch)} users`,
        value: formatBytes(plan.weightBytes, 4),
      },
      {
        label: 'Weights read',
        note: 'in a step; of experts, those that the batch calls',
        value: formatBytes(before.weightBytesReadPerStep, 4),
      },
      {
        label: 'Cache read',
        note: 'in a step, all users',
        value: formatBytes(before.cacheBytesReadPerStep, 4),
      },
      { label: 'Moving bytes', note: 'of a step', value: milliseconds(before.memorySeconds) },
      { label: 'Computing', note: 'of a step', value: milliseconds(before.computeSeconds) },
      {
        label: 'Speed',
        note: 'of one user',
        value: `${formatSignificant(before.tokensPerSecondPerUser)} tokens/s`,
      },
      {
        label: 'Bandwidth',
        note: 'that one user takes',
        value: `${formatBytes(before.bytesPerSecondPerUser)}/s`,
      },
      {
        label: 'After the stack',
        note: 'cache and part of the weights',
        value: load.after === null ? 'not served' : formatBytes(load.after.hbmBytesPerUser, 4),
      },
    ],
  });
}

/** Evidence by the keys that headline and figures use. */
export function prepareWorkbenchEvidence(world: EfficiencyWorld, answer: WorkbenchAnswer): EvidenceBook {
  const { plan, stack, ranges } = answer;
  const { base, optimised } = stack;
  const { request } = plan;
  const open = {
    rangeWords: 'each input without a value of yours at its low and its high alone, swings combined',
  };
  const context = meanContextOf(request);
  const common = { inputs: registryInputs(world, answer), sources: sourcesOf(world, answer) };
  const both = (read: (point: typeof base) => number | null, write: (value: number) => string) => [
    { label: 'Before', note: `${BINDING_WORDS[base.binding]} binds`, value: orNone(read(base), write) },
    {
      label: 'After',
      note: `${BINDING_WORDS[optimised.binding]} binds`,
      value: orNone(read(optimised), write),
    },
  ];
  const significant = (value: number): string => formatSignificant(value, 4);
  return {
    kv: evidenceOf({
      ...common,
      title: 'Cache of one request',
      value: formatBytes(plan.kvStoredBytes, 4),
      words: `Every group of layers keeps its entries for ${whole(context)} tokens: input plus half of the output, the mean while a request is decoded.`,
      formula: 'sum over groups: layers · elements · bytes · min(T, bound)',
      steps: [
        { label: 'Format', note: 'of a cached element', value: request.cacheFormat ?? request.kvDtype },
        {
          label: 'Per token',
          note: 'mean over the context',
          value: formatBytes(plan.kvStoredBytes / context, 4),
        },
      ],
    }),
    read: evidenceOf({
      ...common,
      title: 'Cache read for one token',
      value: formatBytes(plan.kvReadBytes, 4),
      words:
        'Dense attention reads all it stores; sparse attention reads its index and what that selects; a recurrent state is read and written.',
    }),
    user: userEvidence(answer, common),
    batch: evidenceOf({
      ...common,
      title: 'Sequences served at once',
      value: whole(optimised.batch),
      words: `The smaller of what fits and what is fast enough. ${BINDING_MEANING[optimised.binding]}.`,
      formula: 'B = min(⌊(N·C·u − W) / KV⌋, largest B with t(B)/τ ≤ 1/v)',
      steps: [
        { label: 'Usable HBM', note: 'N·C·u', value: formatBytes(plan.usableHbmBytes, 4) },
        { label: 'Weights', note: 'before techniques', value: formatBytes(plan.weightBytes, 4) },
        { label: 'Room for', note: 'after techniques', value: whole(optimised.batchCapacityLimit) },
        {
          label: 'Fast enough to',
          note: 'after techniques',
          value: orNone(optimised.batchLatencyLimit, whole),
        },
      ],
    }),
    decode: evidenceOf({
      ...common,
      ...open,
      range: rangeWords(ranges.decode),
      title: 'Decode tokens a second and accelerator',
      value: orNone(optimised.decodeTokensPerSecondPerAccelerator, significant),
      words: 'Tokens of a step over its time, which is the longer of moving bytes and computing.',
      formula: 't(B) = max((Wread(B) + B·KVread) / (N·BW·u), τ·B·flops / (N·F·u));  τ·B / (t·N)',
      steps: both((point) => point.decodeTokensPerSecondPerAccelerator, significant),
    }),
    prefill: evidenceOf({
      ...common,
      ...open,
      range: rangeWords(ranges.prefill),
      title: 'Prefill tokens a second and accelerator',
      value: orNone(optimised.prefillTokensPerSecondPerAccelerator, significant),
      words: 'Computing binds prefill; the uncached tail of the input sees a mean context of I·(1 + h)/2.',
      formula: 'F·u / flops(I·(1 + h)/2)',
      steps: both((point) => point.prefillTokensPerSecondPerAccelerator, significant),
    }),
    hbm: evidenceOf({
      ...common,
      ...open,
      range: rangeWords(ranges.hbm),
      title: 'HBM held per million tokens',
      value: `${orNone(optimised.hbmGigabyteHoursPerMillionTokens, significant)} GB·h`,
      words:
        'Accelerator-seconds of a request times the HBM of an accelerator, over its tokens; cached input counted.',
      formula: 'A = I·(1 − h)/prefill + O/decode;  A·C / (I + O)',
      steps: both((point) => point.hbmGigabyteHoursPerMillionTokens, significant),
    }),
    cost: evidenceOf({
      ...common,
      ...open,
      range: rangeWords(ranges.usd),
      title: 'Cost per million tokens',
      value: `$${orNone(optimised.usdPerMillionTokens, significant)}`,
      words:
        'Accelerator-seconds of a request at the price of an accelerator-hour; cached input counted. Full load: idle time is not in it.',
      formula: 'A · $/h / 3600 / (I + O) · 10⁶',
      steps: both((point) => point.usdPerMillionTokens, significant),
    }),
    saving: evidenceOf({
      ...common,
      ...open,
      range: ranges.saving === null ? null : formatFractionRange(ranges.saving.low, ranges.saving.high),
      title: 'HBM hours saved by the stack',
      value: orNone(stack.memorySaving, formatFraction),
      words: `How much less HBM is held for the same tokens. ${BINDING_MEANING[optimised.binding]}.`,
      formula: 's = 1 − (A·C) after / before;  conversion = s / raw',
      steps: [
        {
          label: 'Raw byte saving',
          note: 'at the batch before',
          value: orNone(stack.rawByteSaving, formatFraction),
        },
        {
          label: 'Conversion',
          note: 'part of the bytes that becomes fewer accelerators; above 1 when time is saved too',
          value: stack.conversion === null ? 'no byte is saved' : formatSignificant(stack.conversion),
        },
        ...stack.shapley.map(({ technique, share }) => ({
          label: technique,
          note: 'order-free share',
          value: orNone(share, formatFraction),
        })),
      ],
      notes: [...stack.caveats],
    }),
    raw: evidenceOf({
      ...common,
      title: 'Bytes saved by the stack',
      value: orNone(stack.rawByteSaving, formatFraction),
      words:
        'Weights and cache of the batch before, with and without the techniques: what a headline would say.',
      formula: 'raw = 1 − (W + B·KV) after / before',
    }),
  };
}
