/** Where the change of HBM revenue comes from and where it goes, as steps that end at the whole. */
import type { ExposureAnswer } from '../../core/exposure/types.ts';
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import { numberCell, textCell, type ColourToken } from '../chart-model.ts';
import { formatSigned, formatUsdBn, formatUsdBnChange } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { stackParts } from './ebit-bars.ts';
import { horizonWords, LEAST_USD_BN } from './exposure-source.ts';

interface Step {
  readonly label: string;
  readonly sublabel: string;
  readonly usdBn: number;
  readonly colour: ColourToken;
  readonly words: string;
}

interface Words {
  readonly title: string;
  readonly summary: string;
  readonly notes: readonly string[];
  readonly fileName: string;
}

/** Steps from nothing to the change; the last bar is their sum. */
export function stepBars(steps: readonly Step[], whole: Omit<Step, 'usdBn'>): readonly PlotBar[] {
  let from = 0;
  const bars = steps.map(({ label, sublabel, usdBn, colour }): PlotBar => {
    const bar: PlotBar = {
      label,
      sublabel,
      segments: [{ from, to: from + usdBn, colour, form: 'reported' }],
      whisker: null,
      valueLabel: formatSigned(usdBn),
    };
    from += usdBn;
    return bar;
  });
  return [
    ...bars,
    {
      label: whole.label,
      sublabel: whole.sublabel,
      segments: [{ from: 0, to: from, colour: whole.colour, form: 'reported' }],
      whisker: null,
      valueLabel: formatSigned(from),
    },
  ];
}

function waterfall(answer: ExposureAnswer, steps: readonly Step[], words: Words): BarPlotModel {
  const change = answer.total.hbmUsdBn - answer.total.baselineHbmUsdBn;
  const whole = {
    label: 'Change',
    sublabel: 'of HBM revenue',
    colour: 'c-deep' as const,
    words: 'HBM revenue with the saving less the baseline, summed over the quarters',
  };
  const bars = stepBars(steps, whole);
  const all: readonly Step[] = [...steps, { ...whole, usdBn: change }];
  return {
    ...words,
    valueAxis: linearAxis(
      bars.flatMap(({ segments }) => segments.flatMap(({ from, to }) => [from, to])),
      'HBM revenue over the horizon, USD bn',
    ),
    connectors: true,
    bars,
    rules: [],
    legend: [],
    table: {
      caption: `Steps that sum to the change of HBM revenue, ${horizonWords(answer)}`,
      columns: [
        { label: 'Step', unit: null },
        { label: 'Amount', unit: 'USD bn' },
        { label: 'What it is', unit: null },
      ],
      rows: steps.map(({ label, usdBn, words: said }) => [
        textCell(label),
        numberCell(usdBn, formatSigned, ''),
        textCell(said),
      ]),
      totals: [textCell('Change'), numberCell(change, formatSigned, ''), textCell(whole.words)],
    },
    cards: all.map(({ label, usdBn, colour, words: said }) => ({
      title: label,
      lines: [
        { label: 'Amount', text: formatUsdBnChange(usdBn), colour },
        { label: 'What it is', text: said, colour: null },
      ],
      footer: 'Derived by the model',
    })),
  };
}

