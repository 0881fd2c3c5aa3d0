/** Sentence and key figures of the Sensitivity page. */
import type { UncertaintyAnswer } from '../../core/uncertainty/types.ts';
import { shortInputName } from '../assumption-evidence.ts';
import { formatFraction, formatFractionRange, formatQuarterLong, formatSignificant } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { resolveNumber } from '../resolved-inputs.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';
import type { SensitivitySource } from './sensitivity-source.ts';

/** "Memory saving explains 51 % of the variance of ...; below an elasticity of 4.2 demand does not come back." */
export function prepareSensitivityHeadline(source: SensitivitySource): SentencePart[] {
  const { draws, words } = source;
  if (draws === null) {
    return [plain(`What moves ${words.name} is not known without draws`), ...breakEvenParts(source)];
  }
  return [...driverParts(source, draws), ...fallParts(draws), ...breakEvenParts(source)];
}

function driverParts({ words }: SensitivitySource, draws: UncertaintyAnswer): SentencePart[] {
  const [index] = draws.sobol;
  if (index !== undefined) {
    return [
      plain(`${shortInputName(index.name)} explains `),
      figure(formatFraction(index.total), 'firstDriver'),
      muted(` (${formatFractionRange(...index.totalInterval)})`),
      plain(` of the variance of ${words.name}. `),
    ];
  }
  const [bar] = draws.tornado;
  if (bar?.low == null || bar.high === null || bar.low === bar.high) {
    return [plain(`No input moves ${words.name} in this scenario. `)];
  }
  return [
    plain(`${shortInputName(bar.name)} moves ${words.name} most: `),
    figure(`${words.format(bar.low)} to ${words.format(bar.high)}`, 'firstDriver'),
    plain('. '),
  ];
}

function fallParts(draws: UncertaintyAnswer): SentencePart[] {
  return [
    plain('HBM revenue falls in '),
    figure(formatFraction(draws.probabilityOfFall), 'probabilityOfFall'),
    ...(draws.probabilityUnchanged > 0
      ? [muted(` (unchanged in ${formatFraction(draws.probabilityUnchanged)})`)]
      : []),
    plain(' of runs'),
  ];
}

function breakEvenParts({ answer }: SensitivitySource): SentencePart[] {
  const breakEven = answer.breakEvenElasticity;
  if (breakEven === null) {
    return [plain(`; no elasticity pays the saving back in the long run.`)];
  }
  return [
    plain(`; below an elasticity of `),
    figure(formatSignificant(breakEven), 'breakEven'),
    plain(' demand does not come back in the long run.'),
  ];
}

export function rangeNote(draws: UncertaintyAnswer | null): string {
  if (draws === null) return 'Ranges are missing: no draws have been made.';
  const count = draws.draws.toLocaleString('en-US');
  return `Ranges: 80 % of ${count} draws (P10 to P90) of every input that varies, seed ${String(draws.seed)}; of shares of the variance 95 % bootstrap intervals.`;
}

export function prepareSensitivityFigures(source: SensitivitySource): PageFigure[] {
  const { draws, words, answer, world } = source;
  const elasticity = resolveNumber(world, {}, 'usageElasticity');
  const breakEven = answer.breakEvenElasticity;
  return [
    ...(draws === null ? [] : drawnFigures(source, draws)),
    {
      key: 'breakEven',
      label: 'Break-even elasticity',
      value: breakEven === null ? 'none' : formatSignificant(breakEven),
      range: null,
      note:
        draws === null
          ? `at the points of the inputs; evidence has ${elasticity === null ? 'none' : formatSignificant(elasticity)}`
          : `usage is more elastic in ${formatFraction(draws.probabilityElasticityAboveBreakEven)} of runs`,
    },
    ...(draws === null
      ? []
      : [
          {
            key: 'offset',
            label: 'Back at baseline demand',
            value:
              draws.probabilityOfOffset === null ? 'never below' : formatFraction(draws.probabilityOfOffset),
            range: null,
            note: offsetNote(draws, answer.quarters.at(-1)?.quarter ?? ''),
          },
        ]),
    ...(draws === null || draws.mean === null
      ? []
      : [
          {
            key: 'mean',
            label: 'Mean',
            value: words.format(draws.mean),
            range: null,
            note:
              draws.meanInterval === null
                ? 'too few draws for an error bar'
                : `error bar ${draws.meanInterval.map(words.format).join(' to ')}, from 8 scramblings`,
          },
        ]),
  ];
}

function drawnFigures({ words }: SensitivitySource, draws: UncertaintyAnswer): PageFigure[] {
  const { quantiles } = draws;
  return [
    {
      key: 'median',
      label: 'Median',
      value: quantiles === null ? 'no value' : words.format(quantiles.p50),
      range: quantiles === null ? null : `${words.format(quantiles.p10)} to ${words.format(quantiles.p90)}`,
      note: `all inputs at their points give ${draws.point === null ? 'no value' : words.format(draws.point)}`,
    },
    {
      key: 'probabilityOfFall',
      label: 'HBM revenue falls',
      value: formatFraction(draws.probabilityOfFall),
      range:
        draws.probabilityOfFallInterval === null
          ? null
          : formatFractionRange(
              Math.max(0, draws.probabilityOfFallInterval[0]),
              Math.min(1, draws.probabilityOfFallInterval[1]),
            ),
      note: `of runs over the horizon; unchanged in ${formatFraction(draws.probabilityUnchanged)}`,
    },
  ];
}

function offsetNote({ offsetQuarter, probabilityOfOffset }: UncertaintyAnswer, last: string): string {
  if (probabilityOfOffset === null) return 'demand stays at or above its baseline in every run';
  const { p10, p50 } = offsetQuarter;
  const later = `later than ${formatQuarterLong(last)}`;
  if (p10 === null) return `of runs that fall below; ${later} in nine of ten`;
  return `of runs that fall below; the earliest tenth by ${formatQuarterLong(p10)}, half ${p50 === null ? later : `by ${formatQuarterLong(p50)}`}`;
}
