/** The sentence of the page and its key figures, computed. */
import { formatFraction, formatFractionRange, formatRange, formatUsdBnChange } from '../format.ts';
import { changeUsdBn } from '../headline.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';
import { rangeOfDraws, rangeText, type ComparedRun } from './compared-run.ts';
import {
  gapUsdBn,
  haveSameHorizon,
  isGapNothing,
  partLabel,
  partsOf,
  spanWords,
  splitBySign,
  type ComparedPair,
} from './compared-pair.ts';

/** Sentence about a pair, or about the only scenario. */
export function prepareScenariosHeadline(
  runs: readonly ComparedRun[],
  pair: ComparedPair | null,
): SentencePart[] {
  const [only] = runs;
  if (pair !== null) return pairSentence(pair);
  if (only === undefined) return [plain('There is no scenario to compare.')];
  const range = rangeOfDraws(only.change);
  return [
    plain(`${said(only)} changes HBM revenue ${spanWords(only)} by `),
    figure(formatUsdBnChange(changeUsdBn(only.answer)), `change:${only.slot}`),
    ...(range === null ? [] : [muted(` (${formatRange(range.low, range.high)})`)]),
    plain('; there is no second scenario to set it against.'),
  ];
}

function pairSentence(pair: ComparedPair): SentencePart[] {
  const { first, second, gap } = pair;
  const count = gap.ok ? gap.value.parts.length : null;
  if (count === 0) {
    return [
      plain(
        `${said(second)} differs from ${said(first)} in no input: both change HBM revenue ${spanWords(first)} by `,
      ),
      figure(formatUsdBnChange(changeUsdBn(first.answer)), `change:${first.slot}`),
      plain('.'),
    ];
  }
  return [
    plain(`${said(second)} differs from ${said(first)} in `),
    figure(count === null ? 'many inputs' : countInputs(count), 'differ'),
    ...(isGapNothing(pair) ? nothingWords(pair) : gapWords(pair)),
    ...belowWords(pair),
    plain('.'),
  ];
}

function nothingWords({ first }: ComparedPair): SentencePart[] {
  return [
    plain(`, which leave HBM revenue ${spanWords(first)} as it is: `),
    figure(formatUsdBnChange(changeUsdBn(first.answer)), `change:${first.slot}`),
    plain(' in both'),
  ];
}

/** Which input makes the gap, or what pulls which way when inputs have both signs. */
function gapWords(pair: ComparedPair): SentencePart[] {
  const { first, second, gap } = pair;
  const parts = partsOf(pair);
  const { along, against } = gap.ok ? splitBySign(gap.value) : { along: [], against: [] };
  const [top] = along;
  const [counter] = against;
  const size = gapParts(pair);
  const ends = [
    figure(formatUsdBnChange(changeUsdBn(second.answer)), `change:${second.slot}`),
    plain(' instead of '),
    figure(formatUsdBnChange(changeUsdBn(first.answer)), `change:${first.slot}`),
  ];
  if (top === undefined) return [plain('; the gap is '), ...size, plain(', '), ...ends];
  const input = figure(partLabel(top), 'gap');
  if (parts.length === 1)
    return [plain('; '), input, plain(' is all of the gap of '), ...size, plain(', '), ...ends];
  if (counter === undefined) {
    const share = figure(formatFraction(top.shareUsdBn / gapUsdBn(pair)), 'gap');
    return [
      plain('; '),
      share,
      plain(' of the gap of '),
      ...size,
      plain(' is '),
      input,
      plain(': '),
      ...ends,
    ];
  }
  return [
    plain('; '),
    input,
    plain(' makes '),
    figure(formatUsdBnChange(top.shareUsdBn), 'gap'),
    plain(' of the gap of '),
    ...size,
    plain(` and ${partLabel(counter)} takes back `),
    figure(formatUsdBnChange(counter.shareUsdBn), 'gap'),
    plain(': '),
    ...ends,
  ];
}

