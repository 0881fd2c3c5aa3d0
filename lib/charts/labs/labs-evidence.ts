/** What stands behind the figures of the page of labs. */
import { DISCLOSED_DAY } from '../../core/labs/deepseek-day.ts';
import {
  DEPLOYED_ACCELERATORS,
  MIN_TOKENS_PER_SECOND_PER_USER,
  REALISED_SHARE,
} from '../../core/labs/deployment.ts';
import type { ChosenRange, LabEconomics } from '../../core/labs/lab-economics.ts';
import type { LabsWorld } from '../../core/labs/labs-world.ts';
import type { Assumption } from '../../core/facts/types.ts';
import {
  evidenceOf,
  type EvidenceBook,
  type EvidenceInputRow,
  type FigureEvidence,
} from '../figure-evidence.ts';
import {
  formatDate,
  formatFraction,
  formatFractionRange,
  formatQuarterLong,
  formatSignificant,
} from '../format.ts';
import { dayEvidence, realisedShareEvidence } from './disclosed-day.ts';
import {
  formatListPrice,
  formatModelledPrice,
  formatModelledRange,
  formatMultiple,
  NOT_LISTED,
} from './price-format.ts';
import { formatCut, largestCut } from './cached-cuts.ts';
import { exampleLab, multipleRange, pricedLabs, RANGE_WORDS, type PricedLab } from './labs-headline.ts';

const COST_WORDS =
  'The serving roofline gives accelerator-seconds of a mean request of the mix; times the price of an hour, over the tokens of the request, over the share of the roofline that a fleet realises.';

/** Evidence of every figure of the page, by key. */
export function prepareLabsEvidence(world: LabsWorld, economics: LabEconomics): EvidenceBook {
  const labs = pricedLabs(economics);
  const example = exampleLab(labs);
  return {
    costSaving: savingEvidence(economics),
    passThrough: passThroughEvidence(world.passThrough, economics.passThrough),
    ...(labs.length === 0 ? {} : { priceOverCost: multipleEvidence(economics, labs) }),
    ...(example === null ? {} : { margin: labEvidence(world, economics, example) }),
    ...Object.fromEntries(
      labs.map((priced) => [`lab:${priced.row.lab.id}`, labEvidence(world, economics, priced)]),
    ),
    ...(economics.day === null
      ? {}
      : { day: dayEvidence(economics.day), realisedShare: realisedShareEvidence(economics.day) }),
    ...cutEvidence(economics),
  };
}

function savingEvidence({ costSaving, quarter }: LabEconomics): FigureEvidence {
  if (costSaving.isGiven) {
    return evidenceOf({
      title: 'Cost saving',
      value: formatFraction(costSaving.point),
      grade: 'set by you',
      words: 'Set on this page. Left empty, it is the saving that the fleet reaches at the chosen quarter.',
    });
  }
  return evidenceOf({
    title: `Cost saving of the fleet at ${formatQuarterLong(quarter)}`,
    ...rangeOf(costSaving),
    words:
      'What a token costs less than today when techniques spread through the fleet as their adoption curves say: bytes saved count with memory’s share of cost, time saved counts in full. The mean over US labs, Chinese labs and open-weight hosting.',
    formula: 'c = 1 − (1 − m·d)·time(t)/time(today)',
    notes: ['Every adoption curve behind it is an assumption; the Efficiency page shows them.'],
  });
}

function passThroughEvidence(row: Assumption, passThrough: ChosenRange): FigureEvidence {
  return evidenceOf({
    title: 'Pass-through of a cost saving to price',
    ...rangeOf(passThrough),
    grade: passThrough.isGiven ? 'set by you' : row.basis,
    words: 'Share of a cost saving that buyers get as a lower price; the lab keeps the rest as margin.',
    inputs: [registryRow(row)],
  });
}

function rangeOf({ low, point, high }: ChosenRange) {
  const hasRange = low !== high;
  return {
    value: formatFraction(point),
    range: hasRange ? formatFractionRange(low, high) : null,
    rangeWords: hasRange ? 'about P10 to P90' : null,
  };
}

function registryRow(row: Assumption): EvidenceInputRow {
  const write = (value: number): string =>
    row.unit === 'fraction' ? formatFraction(value) : `${formatSignificant(value)} ${row.unit}`;
  return {
    label: row.name,
    value: write(row.point),
    range: row.low === row.high ? null : `${write(row.low)} to ${write(row.high)}`,
    grade: row.basis,
    source: row.sourceTitle === null ? null : { title: row.sourceTitle, url: row.sourceUrl },
    note: row.derivation === '-' || row.derivation === '' ? null : row.derivation,
  };
}

function multipleEvidence({ mix }: LabEconomics, labs: readonly PricedLab[]): FigureEvidence {
  return evidenceOf({
    title: 'List price over serving cost',
    value: multipleRange(labs.map(({ priceOverCost }) => priceOverCost)),
    range: null,
    words: `The list price of a lab’s flagship at the mix "${mix.name}" over the point of its serving cost, from the lowest to the highest lab.`,
    formula: 'price = (uncached·p_in + cached·p_cached + output·p_out) / (input + output)',
    steps: labs
      .toSorted((a, b) => a.priceOverCost - b.priceOverCost)
      .map(({ row, step, priceOverCost }) => ({
        label: row.lab.name,
        note: step.price.model,
        value: formatMultiple(priceOverCost),
      })),
    sources: 'absence' in mix ? [] : mix.facts.map(factSource),
    notes: [
      COST_WORDS,
      'It is no markup on a lab’s whole cost: training, staff and free users are not in it.',
    ],
  });
}

