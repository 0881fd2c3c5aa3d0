'use client';

import { memo, useId, useState } from 'react';

import { formatDate } from '#lib/charts/format.ts';
import {
  fromPageUnit,
  lastQuarterWords,
  toPageUnit,
  type ScenarioControl,
} from '#lib/charts/scenario-controls.ts';

import {
  readControlRange,
  shownValue,
  writeControlRange,
  type ControlRange,
} from '#lib/charts/scenario-inputs.ts';
import type { OwnRange } from '#lib/core/exposure/own-ranges.ts';

import styles from './ScenarioSlider.module.css';

interface ScenarioSliderProps {
  readonly control: ScenarioControl;
  /** As in the scenario; undefined while the field is at its default. */
  readonly value: number | string | undefined;
  /** The reader's own range in place of the registry's. */
  readonly own: OwnRange | null;
  readonly asOf: string;
  /** Why the value does not count at present; null when it does. */
  readonly idleBecause: string | null;
  /** Null takes the field back to its default. */
  readonly onChange: (control: ScenarioControl, value: number | string | null) => void;
  readonly onRange: (control: ScenarioControl, range: ControlRange) => void;
}

/** One input: slider, field, range and origin. A path or an unused input says so until it is set to one number. */
export const ScenarioSlider = memo(function ScenarioSlider({
  control,
  value,
  own,
  asOf,
  idleBecause,
  onChange,
  onRange,
}: ScenarioSliderProps) {
  const id = useId();
  const shown = shownValue(control, value, own);
  const isChanged = value !== undefined || own !== null;

  return (
    <div
      className={styles['control']}
      data-changed={isChanged || undefined}
      data-idle={idleBecause !== null || undefined}
    >
      <div className={styles['head']}>
        <label className={styles['label']} htmlFor={id} title={control.hint}>
          {control.label}
        </label>
        {isChanged ? (
          <button
            type="button"
            className={styles['reset']}
            onClick={() => {
              onChange(control, null);
            }}
            aria-label={`reset ${control.label} to ${control.unsetText ?? 'the default'}`}
          >
            reset
          </button>
        ) : null}
      </div>
      {shown === null ? (
        <div className={styles['unset']}>
          <span>{control.unsetText}</span>
          <button
            type="button"
            className={styles['set']}
            id={id}
            onClick={() => {
              onChange(control, control.startValue);
            }}
          >
            set one number
          </button>
        </div>
      ) : (
        <SetControl
          {...{ id, control, asOf, onChange, onRange }}
          own={value === undefined ? own : null}
          pageValue={toPageUnit(control, shown, asOf)}
        />
      )}
      <p className={styles['origin']} id={`${id}-origin`}>
        {idleBecause ?? <Origin control={control} isOwn={value === undefined && own !== null} />}
      </p>
    </div>
  );
});

function Origin({ control, isOwn }: { readonly control: ScenarioControl; readonly isOwn: boolean }) {
  if (isOwn) return 'range set by you';
  return (
    <>
      {control.range === null ? null : (
        <>
          <span>{control.range.text}</span>
          {' · '}
        </>
      )}
      {control.sourceUrl === null ? (
        control.origin
      ) : (
        <a href={control.sourceUrl} target="_blank" rel="noreferrer">
          {control.origin}
        </a>
      )}
    </>
  );
}

interface SetControlProps extends Omit<ScenarioSliderProps, 'value' | 'idleBecause'> {
  readonly id: string;
  readonly pageValue: number;
}

function SetControl({ id, control, own, pageValue, asOf, onChange, onRange }: SetControlProps) {
  const words = inWords(control, pageValue, asOf);
  const set = (next: number): void => {
    onChange(control, fromPageUnit(control, next, asOf));
  };

  return (
    <div className={styles['inputs']}>
      <span className={styles['track']}>
        <RangeMark control={control} own={own} />
        <input
          className={styles['slider']}
          type="range"
          id={id}
          min={control.min}
          max={control.max}
          step={control.step}
          value={pageValue}
          aria-describedby={`${id}-origin`}
          aria-valuetext={words}
          onChange={(event) => {
            set(event.currentTarget.valueAsNumber);
          }}
        />
      </span>
      {control.scale === 'quarters' ? (
        <output className={styles['words']} htmlFor={id}>
          {words}
        </output>
      ) : (
        <ValueField key={control.field} {...{ control, own, pageValue, asOf, set, onRange }} />
      )}
    </div>
  );
}

