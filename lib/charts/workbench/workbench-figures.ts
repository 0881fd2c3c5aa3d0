/** Sentence and key figures of the Workbench. */
import type { RangedValue } from '../../core/efficiency/one-at-a-time.ts';
import type { ServingPoint } from '../../core/efficiency/serving.ts';
import type { WorkbenchAnswer } from '../../core/workbench/evaluate-workbench.ts';
import { formatBytes } from '../byte-words.ts';
import { formatFraction, formatFractionRange, formatRange, formatSignificant } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';
import { BINDING_MEANING, BINDING_WORDS, infeasibleWords, orNone, whole } from './workbench-words.ts';

/** What a request keeps and reads, what a user takes, and what the stack saves of it. */
export function prepareHeadline(answer: WorkbenchAnswer): readonly SentencePart[] {
  const { plan, load } = answer;
  const opening = [
    plain(`${plan.model.name} keeps `),
    figure(formatBytes(plan.kvStoredBytes), 'kv'),
    plain(' of cache for one request and reads '),
    figure(formatBytes(plan.kvReadBytes), 'read'),
    plain(' of it for every token'),
  ];
  if (load.before === null) return [...opening, plain(`. ${infeasibleWords(answer)}`)];
  return [
    ...opening,
    plain('; with its part of the weights a user takes '),
    figure(formatBytes(load.before.hbmBytesPerUser), 'user'),
    plain(' of HBM'),
    ...savingWords(answer),
  ];
}

function savingWords({ stack, techniques, ranges }: WorkbenchAnswer): readonly SentencePart[] {
  if (techniques.length === 0) return [plain(`, and ${BINDING_WORDS[stack.base.binding]} binds.`)];
  if (stack.memorySaving === null) return [plain(`. ${stack.absence ?? ''}.`)];
  const range =
    ranges.saving === null ? [] : [muted(` (${formatFractionRange(ranges.saving.low, ranges.saving.high)})`)];
  return [
    plain(`. The stack saves `),
    figure(formatFraction(stack.memorySaving), 'saving'),
    ...range,
    plain(' of HBM hours where it saves '),
    figure(orNone(stack.rawByteSaving, formatFraction), 'raw'),
    plain(` of bytes: ${BINDING_WORDS[stack.optimised.binding]} binds.`),
  ];
}

/** Range of a figure after the stack, in the words of the page; null where there is none. */
export function rangeWords(range: RangedValue | null): string | null {
  return range === null ? null : formatRange(range.low, range.high);
}

/** Key figures, "before → after" where a stack changes them, each with the range of what it is after. */
export function prepareFigures({ stack, techniques, ranges }: WorkbenchAnswer): readonly PageFigure[] {
  const { base, optimised } = stack;
  const pair = (
    read: (point: ServingPoint) => number | null,
    write: (value: number) => string = formatSignificant,
  ): string => {
    const [before, after] = [orNone(read(base), write), orNone(read(optimised), write)];
    return techniques.length === 0 || before === after ? before : `${before} → ${after}`;
  };
  const speed =
    optimised.batchLatencyLimit === null ? '' : `, fast enough to ${whole(optimised.batchLatencyLimit)}`;
  return [
    {
      key: 'batch',
      label: 'Sequences at once',
      value: pair((point) => point.batch, whole),
      range: null,
      note: `room for ${whole(optimised.batchCapacityLimit)}${speed}`,
    },
    {
      key: 'decode',
      label: 'Decode',
      value: pair((point) => point.decodeTokensPerSecondPerAccelerator),
      range: rangeWords(ranges.decode),
      note: 'tokens a second and accelerator',
    },
    {
      key: 'prefill',
      label: 'Prefill',
      value: pair((point) => point.prefillTokensPerSecondPerAccelerator),
      range: rangeWords(ranges.prefill),
      note: 'uncached tokens a second and accelerator',
    },
    {
      key: 'hbm',
      label: 'HBM per million tokens',
      value: pair((point) => point.hbmGigabyteHoursPerMillionTokens),
      range: rangeWords(ranges.hbm),
      note: 'GB held for an hour',
    },
    {
      key: 'cost',
      label: 'Cost per million tokens',
      value: pair(
        (point) => point.usdPerMillionTokens,
        (usd) => `$${formatSignificant(usd)}`,
      ),
      range: ranges.usd === null ? null : `$${formatRange(ranges.usd.low, ranges.usd.high)}`,
      note: optimised.feasible ? BINDING_MEANING[optimised.binding] : 'the deployment cannot serve one user',
    },
  ];
}