function factSource(fact: {
  readonly sourceTitle: string | null;
  readonly url: string | null;
  readonly publishedOn: string | null;
  readonly quantity: string;
}) {
  return {
    title: fact.sourceTitle ?? 'source not named',
    url: fact.url,
    publishedOn: fact.publishedOn === '' ? null : fact.publishedOn,
    where: fact.quantity.replaceAll('_', ' '),
  };
}

/** Margin of one lab: its price, its cost, the saving. */
function labEvidence(world: LabsWorld, economics: LabEconomics, priced: PricedLab): FigureEvidence {
  const { row, step, margin, priceOverCost } = priced;
  const { price, blended, cost } = step;
  const listed = (usd: number | null): string => (usd === null ? NOT_LISTED : formatListPrice(usd));
  const { defaults } = world;
  return evidenceOf({
    title: `Gross margin on tokens: ${row.lab.name}, ${price.model}`,
    value: `${formatFraction(margin.before.point)} → ${formatFraction(margin.after.point)}`,
    range: `${formatFractionRange(margin.before.low, margin.before.high)} → ${formatFractionRange(margin.after.low, margin.after.high)}`,
    rangeWords: RANGE_WORDS,
    words: `One minus serving cost over list price at the mix "${economics.mix.name}"; after the saving the cost falls by c and the price by φ·c. ${COST_WORDS}`,
    formula: 'after = 1 − (1 − before)·(1 − c)/(1 − φ·c)',
    steps: [
      { label: 'Input', note: `from ${formatDate(price.effectiveOn)}`, value: listed(price.inputUsdPerMtok) },
      { label: 'Cached input', note: 'list', value: listed(price.cachedInputUsdPerMtok) },
      { label: 'Output', note: 'list', value: listed(price.outputUsdPerMtok) },
      {
        label: 'Price at the mix',
        note:
          'absence' in blended || !blended.isCachedAtInputPrice
            ? 'USD per million tokens'
            : 'no cached price listed: cached input billed as input',
        value: 'absence' in blended ? blended.absence : formatListPrice(blended.usdPerMtok),
      },
      {
        label: 'Serving cost',
        note: 'absence' in cost ? '' : formatModelledRange(cost.low, cost.high),
        value: 'absence' in cost ? cost.absence : formatModelledPrice(cost.point),
      },
      { label: 'Price over cost', note: 'at the points', value: formatMultiple(priceOverCost) },
      ...('absence' in cost
        ? []
        : cost.swings.map(({ input, atLow, atHigh }) => ({
            label: input,
            note: 'cost with it at its low and at its high',
            value: `${formatModelledPrice(atLow)} · ${formatModelledPrice(atHigh)}`,
          }))),
    ],
    inputs: [
      ...('absence' in cost
        ? []
        : [
            {
              label: 'Architecture',
              value: cost.architectureIds.join(', '),
              range: null,
              grade: cost.basis === 'proxy' ? ('assumption' as const) : ('sourced' as const),
              source: null,
              note: `${cost.basisWords}; ${cost.hardware}, FP8, at least ${String(MIN_TOKENS_PER_SECOND_PER_USER)} tokens a second per user`,
            },
          ]),
      registryRow(defaults.usdPerAcceleratorHour),
      registryRow(defaults.computeUtilisation),
      registryRow(defaults.bandwidthUtilisation),
      registryRow(defaults.memoryUtilisation),
      {
        label: 'Share of the roofline that a fleet realises',
        value: formatFraction(REALISED_SHARE.point),
        range: formatFractionRange(REALISED_SHARE.low, REALISED_SHARE.high),
        grade: 'assumption',
        source: { title: 'DeepSeek, day 6 of the open-source week', url: DISCLOSED_DAY.url },
        note: 'ends from one day of one lab; for every other lab an assumption',
      },
    ],
    sources: [
      {
        title: price.sourceTitle ?? 'source not named',
        url: price.url,
        publishedOn: price.publishedOn === '' ? null : price.publishedOn,
        where: 'list price',
      },
      ...('absence' in economics.mix ? [] : economics.mix.facts.map(factSource)),
    ],
    notes: [
      `Flagship: ${row.lab.choice}.`,
      `${String(DEPLOYED_ACCELERATORS)} accelerators hold one copy of the weights.`,
      ...(price.notes === null || price.notes === '' ? [] : [`Price row: ${price.notes}.`]),
    ],
  });
}

function cutEvidence({ cuts }: LabEconomics): EvidenceBook {
  const cut = largestCut(cuts);
  if (cut === null) return {};
  const { price } = cut;
  return {
    cut: evidenceOf({
      title: `Largest cut of cached billing: ${price.model}`,
      value: formatCut(cut),
      grade: price.grade,
      words: `Cached input of ${price.provider}’s ${price.model} against its own price before, ${formatDate(price.effectiveOn)}.`,
      steps: [
        {
          label: 'Before',
          note: `${formatFraction(cut.ratioBefore)} of input`,
          value: formatListPrice(cut.beforeUsdPerMtok),
        },
        {
          label: 'After',
          note: `${formatFraction(cut.ratioAfter)} of input`,
          value: formatListPrice(cut.afterUsdPerMtok),
        },
      ],
      sources: [
        {
          title: price.sourceTitle ?? 'source not named',
          url: price.url,
          publishedOn: price.publishedOn,
          where: null,
        },
      ],
      notes: price.notes === null || price.notes === '' ? [] : [price.notes],
    }),
  };
}
