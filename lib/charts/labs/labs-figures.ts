/** Key figures of the page of labs and the rows of what each lab's flagship sells and costs today. */
import type { LabEconomics, LabRow } from '../../core/labs/lab-economics.ts';
import { stalest, type Freshness } from '../../core/freshness/freshness.ts';
import { formatDate, formatFraction, formatFractionRange } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { formatCut, largestCut } from './cached-cuts.ts';
import { exampleLab, multipleRange, pricedLabs, type LabsEvidenceKey } from './labs-headline.ts';
import {
  formatListPrice,
  formatModelledPrice,
  formatModelledRange,
  formatMultiple,
  NOT_LISTED,
} from './price-format.ts';

interface LabsFigure extends PageFigure {
  readonly key: LabsEvidenceKey;
}

/** Two to four figures, those that the facts of the date allow. */
export function prepareLabsFigures(economics: LabEconomics): LabsFigure[] {
  const labs = pricedLabs(economics);
  const example = exampleLab(labs);
  const cut = largestCut(economics.cuts);
  const { day } = economics;
  return [
    ...(labs.length === 0
      ? []
      : [
          {
            key: 'priceOverCost' as const,
            label: 'List price over serving cost',
            value: multipleRange(labs.map(({ priceOverCost }) => priceOverCost)),
            range: null,
            note: `lowest to highest of ${String(labs.length)} flagships, each at its point`,
            age: stalest(labs.map(({ row }) => row.freshness)),
          },
        ]),
    ...(example === null
      ? []
      : [
          {
            key: 'margin' as const,
            label: `${example.row.lab.name}, gross margin after`,
            value: formatFraction(example.margin.after.point),
            range: formatFractionRange(example.margin.after.low, example.margin.after.high),
            note: `${formatFraction(example.margin.before.point)} before; on tokens at list price`,
            age: example.row.freshness,
          },
        ]),
    ...(cut === null
      ? []
      : [
          {
            key: 'cut' as const,
            label: 'Deepest cut of cached input',
            value: formatCut(cut),
            range: null,
            note: `${cut.price.provider} ${cut.price.model}, ${formatDate(cut.price.effectiveOn)}: ${formatListPrice(cut.beforeUsdPerMtok)} to ${formatListPrice(cut.afterUsdPerMtok)}`,
          },
        ]),
    ...(day === null
      ? []
      : [
          {
            key: 'day' as const,
            label: 'DeepSeek’s disclosed day',
            value: formatFraction(day.grossMargin),
            range: null,
            note: 'theoretical gross margin, recomputed from stored facts',
          },
        ]),
  ];
}

/** One lab today, written out; `evidence` is null where there is no margin to open. */
export interface LabTodayRow {
  readonly id: string;
  readonly name: string;
  readonly model: string;
  readonly since: string;
  /** Of the list that the price is on. */
  readonly age: Freshness | null;
  readonly price: string;
  readonly priceNote: string | null;
  readonly cost: string;
  readonly costRange: string;
  readonly basis: string;
  readonly multiple: string;
  readonly before: string;
  readonly after: string;
  readonly afterRange: string;
  readonly evidence: LabsEvidenceKey | null;
  readonly absence: string | null;
}

const BASIS = { own: 'own architecture', sibling: 'layout of its sibling', proxy: 'assumed: open models' };

/** Rows of the labs, US labs first. */
export function prepareLabRows({ labs }: LabEconomics): LabTodayRow[] {
  return labs.map(toRow);
}

function toRow({ lab, steps, current, absence, freshness }: LabRow): LabTodayRow {
  const last = steps.at(-1);
  const known = {
    id: lab.id,
    name: lab.name,
    model: last?.price.model ?? NOT_LISTED,
    since: last === undefined ? '' : formatDate(last.price.effectiveOn),
    age: last === undefined ? null : freshness,
  };
  const margin = current?.margin ?? null;
  if (current === null || margin === null || 'absence' in current.blended || 'absence' in current.cost) {
    return { ...known, ...NOTHING, absence: absence ?? 'not computed' };
  }
  const { blended, cost, priceOverCost } = current;
  return {
    ...known,
    price: formatListPrice(blended.usdPerMtok),
    priceNote: blended.isCachedAtInputPrice ? 'no cached price listed: billed as input' : null,
    cost: formatModelledPrice(cost.point),
    costRange: formatModelledRange(cost.low, cost.high),
    basis: BASIS[cost.basis],
    multiple: priceOverCost === null ? '' : formatMultiple(priceOverCost),
    before: formatFraction(margin.before.point),
    after: formatFraction(margin.after.point),
    afterRange: formatFractionRange(margin.after.low, margin.after.high),
    evidence: `lab:${lab.id}`,
    absence: null,
  };
}

const NOTHING = {
  price: '',
  priceNote: null,
  cost: '',
  costRange: '',
  basis: '',
  multiple: '',
  before: '',
  after: '',
  afterRange: '',
  evidence: null,
} as const;