interface ValueFieldProps {
  readonly control: ScenarioControl;
  readonly pageValue: number;
  readonly asOf: string;
  readonly set: (pageValue: number) => void;
  readonly own: OwnRange | null;
  readonly onRange: (control: ScenarioControl, range: ControlRange) => void;
}

const FIELD_UNITS = {
  percent: 'per cent',
  number: 'value',
  date: 'year-month-day',
  quarters: 'quarters',
} as const;

/** Typed value, or a range such as 1.2-2.4; outside the limits it is refused in words, not moved to the limit. */
function ValueField({ control, own, pageValue, asOf, set, onRange }: ValueFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const isDate = control.scale === 'date';
  const single = isDate ? String(fromPageUnit(control, pageValue, asOf)) : String(pageValue);
  const current = own === null ? single : writeControlRange(control, own, asOf);
  const fault = draft === null ? null : faultOf(control, draft, asOf);
  const errorId = useId();

  return (
    <span className={styles['field']}>
      <input
        className={styles['value']}
        data-kind={isDate ? 'date' : own === null ? 'number' : 'range'}
        title={control.assumptionId === null ? undefined : 'A number, or a range such as 1.2-2.4'}
        type="text"
        inputMode={isDate ? 'numeric' : 'decimal'}
        aria-label={`${control.label}, ${FIELD_UNITS[control.scale]}`}
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? undefined : errorId}
        value={draft ?? current}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setDraft(text);
          const range = readControlRange(control, text, asOf);
          if (range !== null) onRange(control, range);
          else if (faultOf(control, text, asOf) === null) set(readDraft(control, text, asOf));
        }}
        onBlur={() => {
          setDraft(null);
        }}
      />
      {control.scale === 'percent' ? <span aria-hidden="true">%</span> : null}
      {fault === null ? null : (
        <span className={styles['error']} id={errorId} role="alert">
          {fault}
        </span>
      )}
    </span>
  );
}

/** P10 to P90 as a band under the slider. */
function RangeMark({ control, own }: { readonly control: ScenarioControl; readonly own: OwnRange | null }) {
  const range = own === null ? control.range : inPageUnit(control, own);
  if (range === null) return null;
  const share = (value: number): number => (100 * (value - control.min)) / (control.max - control.min);
  const low = Math.max(0, share(range.low));
  const high = Math.min(100, share(range.high));
  return (
    <svg
      className={styles['mark']}
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect x={low.toFixed(2)} y="0" width={(high - low).toFixed(2)} height="4" />
    </svg>
  );
}

function readDraft(control: ScenarioControl, text: string, asOf: string): number {
  return control.scale === 'date'
    ? toPageUnit(control, text.trim(), asOf)
    : Number(text.trim().replace(',', '.'));
}

/** A range is of a fraction or a plain number, never of a date. */
function inPageUnit(control: ScenarioControl, { low, high }: OwnRange): ControlRange {
  return { low: toPageUnit(control, low, ''), high: toPageUnit(control, high, '') };
}

function faultOf(control: ScenarioControl, text: string, asOf: string): string | null {
  if (readControlRange(control, text, asOf) !== null) return null;
  const isBlank =
    text.trim() === '' || (control.scale === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(text.trim()));
  const value = isBlank ? NaN : readDraft(control, text, asOf);
  if (Number.isFinite(value) && value >= control.min && value <= control.max) return null;
  return `from ${inWords(control, control.min, asOf)} to ${inWords(control, control.max, asOf)}`;
}

function inWords(control: ScenarioControl, pageValue: number, asOf: string): string {
  switch (control.scale) {
    case 'percent':
      return `${String(pageValue)} %`;
    case 'date':
      return formatDate(String(fromPageUnit(control, pageValue, asOf)));
    case 'quarters':
      return `to ${lastQuarterWords(asOf, pageValue)}`;
    case 'number':
      return String(pageValue);
  }
}
