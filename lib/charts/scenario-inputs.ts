/** What the scenario bar sets: one number of a field, or a range of the reader's own in its place; never both. */
import { pointOfRange, type OwnRange } from '../core/exposure/own-ranges.ts';
import type { ExposureScenario } from '../core/exposure/types.ts';
import { setScenarioField } from '../core/scenario/defaults.ts';
import { fromPageUnit, toPageUnit, type ScenarioControl } from './scenario-controls.ts';

export interface ScenarioInputs {
  readonly scenario: ExposureScenario;
  readonly ranges: readonly OwnRange[];
}

/** The reader's own range of what a control sets; null without one. */
export function ownRangeOf(
  control: Pick<ScenarioControl, 'assumptionId'>,
  ranges: readonly OwnRange[],
): OwnRange | null {
  return ranges.find(({ id }) => id === control.assumptionId) ?? null;
}

/** Ranges of inputs that no control of the bar sets. */
export function rangesElsewhere(
  controls: readonly ScenarioControl[],
  ranges: readonly OwnRange[],
): readonly OwnRange[] {
  return ranges.filter(({ id }) => controls.every(({ assumptionId }) => assumptionId !== id));
}

/** Sets one number, or with null takes the field back to the registry's point and range. */
export function setControlValue(
  { scenario, ranges }: ScenarioInputs,
  control: ScenarioControl,
  value: number | string | null,
): ScenarioInputs {
  return {
    scenario: setScenarioField(scenario, control.field, value, control.defaultValue),
    ranges: ranges.filter(({ id }) => id !== control.assumptionId),
  };
}

/** Sets a range, so that the input is drawn from it; a number that was set gives way. */
export function setControlRange(
  inputs: ScenarioInputs,
  control: ScenarioControl,
  { low, high }: ControlRange,
): ScenarioInputs {
  if (control.assumptionId === null) return inputs;
  const { scenario, ranges } = setControlValue(inputs, control, null);
  return { scenario, ranges: [...ranges, { id: control.assumptionId, low, high }] };
}

/** P10 and P90 in the unit of the scenario. */
export interface ControlRange {
  readonly low: number;
  readonly high: number;
}

const RANGE_TEXT = /^\s*(\d+(?:[.,]\d*)?|[.,]\d+)\s*%?\s*(?:[-–]|to)\s*(\d+(?:[.,]\d*)?|[.,]\d+)\s*%?\s*$/i;

/** Range that a text such as "1.2-2.4" means in the unit of the page; null when it means none, or the control takes none. */
export function readControlRange(control: ScenarioControl, text: string, asOf: string): ControlRange | null {
  const [, lowText, highText] = RANGE_TEXT.exec(text) ?? [];
  if (control.assumptionId === null || lowText === undefined || highText === undefined) return null;
  const [low, high] = [lowText, highText].map((part) => Number(part.replace(',', '.')));
  const isInside = low !== undefined && high !== undefined && low >= control.min && high <= control.max;
  if (!isInside || low >= high) return null;

  return { low: Number(fromPageUnit(control, low, asOf)), high: Number(fromPageUnit(control, high, asOf)) };
}

/** The range as the page writes it: "1.2–2.4". */
export function writeControlRange(
  control: ScenarioControl,
  { low, high }: ControlRange,
  asOf: string,
): string {
  return `${String(toPageUnit(control, low, asOf))}–${String(toPageUnit(control, high, asOf))}`;
}

/** Value behind the slider: what was set, the point of the reader's own range, else the registry's; null for a path. */
export function shownValue(
  control: ScenarioControl,
  value: number | string | undefined,
  own: OwnRange | null,
): number | string | null {
  if (value !== undefined || own === null) return value ?? control.defaultValue;
  return own.point ?? pointOfRange(own, Number(control.defaultValue));
}
