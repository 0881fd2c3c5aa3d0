/** The fleet's saving quarter by quarter: whole with its range, and by segment. */
import { decimalYearOfQuarter } from '../../core/efficiency/fleet/fleet-saving.ts';
import { FLEET_SEGMENTS, type FleetSegment } from '../../core/efficiency/fleet/fleet-rows.ts';
import type { FleetStudy } from '../../core/efficiency/fleet/fleet-study.ts';
import { numberCell, textCell, type ChartCard, type ColourToken } from '../chart-model.ts';
import { formatFraction, formatFractionRange, formatQuarter, formatQuarterLong } from '../format.ts';
import { linearAxis, timeAxis, type PlotAxis } from '../plot-axis.ts';
import type { XyPlotModel, XySeries } from '../xy-plot-model.ts';
import { EFFICIENCY_EVENTS } from '../timeline/event-choices.ts';

export const SEGMENT_COLOURS: Readonly<Record<FleetSegment, ColourToken>> = {
  us_frontier: 'c-deep',
  cn_labs: 'c-sand',
  open_hosting: 'c-muted',
};

/** Names at the ends of lines, where there is less room. */
export const SEGMENT_ENDS: Readonly<Record<FleetSegment, string>> = {
  us_frontier: 'US frontier labs',
  cn_labs: 'Chinese labs',
  open_hosting: 'Open hosting',
};

export const RANGE_WORDS =
  'about 80 %: one input at a time from its low to its high, swings combined as if independent';

const percent = (fraction: number): string => `${String(Math.round(fraction * 100))}\u00a0%`;

/** Name of what a study speaks of. */
export function fleetWords(segment: FleetSegment | null): string {
  return FLEET_SEGMENTS.find(({ key }) => key === segment)?.name ?? 'the fleet';
}

function quarterAxis(years: readonly number[]): PlotAxis {
  const first = years[0] ?? 0;
  const last = years.at(-1) ?? 0;
  return timeAxis(first - 0.125, Math.max(last, first + 0.25) + 0.125);
}

function cardsOf({ quarters, memory, segment }: FleetStudy): ChartCard[] {
  return quarters.map((quarter, k) => ({
    title: formatQuarterLong(quarter.quarter),
    lines: [
      {
        label: segment === null ? 'Fleet' : fleetWords(segment),
        text: `${formatFraction(quarter.memorySaving)} (${formatFractionRange(memory[k]?.low ?? 0, memory[k]?.high ?? 0)})`,
        colour: 'c-water',
      },
      ...(segment === null
        ? FLEET_SEGMENTS.map(({ key, name }) => ({
            label: name,
            text: formatFraction(quarter.segments[key].memorySaving),
            colour: SEGMENT_COLOURS[key],
          }))
        : []),
      { label: 'Of token cost', text: formatFraction(quarter.costSaving), colour: null },
      { label: 'Training', text: formatFraction(quarter.trainingSaving), colour: null },
    ],
    footer: 'Computed from assumed adoption',
  }));
}

function seriesOf({ quarters, memory, segment }: FleetStudy, years: readonly number[]): XySeries[] {
  const band: XySeries = {
    id: 'range',
    label: 'Range',
    colour: 'c-water',
    mark: 'band',
    form: 'assumption',
    endLabel: null,
    points: quarters.map(({ memorySaving }, k) => ({
      x: years[k] ?? 0,
      y: memorySaving,
      low: memory[k]?.low ?? memorySaving,
      high: memory[k]?.high ?? memorySaving,
      cardIndex: null,
    })),
  };
  const whole: XySeries = {
    id: 'whole',
    label: segment === null ? 'Whole fleet' : fleetWords(segment),
    colour: 'c-water',
    mark: 'line',
    form: 'reported',
    endLabel: segment === null ? 'Whole fleet' : SEGMENT_ENDS[segment],
    points: quarters.map(({ memorySaving }, k) => ({ x: years[k] ?? 0, y: memorySaving, cardIndex: k })),
  };
  if (segment !== null) return [band, whole];
  const bySegment = FLEET_SEGMENTS.map(({ key, name }): XySeries => ({
    id: key,
    label: name,
    colour: SEGMENT_COLOURS[key],
    mark: 'line',
    form: 'derived',
    endLabel: SEGMENT_ENDS[key],
    points: quarters.map(({ segments }, k) => ({
      x: years[k] ?? 0,
      y: segments[key].memorySaving,
      cardIndex: null,
    })),
  }));
  return [band, ...bySegment, whole];
}

/** Path of the saving with its band; the segments beside it when none is in focus. */
export function prepareFleetPath(study: FleetStudy): XyPlotModel {
  const { quarters, memory, segment, at } = study;
  const years = quarters.map(({ quarter }) => decimalYearOfQuarter(quarter));
  const last = quarters.at(-1);
  const half = (last?.memorySaving ?? 0) / 2;
  const middle = quarters.find(({ memorySaving }) => half > 0 && memorySaving >= half);
  const top = Math.max(...memory.map(({ high }) => high));
  const chosen = quarters[at];
  return {
    title: 'HBM per unit of inference that the fleet saves',
    summary:
      last === undefined || middle === undefined
        ? 'Nothing is saved over these quarters.'
        : `${segment === null ? 'The whole fleet' : fleetWords(segment)} reaches ${formatFraction(last.memorySaving)} in ${formatQuarterLong(last.quarter)}; half of that by ${formatQuarterLong(middle.quarter)}.`,
    notes: [
      `Beyond what the fleet already does on the date. Band: ${RANGE_WORDS}.`,
      'Every adoption curve is an assumption: nobody publishes the share of served tokens that uses a technique.',
    ],
    events: EFFICIENCY_EVENTS,
    xAxis: quarterAxis(years),
    yAxis: linearAxis([0, top], 'saved of inference HBM', percent),
    series: seriesOf(study, years),
    rules:
      chosen === undefined || at === quarters.length - 1
        ? []
        : [{ axis: 'x', value: years[at] ?? 0, label: formatQuarter(chosen.quarter) }],
    table: {
      caption: 'Saving by quarter',
      columns: [
        { label: 'Quarter', unit: null },
        { label: 'Memory', unit: 'fraction' },
        { label: 'Low', unit: 'fraction' },
        { label: 'High', unit: 'fraction' },
        { label: 'Token cost', unit: 'fraction' },
        { label: 'Training', unit: 'fraction' },
        ...(segment === null ? FLEET_SEGMENTS.map(({ name }) => ({ label: name, unit: 'fraction' })) : []),
      ],
      rows: quarters.map((quarter, k) => [
        textCell(quarter.quarter),
        numberCell(quarter.memorySaving, formatFraction, ''),
        numberCell(memory[k]?.low ?? null, formatFraction, ''),
        numberCell(memory[k]?.high ?? null, formatFraction, ''),
        numberCell(quarter.costSaving, formatFraction, ''),
        numberCell(quarter.trainingSaving, formatFraction, ''),
        ...(segment === null
          ? FLEET_SEGMENTS.map(({ key }) =>
              numberCell(quarter.segments[key].memorySaving, formatFraction, ''),
            )
          : []),
      ]),
      totals: null,
    },
    cards: cardsOf(study),
    fileName: 'waterline-fleet-saving',
  };
}
