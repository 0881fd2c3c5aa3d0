/** What each technique brings to the fleet's saving, as steps that end at the whole. */
import type { FleetStudy } from '../../core/efficiency/fleet/fleet-study.ts';
import {
  fleetAdoption,
  decimalYear,
  decimalYearOfQuarter,
} from '../../core/efficiency/fleet/fleet-saving.ts';
import type { FleetPart } from '../../core/efficiency/fleet/fleet-rows.ts';
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import { numberCell, textCell } from '../chart-model.ts';
import { formatFraction, formatQuarterLong } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { fleetName, formatPoints, techniqueColour } from './efficiency-words.ts';
import { fleetWords } from './fleet-path-plot.ts';

export const PART_WORDS: Readonly<Record<FleetPart, string>> = {
  kv: 'cache bytes',
  weights: 'weight bytes',
  decode_time: 'decode time',
  prefill_time: 'prefill time',
};

interface Contribution {
  readonly id: string;
  readonly name: string;
  readonly share: number;
  readonly from: number;
  readonly part: string;
  readonly saving: number;
  readonly before: number;
  readonly after: number;
}

function listContributions(study: FleetStudy, asOf: string): Contribution[] {
  const { fleet, quarters, at, contributions } = study;
  const before = fleetAdoption(fleet, decimalYear(asOf));
  const after = fleetAdoption(fleet, decimalYearOfQuarter(quarters[at]?.quarter ?? ''));
  let from = 0;
  return contributions.map(({ technique, name, share }) => {
    const row = fleet.techniques.find(({ id }) => id === technique);
    const contribution = {
      id: technique,
      name: fleetName(technique, name),
      share,
      from,
      part: row === undefined ? '' : PART_WORDS[row.part],
      saving: row?.saving ?? 0,
      before: before.get(technique) ?? 0,
      after: after.get(technique) ?? 0,
    };
    from += share;
    return contribution;
  });
}

/** Steps of the contributions and the whole; null in a quarter in which nothing is saved. */
export function prepareContributionBars(
  study: FleetStudy,
  asOf: string,
  techniques: readonly { readonly id: string; readonly family: string }[],
): BarPlotModel | null {
  const quarter = study.quarters[study.at];
  if (quarter === undefined || quarter.memorySaving === 0) return null;
  const parts = listContributions(study, asOf);
  const [first, second] = parts;
  const bars: PlotBar[] = parts.map(({ id, name, share, from, before, after }) => ({
    label: name,
    sublabel: `in use ${formatFraction(before)} → ${formatFraction(after)}`,
    segments: [{ from, to: from + share, colour: techniqueColour(id, techniques), form: 'assumption' }],
    whisker: null,
    valueLabel: formatPoints(share),
  }));
  const whole: PlotBar = {
    label: 'Together',
    sublabel: formatQuarterLong(quarter.quarter),
    segments: [{ from: 0, to: quarter.memorySaving, colour: 'c-water', form: 'reported' }],
    whisker: {
      low: study.memory[study.at]?.low ?? quarter.memorySaving,
      high: study.memory[study.at]?.high ?? quarter.memorySaving,
    },
    valueLabel: formatFraction(quarter.memorySaving),
  };
  return {
    title: `What brings the saving of ${fleetWords(study.segment)} by ${formatQuarterLong(quarter.quarter)}`,
    summary:
      first === undefined || second === undefined
        ? 'No technique of the fleet is known at this date.'
        : `${first.name} brings ${formatPoints(first.share)} of ${formatFraction(quarter.memorySaving)}, ${second.name} ${formatPoints(second.share)}.`,
    notes: [
      'Shapley shares: the mean over all orders in which techniques could be added, so overlap is split fairly and the steps end exactly at the whole.',
      'Counted only from the date on: what is in use already lowers nothing more. Coloured by family of technique.',
    ],
    valueAxis: linearAxis(
      [...bars, whole].flatMap(({ segments, whisker }) => [
        ...segments.flatMap(({ from, to }) => [from, to]),
        whisker?.high ?? 0,
      ]),
      '% of inference HBM saved',
      (value) => String(Math.round(value * 100)).replace('-', '\u2212'),
    ),
    connectors: true,
    bars: [...bars, whole],
    rules: [],
    legend: [],
    table: {
      caption: 'Contributions to the saving',
      columns: [
        { label: 'Technique', unit: null },
        { label: 'Share of the saving', unit: 'fraction of HBM' },
        { label: 'Acts on', unit: null },
        { label: 'Saves of it', unit: 'fraction' },
        { label: 'In use at the date', unit: 'fraction' },
        { label: 'In use then', unit: 'fraction' },
      ],
      rows: parts.map(({ name, share, part, saving, before, after }) => [
        textCell(name),
        numberCell(share, formatFraction, ''),
        textCell(part),
        numberCell(saving, formatFraction, ''),
        numberCell(before, formatFraction, ''),
        numberCell(after, formatFraction, ''),
      ]),
      totals: [
        textCell('Together'),
        numberCell(quarter.memorySaving, formatFraction, ''),
        ...['', '', '', ''].map(textCell),
      ],
    },
    cards: [
      ...parts.map(({ id, name, share, part, saving, before, after }) => ({
        title: name,
        lines: [
          { label: 'Brings', text: formatPoints(share), colour: techniqueColour(id, techniques) },
          { label: 'Acts on', text: part, colour: null },
          { label: 'Saves of it', text: formatFraction(saving), colour: null },
          { label: 'In use', text: `${formatFraction(before)} → ${formatFraction(after)}`, colour: null },
        ],
        footer: 'Adoption is an assumption',
      })),
      {
        title: 'Together',
        lines: [{ label: 'Saving', text: formatFraction(quarter.memorySaving), colour: 'c-water' as const }],
        footer: 'Computed from assumed adoption',
      },
    ],
    fileName: 'waterline-fleet-contributions',
  };
}
