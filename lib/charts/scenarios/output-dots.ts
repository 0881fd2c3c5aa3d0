/** One output of every scenario as a mark with its 80 % range, and how often one lies below another. */
import type { BarPlotModel } from '../bar-plot-model.ts';
import { numberCell, textCell, type ChartTableModel } from '../chart-model.ts';
import { compareRuns, type RunComparison } from '../../core/uncertainty/compare-runs.ts';
import type { ComparedOutput } from '../../core/scenario/compare-link.ts';
import { formatFraction } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { describeOutput, type OutputWords } from './compared-outputs.ts';
import { NO_DRAWS, rangeOfDraws, SLOT_MARKS, type ComparedRun } from './compared-run.ts';

/** Half of a mark's width, as a share of the axis. */
const MARK_SHARE = 0.007;

interface Dot {
  readonly run: ComparedRun;
  /** In the page's unit, as the rest. */
  readonly point: number | null;
  readonly median: number | null;
  readonly range: { readonly low: number; readonly high: number } | null;
}

/** The dots; null when no scenario has the output. */
export function prepareOutputDots(runs: readonly ComparedRun[], id: ComparedOutput): BarPlotModel | null {
  const words = describeOutput(id);
  const dots = runs.map((run): Dot => toDot(run, words));
  const drawn = dots.filter(({ point }) => point !== null);
  if (drawn.length === 0) return null;
  const axis = linearAxis(
    dots.flatMap(({ point, range }) => [point, range?.low, range?.high].filter((value) => value != null)),
    words.unit,
  );
  const half = MARK_SHARE * (axis.max - axis.min);
  return {
    title: `${words.label} by scenario`,
    summary: summarise(drawn, words),
    notes: [
      'Mark: every input at its point. Whisker: P10 to P90, the same world in the same draw for every scenario.',
      ...absentNotes(dots, words),
    ],
    valueAxis: axis,
    bars: dots.map(({ run, point, range }) => ({
      label: run.name,
      sublabel: null,
      segments:
        point === null
          ? []
          : [
              {
                from: point - half,
                to: point + half,
                colour: SLOT_MARKS[run.slot].colour,
                form: 'derived' as const,
              },
            ],
      whisker: range,
      valueLabel: point === null ? words.absence : words.write(point),
    })),
    rules: [],
    legend: [],
    table: toTable(dots, words),
    cards: dots.map(({ run, point, median, range }) => ({
      title: run.name,
      lines: [
        {
          label: words.label,
          text: point === null ? words.absence : words.write(point),
          colour: SLOT_MARKS[run.slot].colour,
        },
        { label: 'Median of draws', text: median === null ? NO_DRAWS : words.write(median), colour: null },
        {
          label: 'P10 to P90',
          text: range === null ? NO_DRAWS : `${words.write(range.low)} to ${words.write(range.high)}`,
          colour: null,
        },
      ],
      footer: 'Computed by the engine and its draws',
    })),
    fileName: `waterline-scenarios-${id.toLowerCase().replaceAll('.', '-')}`,
  };
}

function toDot(run: ComparedRun, words: OutputWords): Dot {
  const point = words.read(run.answer);
  const median = run.output?.quantiles?.p50 ?? null;
  return {
    run,
    point: point === null ? null : words.scale(point),
    median: median === null ? null : words.scale(median),
    range: rangeOfDraws(run.output, words.scale),
  };
}

function summarise(dots: readonly Dot[], { label, write }: OutputWords): string {
  const sorted = dots.toSorted((a, b) => (a.point ?? 0) - (b.point ?? 0));
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return '';
  const said = ({ run, point }: Dot): string => `${write(point ?? 0)} (${run.name})`;
  return least === most ? `${label}: ${said(least)}.` : `${label} goes from ${said(least)} to ${said(most)}.`;
}

function absentNotes(dots: readonly Dot[], { absence }: OutputWords): string[] {
  return dots.flatMap(({ run, point }) => {
    const absent = run.output?.absentDraws ?? 0;
    if (point === null) return [`${run.name}: ${absence}.`];
    return absent === 0
      ? []
      : [`${run.name}: ${String(absent)} draws have no value (${run.output?.absence ?? absence}).`];
  });
}

function toTable(dots: readonly Dot[], words: OutputWords): ChartTableModel {
  const { unit, write, absence } = words;
  return {
    caption: `${words.label} by scenario`,
    columns: [
      { label: 'Scenario', unit: null },
      { label: 'Point', unit },
      { label: 'P10', unit },
      { label: 'Median', unit },
      { label: 'P90', unit },
    ],
    rows: dots.map(({ run, point, median, range }) => [
      textCell(run.name),
      numberCell(point, write, absence),
      numberCell(range?.low ?? null, write, NO_DRAWS),
      numberCell(median, write, NO_DRAWS),
      numberCell(range?.high ?? null, write, NO_DRAWS),
    ]),
    totals: null,
  };
}

/** Share of draws in which the scenario of a row lies below that of a column; null without draws or a second scenario. */
export function prepareBelowTable(runs: readonly ComparedRun[], id: ComparedOutput): ChartTableModel | null {
  if (runs.length < 2 || runs.every(({ output }) => output === null)) return null;
  const { label } = describeOutput(id);
  return {
    caption: `${label}: share of draws in which the row lies below the column`,
    columns: [
      { label: 'Scenario', unit: null },
      ...runs.map(({ name }) => ({ label: `below ${name}`, unit: '' })),
    ],
    rows: runs.map((row) => [
      textCell(row.name),
      ...runs.map((column) => {
        if (row === column) return textCell('–');
        return numberCell(compareOutputs(row, column)?.below.value ?? null, formatFraction, NO_DRAWS);
      }),
    ]),
    totals: null,
  };
}

function compareOutputs(row: ComparedRun, column: ComparedRun): RunComparison | null {
  const [first, second] = [row.output?.keptDraws ?? null, column.output?.keptDraws ?? null];
  return first === null || second === null ? null : compareRuns(first, second);
}