/** The change by what caused it; levers stand in it only where they are used. */
export function prepareCauseBars(answer: ExposureAnswer): BarPlotModel {
  const { saving, rebound, anticipated, overhang, backlog, contract } = answer.causesUsdBn;
  const levers: readonly Step[] = [
    {
      label: 'Expected already',
      sublabel: 'in the capex guides',
      usdBn: anticipated,
      colour: 'c-supply',
      words: 'saving and rebound that the guides behind the baseline contain',
    },
    {
      label: 'Contract overhang',
      sublabel: 'stock worked off',
      usdBn: overhang,
      colour: 'c-deep',
      words: 'volume bought under contract without need, which replaces later orders',
    },
  ];
  return waterfall(
    answer,
    [
      {
        label: 'Saving alone',
        sublabel: 'use unchanged',
        usdBn: saving,
        colour: 'c-water',
        words: 'what the saving would cost if nobody used more, at the market’s price response',
      },
      {
        label: 'Rebound',
        sublabel: 'cheaper, so more use',
        usdBn: rebound,
        colour: 'c-sand',
        words: 'what more use brings back, or more than back',
      },
      ...levers.filter(({ usdBn }) => Math.abs(usdBn) > LEAST_USD_BN),
      {
        label: 'Order backlog',
        sublabel: 'the queue gives way first',
        usdBn: backlog,
        colour: 'c-muted',
        words: 'orders that supply could not serve give way before revenue does',
      },
      {
        label: 'Contracts',
        sublabel: 'fixed price and volume',
        usdBn: contract,
        colour: 'c-muted',
        words: 'revenue under contract does not follow the market',
      },
    ],
    {
      title: 'What the change of HBM revenue is made of',
      summary: `The saving alone would change HBM revenue by ${formatUsdBnChange(saving)}; rebound, queue and contracts leave ${formatUsdBnChange(answer.total.hbmUsdBn - answer.total.baselineHbmUsdBn)}.`,
      notes: ['Each step is taken with what stands above it, so their order matters and their sum does not.'],
      fileName: `waterline-causes-${answer.asOf}`,
    },
  );
}

/** The change by who absorbs it, and what is left by price and volume. */
export function prepareAbsorptionBars(answer: ExposureAnswer): BarPlotModel {
  const { unabsorbed, backlog, contract, price, volume } = answer.attributionUsdBn;
  const model = waterfall(
    answer,
    [
      {
        label: 'Demand alone',
        sublabel: 'no queue, no contract',
        usdBn: unabsorbed,
        colour: 'c-water',
        words: 'revenue if every order met a free market',
      },
      {
        label: 'Order backlog',
        sublabel: 'absorbs',
        usdBn: backlog,
        colour: 'c-muted',
        words: 'orders that supply could not serve give way before revenue does',
      },
      {
        label: 'Contracts',
        sublabel: 'absorb',
        usdBn: contract,
        colour: 'c-muted',
        words: 'revenue under contract does not follow the market',
      },
    ],
    {
      title: 'Who absorbs it, and whether price or volume gives way',
      summary: `Backlog and contracts absorb ${formatUsdBn(backlog + contract)} of ${formatUsdBn(Math.abs(unabsorbed))}; of what is left, price is ${formatUsdBnChange(price)} and volume ${formatUsdBnChange(volume)}.`,
      notes: [
        'The last bar is the same change once more, split into price and volume; price falls to profit in full, volume by its margin.',
      ],
      fileName: `waterline-absorption-${answer.asOf}`,
    },
  );
  return { ...model, ...withPriceAndVolume(model, answer) };
}

/** The change again as price and volume, one after the other. */
function withPriceAndVolume(
  model: BarPlotModel,
  { attributionUsdBn: { price, volume } }: ExposureAnswer,
): Pick<BarPlotModel, 'bars' | 'table' | 'cards' | 'legend' | 'connectors'> {
  const split: PlotBar = {
    label: 'Price and volume',
    sublabel: 'the same change',
    segments: stackParts([
      { value: price, colour: 't-price', form: 'reported' },
      { value: volume, colour: 't-volume', form: 'reported' },
    ]),
    whisker: null,
    valueLabel: formatSigned(price + volume),
  };
  const words = { price: 'uncontracted revenue by price', volume: 'uncontracted revenue by volume' };
  return {
    connectors: true,
    bars: [...model.bars, split],
    legend: [
      { label: 'price', colour: 't-price' },
      { label: 'volume', colour: 't-volume' },
    ],
    table: {
      ...model.table,
      rows: [
        ...model.table.rows,
        [textCell('of it price'), numberCell(price, formatSigned, ''), textCell(words.price)],
        [textCell('of it volume'), numberCell(volume, formatSigned, ''), textCell(words.volume)],
      ],
      caption: `${model.table.caption}; price and volume sum to the same change`,
    },
    cards: [
      ...model.cards,
      {
        title: 'Price and volume',
        lines: [
          { label: 'Price', text: formatUsdBnChange(price), colour: 't-price' },
          { label: 'Volume', text: formatUsdBnChange(volume), colour: 't-volume' },
        ],
        footer: 'Derived by the model',
      },
    ],
  };
}
