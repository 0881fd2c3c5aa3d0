'use client';

import Link from 'next/link';
import { useCallback, useEffect, useId, useRef, useState } from 'react';

import { formatDate } from '#lib/charts/format.ts';
import { countChanges, type ScenarioControl } from '#lib/charts/scenario-controls.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { SCENARIO_PRESETS, setScenarioField } from '#lib/core/scenario/defaults.ts';

import { alertLink } from '../_ui/alert-link.ts';
import { Drawer } from '../_ui/Drawer.tsx';
import styles from './ScenarioBar.module.css';
import { SaveButton } from './SaveButton.tsx';
import type { SavableScenario } from './SaveDialog.tsx';
import { ScenarioSlider } from './ScenarioSlider.tsx';

interface ScenarioBarProps {
  readonly controls: readonly ScenarioControl[];
  readonly scenario: ExposureScenario;
  readonly asOf: string;
  /** What would be kept, see {@link SaveButton}. */
  readonly saved: SavableScenario;
  readonly onChange: (scenario: ExposureScenario) => void;
}

/** Sticky under the header: three inputs on a line, the rest behind "More"; on a phone one line and a sheet. */
export function ScenarioBar({ controls, scenario, asOf, saved, onChange }: ScenarioBarProps) {
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const moreId = useId();
  const changes = countChanges(controls, scenario);
  const primary = controls.filter((control) => control.isPrimary);
  const rest = controls.filter((control) => !control.isPrimary);
  const latest = useRef(scenario);
  useEffect(() => {
    latest.current = scenario;
  });
  const changeField = useCallback(
    (control: ScenarioControl, value: number | string | null) => {
      onChange(setScenarioField(latest.current, control.field, value, control.defaultValue));
    },
    [onChange],
  );
  const sliders = (list: readonly ScenarioControl[]) =>
    list.map((control) => (
      <ScenarioSlider
        key={control.field}
        control={control}
        value={scenario[control.field]}
        asOf={asOf}
        idleBecause={idleReason(control.field, scenario)}
        onChange={changeField}
      />
    ));

  return (
    <section className={styles['bar']} aria-label="Scenario">
      <div className={styles['line']}>
        <Presets scenario={scenario} onChange={onChange} />
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
      <div className={styles['rest']} id={moreId} hidden={!isMoreOpen}>
        {sliders(rest)}
      </div>
      <button
        type="button"
        className={styles['compact']}
        onClick={() => {
          setIsSheetOpen(true);
        }}
      >
        <span className={styles['summary']}>{compactWords(controls, scenario)}</span>
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
        <Presets scenario={scenario} onChange={onChange} />
        <div className={styles['sheet']}>{sliders(controls)}</div>
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

/** Why an input does nothing in this scenario; null when it counts. */
function idleReason(field: ScenarioControl['field'], scenario: ExposureScenario): string | null {
  if (field === 'usageElasticity' && scenario.usageMultiple !== undefined) {
    return 'replaced by the multiple of calls';
  }
  const isFleets = field === 'memorySaving' || field === 'savingReachedBy';
  return isFleets && scenario.savingPath === 'fleet' ? 'replaced by the fleet’s path' : null;
}

type PresetsProps = Pick<ScenarioBarProps, 'scenario' | 'onChange'>;

function Presets({ scenario, onChange }: PresetsProps) {
  const current = JSON.stringify(Object.entries(scenario).sort());
  return (
    <div className={styles['presets']} role="group" aria-label="Ready-made scenarios">
      {SCENARIO_PRESETS.map((preset) => (
        <button
          key={preset.id}
          type="button"
          className={styles['chip']}
          title={preset.description}
          aria-pressed={JSON.stringify(Object.entries(preset.scenario).sort()) === current}
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

function compactWords(controls: readonly ScenarioControl[], scenario: ExposureScenario): string {
  const valueOf = (field: ScenarioControl['field']): number | string =>
    scenario[field] ?? controls.find((control) => control.field === field)?.defaultValue ?? '';
  const saving = String(Number((Number(valueOf('memorySaving')) * 100).toFixed(2)));
  const isFleet = scenario.savingPath === 'fleet';
  const use =
    scenario.usageMultiple === undefined
      ? `ε ${String(valueOf('usageElasticity'))}`
      : `calls × ${String(scenario.usageMultiple)}`;
  if (isFleet) return `fleet path · ${use}`;
  return `${saving} % · ${use} · by ${formatDate(String(valueOf('savingReachedBy')).slice(0, 7))}`;
}