/** "−$80.0 bn (−153 to −26.0) in HBM revenue from Q4 2026 to Q4 2029". */
function gapParts(pair: ComparedPair): SentencePart[] {
  const { first, draws } = pair;
  const what = haveSameHorizon(pair)
    ? ` in HBM revenue ${spanWords(first)}`
    : ' in the change of HBM revenue, each over its own horizon,';
  return [
    figure(formatUsdBnChange(gapUsdBn(pair)), 'gap'),
    ...(draws === null ? [] : [muted(` (${formatRange(draws.gap.p10, draws.gap.p90)})`)]),
    plain(what),
  ];
}

/** A name as a sentence says it: in quotes where its own comma would tear the sentence. */
function said({ name }: ComparedRun): string {
  return name.includes(',') ? `“${name}”` : name;
}

function belowWords({ first, second, draws }: ComparedPair): SentencePart[] {
  if (draws === null) return [];
  return [
    plain(`; in `),
    figure(formatFraction(draws.secondBelow.value), 'below'),
    plain(` of draws ${said(second)} ends below ${said(first)}`),
  ];
}

function countInputs(count: number): string {
  return count === 1 ? '1 input' : `${String(count)} inputs`;
}

/** What the ranges of the page are. */
export function prepareRangeNote(runs: readonly ComparedRun[]): string {
  const drawn = runs.find(({ change }) => change !== null)?.change;
  if (drawn == null) {
    return 'Ranges are missing: too many runs were under way. Points are shown; open the page again for ranges.';
  }
  return `Ranges: P10 to P90 of ${String(drawn.draws)} draws (seed ${String(drawn.seed)}), the same world in the same draw for every scenario. What a scenario sets is held; every other input is drawn from its range.`;
}

/** Up to five key figures. */
export function prepareScenariosFigures(
  runs: readonly ComparedRun[],
  pair: ComparedPair | null,
): readonly PageFigure[] {
  if (pair === null) return runs.map(changeFigure);
  const { first, second, draws } = pair;
  return [
    {
      key: 'gap',
      label: 'Gap in HBM revenue',
      value: formatUsdBnChange(gapUsdBn(pair)),
      range: draws === null ? null : formatRange(draws.gap.p10, draws.gap.p90),
      note: `${second.name} less ${first.name}`,
    },
    {
      key: 'differ',
      label: 'Inputs that differ',
      value: pair.gap.ok ? String(pair.gap.value.parts.length) : 'many',
      range: null,
      note: pair.gap.ok ? partsOf(pair).map(partLabel).join(', ') || 'none' : pair.gap.error,
    },
    ...(draws === null
      ? []
      : [
          {
            key: 'below',
            label: `${second.name} below ${first.name}`,
            value: formatFraction(draws.secondBelow.value),
            range: null,
            note: belowNote(pair),
          },
        ]),
    changeFigure(first),
    changeFigure(second),
  ];
}

function belowNote({ draws }: ComparedPair): string {
  if (draws === null) return '';
  const words = `of ${String(draws.count)} draws, draw by draw`;
  return draws.equal === 0 ? words : `${words}; ${formatFraction(draws.equal)} alike`;
}

function changeFigure(run: ComparedRun): PageFigure {
  return {
    key: `change:${run.slot}`,
    label: `${run.name}, change`,
    value: formatUsdBnChange(changeUsdBn(run.answer)),
    range: rangeText(rangeOfDraws(run.change), run.change),
    note:
      run.change === null
        ? spanWords(run)
        : `falls in ${formatFraction(run.change.probabilityOfFall)} of draws`,
  };
}

/** Interval of a share, for notes. */
export function intervalWords(interval: readonly [number, number] | null): string | null {
  if (interval === null) return null;
  const [low, high] = interval.map((end) => Math.min(1, Math.max(0, end)));
  return `95 % interval ${formatFractionRange(low ?? 0, high ?? 1)}`;
}
