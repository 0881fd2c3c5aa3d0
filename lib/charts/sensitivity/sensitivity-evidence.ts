/** What stands behind the figures of the Sensitivity page, and behind every input that moves them. */
import { assumptionEvidence } from '../assumption-evidence.ts';
import { evidenceOf, type EvidenceBook, type FigureEvidence } from '../figure-evidence.ts';
import { formatFraction, formatFractionRange, formatSignificant } from '../format.ts';
import type { UncertaintyAnswer } from '../../core/uncertainty/types.ts';
import type { SensitivitySource } from './sensitivity-source.ts';

const BREAK_EVEN_FORMULA =
  'ε* = ln[(1 − τ)(1 − s) / (1 − τ(1 − z s))] / ln(1 − φ c);  with τ = 0: ln(1 − s) / ln(1 − φ c)';

export function prepareSensitivityEvidence(source: SensitivitySource): EvidenceBook {
  const { world, draws } = source;
  const inputs = world.assumptions.map(
    (row) => [`input:${row.id}`, assumptionEvidence(row, world.ownRangeIds.includes(row.id))] as const,
  );
  return {
    ...Object.fromEntries(inputs),
    breakEven: breakEvenEvidence(source),
    ...(draws === null ? {} : drawnEvidence(source, draws)),
  };
}

function breakEvenEvidence({ answer }: SensitivitySource): FigureEvidence {
  const value = answer.breakEvenElasticity;
  return evidenceOf({
    title: 'Break-even elasticity',
    value: value === null ? 'none' : formatSignificant(value),
    words:
      'The price elasticity of usage at which cheaper tokens bring exactly as much more use as the saving takes away, in the long run, training counted, the cap on usage left aside.',
    formula: BREAK_EVEN_FORMULA,
    steps: [
      'memorySaving',
      'memoryShareOfCost',
      'costSaving',
      'passThrough',
      'trainingShare',
      'trainingSavingRatio',
    ]
      .flatMap((field) => answer.inputs.filter((input) => input.field === field))
      .map((input) => ({ label: input.name, note: input.symbol, value: String(input.value) })),
  });
}

function drawnEvidence({ words }: SensitivitySource, draws: UncertaintyAnswer): EvidenceBook {
  const [index] = draws.sobol;
  const [bar] = draws.tornado;
  const how = [
    {
      label: 'Inputs drawn',
      note: 'every input that varies and that the scenario leaves open',
      value: String(draws.tornado.length),
    },
    {
      label: 'Draws',
      note: '8 scrambled Sobol sequences side by side',
      value: draws.draws.toLocaleString('en-US'),
    },
    { label: 'Seed', note: 'the same seed gives the same draws on every machine', value: String(draws.seed) },
  ];
  const drawn = (title: string, value: string, range: string | null, said: string): FigureEvidence =>
    evidenceOf({
      title,
      value,
      range,
      rangeWords: range === null ? null : 'P10 to P90',
      words: said,
      steps: how,
    });
  const { quantiles } = draws;
  return {
    median: drawn(
      'Median',
      quantiles === null ? 'no value' : words.format(quantiles.p50),
      quantiles === null ? null : `${words.format(quantiles.p10)} to ${words.format(quantiles.p90)}`,
      `Quantiles (type 7) of ${words.name} over all draws. Each draw runs the whole chain: capex path, calibration, demand, market, vendors.`,
    ),
    mean: drawn(
      'Mean',
      draws.mean === null ? 'no value' : words.format(draws.mean),
      null,
      `Mean of ${words.name} over all draws; its error bar is Student’s t over the means of the 8 independent scramblings.`,
    ),
    probabilityOfFall: drawn(
      'Probability that HBM revenue falls',
      formatFraction(draws.probabilityOfFall),
      null,
      `Share of draws in which HBM revenue over the horizon lies below its baseline. Unchanged to the last digit in ${formatFraction(draws.probabilityUnchanged)}: backlog and contracts swallow small savings whole.`,
    ),
    offset: drawn(
      'Back at baseline demand',
      draws.probabilityOfOffset === null ? 'never below' : formatFraction(draws.probabilityOfOffset),
      null,
      'Of the draws in which demand falls below its baseline, the share in which it is back, and stays, within the horizon.',
    ),
    firstDriver: evidenceOf({
      title: index === undefined ? 'Widest bar' : 'Share of the variance',
      value: index === undefined ? (bar?.name ?? 'none') : formatFraction(index.total),
      range: index === undefined ? null : formatFractionRange(...index.totalInterval),
      rangeWords: index === undefined ? null : '95 % bootstrap interval',
      words:
        index === undefined
          ? 'The input whose P10 and P90 move the output most, all others at their points.'
          : 'Total Sobol index: the share of the variance that would be left if every other input were known (Jansen’s estimator on a Saltelli design).',
      formula: index === undefined ? null : 'ST_i = mean[(f(A) − f(A with column i of B))²] / (2 Var f)',
      steps: [
        ...how,
        {
          label: 'Rows of the design',
          note: 'each costs one path an input and two more',
          value: String(draws.sobolDraws),
        },
      ],
    }),
  };
}
