/** The key figures under the sentence of the page of rebound. */
import {
  formatFraction,
  formatPct,
  formatQuarterLong,
  formatRange,
  formatSignificant,
  formatUsdBn,
  formatUsdBnChange,
  formatUsdBnRange,
} from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { formatInputNumber, formatInputRange } from '../resolved-inputs.ts';
import {
  elasticityOf,
  elasticityRange,
  lastQuarterOf,
  neededUse,
  savingOf,
  type ReboundAnswers,
} from './rebound-answers.ts';
import { offsetRangeWords, type ReboundKey } from './rebound-headline.ts';

export type ReboundFigure = PageFigure & { readonly key: ReboundKey };

const NOT_DRAWN = 'not drawn yet';

export function prepareReboundFigures(answers: ReboundAnswers): readonly ReboundFigure[] {
  return [
    breakEvenFigure(answers),
    probabilityFigure(answers),
    offsetFigure(answers),
    lostFigure(answers),
    regainedFigure(answers),
  ];
}

function breakEvenFigure(answers: ReboundAnswers): ReboundFigure {
  const { point, draws, scenario } = answers;
  const elasticity = elasticityOf(answers);
  const needed = neededUse(answers);
  const range = draws?.breakEvenElasticity ?? null;
  return {
    key: 'breakEven',
    label: 'Break-even elasticity',
    value: point.breakEvenElasticity === null ? 'none offsets' : formatSignificant(point.breakEvenElasticity),
    range: range === null ? null : formatRange(range.p10, range.p90),
    note: [
      elasticity === null
        ? `here a multiple of ${formatInputNumber(scenario.usageMultiple ?? 1)} instead`
        : `here ${formatInputNumber(elasticity)}`,
      ...(needed === null ? [] : [`use must reach × ${formatSignificant(needed)}`]),
    ].join('; '),
  };
}

function probabilityFigure(answers: ReboundAnswers): ReboundFigure {
  const { draws } = answers;
  const figure = { key: 'probability', label: 'Elasticity above break-even', range: null } as const;
  if (elasticityOf(answers) === null)
    return { ...figure, value: 'not asked', note: 'a multiple of use is set in its place' };
  if (savingOf(answers) === 0) return { ...figure, value: 'not asked', note: 'nothing is saved' };
  if (draws === null) return { ...figure, value: NOT_DRAWN, note: 'share of runs' };
  return {
    ...figure,
    value: formatFraction(draws.probabilityElasticityAboveBreakEven),
    note: `of runs, ${drawnWords(answers)}`,
  };
}

function drawnWords(answers: ReboundAnswers): string {
  const range = elasticityRange(answers.world);
  return answers.scenario.usageElasticity !== undefined || range === null
    ? `elasticity held at ${formatInputNumber(elasticityOf(answers) ?? 0)}`
    : `elasticity drawn from ${formatInputRange(range.low, range.high, 'elasticity')}`;
}

function offsetFigure(answers: ReboundAnswers): ReboundFigure {
  const { point, draws } = answers;
  const last = formatQuarterLong(lastQuarterOf(answers));
  const isEverBelow = point.quarters.some(({ demandIndex }) => demandIndex < 1);
  return {
    key: 'offset',
    label: 'Demand back at its baseline',
    value:
      point.offset.quarter !== null
        ? formatQuarterLong(point.offset.quarter)
        : isEverBelow
          ? `not by ${last}`
          : 'never below',
    range: offsetRangeWords(answers),
    note: offsetNote(draws, last),
  };
}

function offsetNote(draws: ReboundAnswers['draws'], last: string): string {
  if (draws === null) return 'runs not drawn yet';
  return draws.probabilityOfOffset === null
    ? 'no run falls below it'
    : `by ${last} in ${formatFraction(draws.probabilityOfOffset)} of the runs that fall`;
}

function lostFigure({ point, draws }: ReboundAnswers): ReboundFigure {
  const range = draws?.quantiles ?? null;
  return {
    key: 'lost',
    label: 'Cumulative cost until then',
    value: formatUsdBn(point.offset.revenueLostUsdBn),
    range: range === null ? null : formatUsdBnRange(range.p10, range.p90),
    note:
      point.offset.quarter === null ? 'HBM revenue, over the whole horizon' : 'HBM revenue, rebound counted',
  };
}

function regainedFigure(answers: ReboundAnswers): ReboundFigure {
  const last = answers.balance.quarters.at(-1);
  const [lost, regained] = [last?.lostUsdBn ?? 0, last?.regainedUsdBn ?? 0];
  return {
    key: 'regained',
    label: 'Brought back by rebound',
    value: formatUsdBnChange(regained),
    range: null,
    note:
      lost === 0
        ? 'nothing was lost without it'
        : `${formatPct((regained / lost) * 100)} of the ${formatUsdBn(lost)} lost without it`,
  };
}
