/** The compare table: inputs that differ, then outputs, one column a scenario. */
import type { ExposureWorld } from '../../core/exposure/types.ts';
import { findDefault } from '../../core/scenario/defaults.ts';
import {
  listDifferences,
  type EffectiveValue,
  type InputDifference,
} from '../../core/scenario/differences.ts';
import type { ChartTableCell, ChartTableModel } from '../chart-model.ts';
import { textCell } from '../chart-model.ts';
import type { CompareCell, CompareRow, CompareTable } from './compare-model.ts';
import { findAssumptionOfField } from '../resolved-inputs.ts';
import { prepareScenarioControls } from '../scenario-controls.ts';
import type { ComparedRun } from './compared-run.ts';
import { isOutsideRange, registryRange, unitNote, unitOfField, writeEffective } from './input-words.ts';
import { listOutputRows } from './output-rows.ts';

export function prepareCompareTable(world: ExposureWorld, runs: readonly ComparedRun[]): CompareTable {
  const inputs = listDifferences(
    world,
    runs.map(({ scenario }) => scenario),
  ).map((difference) => toInputRow(world, runs, difference));
  const outputs = listOutputRows(runs);
  const names = runs.map(({ name }) => name);
  return {
    names,
    inputs,
    outputs,
    file: toFile(names, inputs, outputs),
    title: 'Scenarios compared',
    summary: `${countInputs(inputs.length)} ${inputs.length === 1 ? 'differs' : 'differ'} among ${names.join('; ')}.`,
    fileName: `waterline-scenarios-${world.asOf}`,
  };
}

function countInputs(count: number): string {
  if (count === 0) return 'No input';
  return count === 1 ? 'One input' : `${String(count)} inputs`;
}

function toInputRow(
  world: ExposureWorld,
  runs: readonly ComparedRun[],
  { field, values }: InputDifference,
): CompareRow {
  const fallback = findDefault(world, field.field);
  const [first] = values;
  const cells = runs.map(({ scenario }, i): CompareCell => {
    const used: EffectiveValue = values[i] ?? { value: null, origin: 'default' };
    return {
      value: used.value ?? writeEffective(world, scenario, field, used),
      text: writeEffective(world, scenario, field, used),
      note: noteOf(world, field, used),
      evidence: null,
      isDifferent: i > 0 && !isSameUse(used, first),
    };
  });
  return {
    key: field.field,
    label: field.label,
    unit: unitOfField(world, field),
    unitNote: unitNote(world, field),
    cells,
    fallback: {
      text: writeEffective(world, {}, field, { value: fallback, origin: 'default' }),
      isNumber: typeof fallback === 'number',
      range: registryRange(world, field),
    },
    source: sourceOf(world, field.field),
  };
}

function isSameUse(one: EffectiveValue, other: EffectiveValue | undefined): boolean {
  return other !== undefined && one.value === other.value && one.origin === other.origin;
}

function noteOf(
  world: ExposureWorld,
  field: InputDifference['field'],
  { value, origin }: EffectiveValue,
): string | null {
  if (origin === 'replaced') return null;
  if (origin === 'default') return 'default';
  if (value === null) return null;
  return isOutsideRange(world, field, value) ? 'set, outside the range' : 'set';
}

/** Source of the registry's row; for paths and for what other inputs give, its origin in words. */
function sourceOf(
  world: ExposureWorld,
  field: InputDifference['field']['field'],
): NonNullable<CompareRow['source']> {
  const row = findAssumptionOfField(world, field);
  if (row === null) {
    const control = prepareScenarioControls(world).find((one) => one.field === field);
    return { title: control?.origin ?? 'assumption', url: null };
  }
  return row.sourceTitle === null
    ? { title: row.basis, url: null }
    : { title: row.sourceTitle, url: row.sourceUrl };
}

function toFile(
  names: readonly string[],
  inputs: readonly CompareRow[],
  outputs: readonly CompareRow[],
): ChartTableModel {
  const row = ({ label, unit, cells, fallback, source }: CompareRow, kind: string): ChartTableCell[] => [
    textCell(label),
    textCell(kind),
    textCell(unit ?? ''),
    ...cells.map(({ value, text }) => ({ value, text })),
    textCell(fallback?.text ?? ''),
    textCell(fallback?.range ?? ''),
    textCell(source?.title ?? 'computed'),
    textCell(source?.url ?? ''),
  ];
  return {
    caption: 'Inputs that differ, then outputs; one column a scenario',
    columns: ['Quantity', 'Kind', 'Unit', ...names, 'Default', 'P10 to P90', 'Source', 'Address'].map(
      (label) => ({
        label,
        unit: null,
      }),
    ),
    rows: [...inputs.map((one) => row(one, 'input')), ...outputs.map((one) => row(one, 'output'))],
    totals: null,
  };
}
