'use client';

import { useId, type ReactNode } from 'react';

import { KIND_WORDS, METRIC_WORDS } from '#lib/charts/alerts/alert-words.ts';
import { ALERT_KINDS, EXPOSURE_METRICS, type AlertKind } from '#lib/contracts/alerts/alert-spec.ts';

import { Field } from '../../_auth/Field.tsx';
import controls from '../../_ui/controls.module.css';
import type { AlertDraft } from './alert-draft.ts';
import type { AlertChoices } from './open-alerts.ts';

interface SpecFieldsProps {
  readonly draft: AlertDraft;
  readonly choices: AlertChoices;
  readonly onChange: (draft: AlertDraft) => void;
  /** The first field takes the focus: another page began the rule. */
  readonly isFocused: boolean;
}

/** Fields of what is watched, those that the kind needs. */
export function SpecFields({ draft, choices, onChange, isFocused }: SpecFieldsProps) {
  const set = (changes: Partial<AlertDraft>): void => {
    onChange({ ...draft, ...changes });
  };
  const has = (...kinds: readonly AlertKind[]): boolean => kinds.includes(draft.kind);
  const isOfVendor = has('exposure-level') && draft.metric.startsWith('vendor');
  return (
    <>
      <Choice
        label="Tell me when"
        value={draft.kind}
        isFocused={isFocused}
        onChange={(kind) => {
          set({ kind: ALERT_KINDS.find((each) => each === kind) ?? 'price-level' });
        }}
        options={ALERT_KINDS.map((kind) => [kind, KIND_WORDS[kind]])}
      />
      {has('exposure-level') ? (
        <Choice
          label="What of it"
          value={draft.metric}
          onChange={(metric) => {
            set({ metric });
          }}
          options={EXPOSURE_METRICS.map((metric) => [metric, METRIC_WORDS[metric]])}
        />
      ) : null}
      {has('net-sign') ? (
        <Choice
          label="Effect on"
          value={draft.measure}
          onChange={(measure) => {
            set({ measure });
          }}
          options={[
            ['revenue', 'HBM revenue over the horizon'],
            ['demand', 'HBM demand in the last quarter'],
          ]}
        />
      ) : null}
      {has('price-level', 'stale', 'implied-move') || isOfVendor ? (
        <Choice
          label="Stock"
          value={draft.ticker}
          onChange={(ticker) => {
            set({ ticker });
          }}
          options={[['', 'choose one'], ...stockOptions(choices)]}
        />
      ) : null}
      {has('hbm-disclosed') ? (
        <Choice
          label="Vendor"
          value={draft.ticker}
          onChange={(ticker) => {
            set({ ticker });
          }}
          options={[['', 'any vendor'], ...stockOptions(choices)]}
        />
      ) : null}
      {has('guide-revised') ? (
        <Choice
          label="Issuer"
          value={draft.issuer}
          onChange={(issuer) => {
            set({ issuer });
          }}
          options={[['', 'any issuer'], ...choices.issuers.map(({ ref, title }) => [ref, title] as const)]}
        />
      ) : null}
      {has('new-entry') ? (
        <Choice
          label="Which"
          value={draft.what}
          onChange={(what) => {
            set({ what });
          }}
          options={[
            ['either', 'techniques and events'],
            ['technique', 'techniques'],
            ['event', 'events'],
          ]}
        />
      ) : null}
      {has('exposure-level', 'net-sign', 'break-even-range') ? (
        <Choice
          label="In the scenario"
          value={draft.scenarioId}
          onChange={(scenarioId) => {
            set({ scenarioId });
          }}
          options={[
            ['', 'base scenario'],
            ...choices.scenarios.map(({ ref, title }) => [ref, title] as const),
          ]}
        />
      ) : null}
      {has('price-level', 'exposure-level') ? (
        <>
          <Choice
            label="Reaches a level from"
            value={draft.direction}
            onChange={(direction) => {
              set({ direction });
            }}
            options={[
              ['above', 'below (at or above it)'],
              ['below', 'above (at or below it)'],
            ]}
          />
          <Figure
            label={levelLabel(draft)}
            value={draft.level}
            name="level"
            onChange={(level) => {
              set({ level });
            }}
          />
        </>
      ) : null}
      {has('price-level', 'exposure-level', 'net-sign', 'break-even-range') ? (
        <Figure
          label="Fires again once back by"
          value={draft.band}
          name="band"
          onChange={(band) => {
            set({ band });
          }}
        />
      ) : null}
      {has('implied-move') ? (
        <Figure
          label="By more than so many points"
          value={draft.by}
          name="by"
          onChange={(by) => {
            set({ by });
          }}
        />
      ) : null}
      {has('stale') ? (
        <Figure
          label="Older than so many sessions"
          value={draft.sessions}
          name="sessions"
          onChange={(sessions) => {
            set({ sessions });
          }}
        />
      ) : null}
      {has('fact-revised') ? (
        <>
          <Field
            label="Table of the ledger"
            name="table"
            value={draft.table}
            required
            maxLength={100}
            autoComplete="off"
            onChange={(event) => {
              set({ table: event.currentTarget.value });
            }}
          />
          <Field
            label="Key of the value"
            name="key"
            value={draft.key}
            required
            maxLength={2000}
            autoComplete="off"
            hint="Easier from an open value on Sources: “Set alert” fills in both."
            onChange={(event) => {
              set({ key: event.currentTarget.value });
            }}
          />
        </>
      ) : null}
    </>
  );
}

function stockOptions({ stocks }: AlertChoices): readonly (readonly [string, string])[] {
  return stocks.map(({ ref, title }) => [ref, `${title} (${ref})`] as const);
}

function levelLabel({ kind, metric }: AlertDraft): string {
  if (kind === 'price-level') return 'Level, in its currency';
  return metric === 'total-change' || metric === 'vendor-hbm-change' ? 'Level, %' : 'Level, USD bn';
}

interface FigureProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Figure({ label, name, value, onChange }: FigureProps): ReactNode {
  return (
    <Field
      label={label}
      name={name}
      value={value}
      required
      inputMode="decimal"
      maxLength={20}
      autoComplete="off"
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    />
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly isFocused?: boolean;
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, options, isFocused = false, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className={controls['field']}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        // A link of another page led here to write this rule.
        autoFocus={isFocused}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      >
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
