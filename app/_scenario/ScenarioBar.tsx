'use client';

import Link from 'next/link';
import { useCallback, useEffect, useId, useRef, useState } from 'react';

import { formatDate } from '#lib/charts/format.ts';
import { countChanges, toPageUnit, type ScenarioControl } from '#lib/charts/scenario-controls.ts';
import {
  ownRangeOf,
  rangesElsewhere,
  setControlRange,
  setControlValue,
  shownValue,
  writeControlRange,
  type ControlRange,
  type ScenarioInputs,
} from '#lib/charts/scenario-inputs.ts';
import type { OwnRange } from '#lib/core/exposure/own-ranges.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { SCENARIO_PRESETS } from '#lib/core/scenario/defaults.ts';

import pageStyles from '../_page/page.module.css';
import { alertLink } from '../_ui/alert-link.ts';
import { Drawer } from '../_ui/Drawer.tsx';
import styles from './ScenarioBar.module.css';
import { SaveButton } from './SaveButton.tsx';
import type { SavableScenario } from './SaveDialog.tsx';
import { ScenarioSlider } from './ScenarioSlider.tsx';
import { useScenarioSteps } from './use-scenario-steps.ts';

interface ScenarioBarProps {
  readonly controls: readonly ScenarioControl[];
  readonly scenario: ExposureScenario;
  /** The reader's own, in place of the registry's. */
  readonly ranges: readonly OwnRange[];
  readonly asOf: string;
  /** What would be kept, see {@link SaveButton}. */
  readonly saved: SavableScenario;
  readonly onChange: (inputs: ScenarioInputs) => void;
}

/** Sticky under the header: three inputs on a line, the rest behind "More"; on a phone one line and a sheet. */
export function ScenarioBar({ controls, scenario, ranges, asOf, saved, onChange }: ScenarioBarProps) {
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const moreId = useId();
  const changePreset = (preset: ExposureScenario): void => {
    onChange({ scenario: preset, ranges: [] });
  };
  const said = useScenarioSteps(scenario, changePreset);
  const changes = countChanges(controls, { scenario, ranges });
  const primary = controls.filter((control) => control.isPrimary);
  const rest = controls.filter((control) => !control.isPrimary);
  const elsewhere = rangesElsewhere(controls, ranges);
  const latest = useRef<ScenarioInputs>({ scenario, ranges });
  useEffect(() => {
    latest.current = { scenario, ranges };
  });
  const changeField = useCallback(
    (control: ScenarioControl, value: number | string | null) => {
      onChange(setControlValue(latest.current, control, value));
    },
    [onChange],
  );
  const changeRange = useCallback(
    (control: ScenarioControl, range: ControlRange) => {
      onChange(setControlRange(latest.current, control, range));
    },
    [onChange],
  );
  const sliders = (list: readonly ScenarioControl[]) =>
    list.map((control) => (
      <ScenarioSlider
        key={control.field}
        control={control}
        value={scenario[control.field]}
        own={ownRangeOf(control, ranges)}
        asOf={asOf}
        idleBecause={idleReason(control.field, scenario)}
        onChange={changeField}
        onRange={changeRange}
      />
    ));

  const elsewhereLine =
    elsewhere.length === 0 ? null : (
      <OtherRanges
        count={elsewhere.length}
        onReset={() => {
          onChange({ scenario, ranges: ranges.filter((range) => !elsewhere.includes(range)) });
        }}
      />
    );

  return (
    <section className={styles['bar']} aria-label="Scenario">
      <div className={styles['line']}>
        <Presets scenario={scenario} hasRanges={ranges.length > 0} onChange={changePreset} />
        <div className={styles['primary']}>{sliders(primary)}</div>
        <div className={styles['buttons']}>
          <button
            type="button"
            className={styles['more']}
            aria-expanded={isMoreOpen}
            aria-controls={moreId}
            onClick={() => {
              setIsMoreOpen(!isMoreOpen);
            }}
          >
            {isMoreOpen ? 'Less' : 'More'}
            {changes.more === 0 ? null : <span className={styles['count']}> {changes.more} changed</span>}
          </button>
          <SaveButton saved={saved} />
          <SetAlertLink />
        </div>
      </div>
      <p className={pageStyles['status']} role="status">
        {said}
      </p>
      <div className={styles['rest']} id={moreId} hidden={!isMoreOpen}>
        {sliders(rest)}
        {elsewhereLine}
      </div>
      <button
        type="button"
        className={styles['compact']}
        onClick={() => {
          setIsSheetOpen(true);
        }}
      >
        <span className={styles['summary']}>{compactWords(controls, { scenario, ranges }, asOf)}</span>
        <span className={styles['edit']}>Edit</span>
      </button>
      <Drawer
        title="Scenario"
        place="side"
        isOpen={isSheetOpen}
        onClose={() => {
          setIsSheetOpen(false);
        }}
      >
        <Presets scenario={scenario} hasRanges={ranges.length > 0} onChange={changePreset} />
        <div className={styles['sheet']}>{sliders(controls)}</div>
        {elsewhereLine}
        <div className={styles['buttons']}>
          <SaveButton saved={saved} />
          <SetAlertLink />
        </div>
      </Drawer>
    </section>
  );
}

/** A rule watches the base scenario or one that is saved; the form of the alert offers them. */
function SetAlertLink() {
  return (
    <Link className={styles['alert']} href={alertLink({ kind: 'net-sign' })} prefetch={false}>
      Set alert
    </Link>
  );
}

/** Ranges that the bar cannot show are still said where it stands. */
function OtherRanges({ count, onReset }: { readonly count: number; readonly onReset: () => void }) {
  return (
    <p className={styles['others']}>
      {count === 1 ? 'One range of yours is' : `${String(count)} ranges of yours are`} of inputs that are not
      on this bar; the Sensitivity page shows them.{' '}
      <button type="button" className={styles['more']} onClick={onReset}>
        Back to evidence
      </button>
    </p>
  );
}

/** Why an input does nothing in this scenario; null when it counts. */
function idleReason(field: ScenarioControl['field'], scenario: ExposureScenario): string | null {
  if (field === 'usageElasticity' && scenario.usageMultiple !== undefined) {
    return 'replaced by the multiple of calls';
  }
  const isFleets = field === 'memorySaving' || field === 'savingReachedBy';
  return isFleets && scenario.savingPath === 'fleet' ? 'replaced by the fleet’s path' : null;
}

interface PresetsProps {
  /** With a range of the reader's own nothing is as ready-made. */
  readonly hasRanges: boolean;
  readonly scenario: ExposureScenario;
  readonly onChange: (scenario: ExposureScenario) => void;
}

function Presets({ scenario, hasRanges, onChange }: PresetsProps) {
  const current = JSON.stringify(Object.entries(scenario).sort());
  return (
    <div className={styles['presets']} role="group" aria-label="Ready-made scenarios">
      {SCENARIO_PRESETS.map((preset) => (
        <button
          key={preset.id}
          type="button"
          className={styles['chip']}
          title={preset.description}
          aria-pressed={!hasRanges && JSON.stringify(Object.entries(preset.scenario).sort()) === current}
          onClick={() => {
            onChange(preset.scenario);
          }}
        >
          {preset.name}
        </button>
      ))}
    </div>
  );
}

function compactWords(
  controls: readonly ScenarioControl[],
  { scenario, ranges }: ScenarioInputs,
  asOf: string,
): string {
  const textOf = (field: ScenarioControl['field']): string => {
    const control = controls.find((candidate) => candidate.field === field);
    if (control === undefined) return '';
    const own = ownRangeOf(control, ranges);
    if (own !== null) return writeControlRange(control, own, asOf);
    const shown = shownValue(control, scenario[field], own) ?? '';
    return control.scale === 'percent' ? String(toPageUnit(control, shown, asOf)) : String(shown);
  };
  const isFleet = scenario.savingPath === 'fleet';
  const use =
    scenario.usageMultiple === undefined
      ? `ε ${textOf('usageElasticity')}`
      : `calls × ${String(scenario.usageMultiple)}`;
  if (isFleet) return `fleet path · ${use}`;
  return `${textOf('memorySaving')} % · ${use} · by ${formatDate(textOf('savingReachedBy').slice(0, 7))}`;
}
