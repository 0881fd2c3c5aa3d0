'use client';

import { useEffect, useId, useState } from 'react';

import type { ChoiceGroup, WorkbenchChoices } from '#lib/charts/workbench/workbench-choices.ts';
import { readOwnModelsText } from '#lib/client/own-models-key.ts';
import { findParamOf, type WorkbenchConfig } from '#lib/core/workbench/workbench-config.ts';

import styles from './workbench.module.css';

interface WorkbenchControlsProps {
  /** As in the address, for a form that is sent without script; null means today. */
  readonly asOf: string | null;
  readonly choices: WorkbenchChoices;
  readonly config: WorkbenchConfig;
  readonly change: (part: Partial<WorkbenchConfig>) => void;
}

type NumberField = {
  [Field in keyof WorkbenchConfig]: WorkbenchConfig[Field] extends number | null ? Field : never;
}[keyof WorkbenchConfig];

const DTYPES = ['bf16', 'fp8', 'nvfp4', 'mxfp4', 'int8', 'int4', 'fp16', 'fp32', 'int3', 'int2'] as const;
const FORMATS = [
  ['plain', 'plain elements'],
  ['fp8-latent', 'FP8 latent with scales'],
  ['v4-mixed', 'DeepSeek-V4 mixed'],
] as const;
/** From batch work to very fast serving. */
const SPEEDS = [
  [0, 'no limit, batch'],
  [20, '20/s'],
  [50, '50/s'],
  [100, '100/s, fast'],
  [200, '200/s'],
  [400, '400/s, very fast'],
] as const;

/** Everything that makes up a configuration. Without script the form asks the server for the same page. */
export function WorkbenchControls({ asOf, choices, config, change }: WorkbenchControlsProps) {
  const own = useOwnModelNames();
  const models = own.length === 0 ? choices.models : [{ label: 'Your own', choices: own }, ...choices.models];
  const number = (field: NumberField, label: string, hint: string, isWhole: boolean) => (
    <NumberInput
      name={findParamOf(field)}
      label={label}
      hint={hint}
      isWhole={isWhole}
      value={config[field]}
      onChange={(value) => {
        change({ [field]: value });
      }}
    />
  );
  return (
    <form
      className={styles['controls']}
      aria-label="Configuration"
      action="/workbench"
      method="get"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      {asOf === null ? null : <input type="hidden" name="asOf" value={asOf} />}
      <div className={styles['fields']}>
        <GroupSelect
          name={findParamOf('model')}
          label="Model"
          groups={models}
          value={config.model}
          onChange={(model) => {
            change({ model });
          }}
        />
        <GroupSelect
          name={findParamOf('accelerator')}
          label="Accelerator"
          groups={choices.accelerators}
          value={config.accelerator}
          onChange={(accelerator) => {
            change({ accelerator });
          }}
        />
        {number('accelerators', 'How many', 'hold one copy of the weights', true)}
        <PlainSelect
          name={findParamOf('weightDtype')}
          label="Weights"
          options={DTYPES.map((dtype) => [dtype, dtype] as const)}
          value={config.weightDtype}
          onChange={(weightDtype) => {
            change({ weightDtype });
          }}
        />
        <PlainSelect
          name={findParamOf('kvDtype')}
          label="Cache"
          options={DTYPES.map((dtype) => [dtype, dtype] as const)}
          value={config.kvDtype}
          onChange={(kvDtype) => {
            change({ kvDtype });
          }}
        />
        {number('inputTokens', 'Input tokens', 'of one request, cached ones counted', true)}
        {number('outputTokens', 'Output tokens', 'of one request', true)}
        {number('prefixCacheHitRate', 'Prefix hits', 'share of the input found in a cache, 0 to 1', false)}
        <PlainSelect
          name={findParamOf('minTokensPerSecondPerUser')}
          label="Tokens/s for a user"
          options={SPEEDS}
          value={config.minTokensPerSecondPerUser}
          onChange={(speed) => {
            change({ minTokensPerSecondPerUser: speed });
          }}
        />
      </div>
      <details className={styles['more']}>
        <summary>More inputs</summary>
        <div className={styles['fields']}>
          <PlainSelect
            name={findParamOf('cacheFormat')}
            label="Cache format"
            options={FORMATS}
            value={config.cacheFormat}
            onChange={(cacheFormat) => {
              change({ cacheFormat });
            }}
          />
          {number('tokensPerStep', 'Tokens a step', 'with speculation; 1 without', false)}
          {number(
            'attentionTensorParallel',
            'Attention split',
            'accelerators that share one sequence; copies are counted',
            true,
          )}
          {number('memoryUtilisation', 'Usable HBM', 'share, blank = registry (assumption)', false)}
          {number('bandwidthUtilisation', 'Bandwidth reached', 'share, blank = registry (assumption)', false)}
          {number('computeUtilisation', 'FLOP/s reached', 'share, blank = registry (assumption)', false)}
          {number(
            'usdPerAcceleratorHour',
            'USD per hour',
            'of one accelerator, blank = registry (assumption)',
            false,
          )}
        </div>
      </details>
      <details className={styles['more']}>
        <summary>
          Techniques <span className={styles['count']}>{config.techniques.length} chosen</span>
        </summary>
        <TechniqueChoices
          choices={choices}
          chosen={config.techniques}
          onChange={(techniques) => {
            change({ techniques });
          }}
        />
      </details>
      <noscript>
        <button type="submit">Show</button>
      </noscript>
    </form>
  );
}

/** Names of the reader's own models; the code that reads them is fetched only where there are some. */
function useOwnModelNames(): ChoiceGroup['choices'] {
  const [names, setNames] = useState<ChoiceGroup['choices']>([]);
  useEffect(() => {
    if (readOwnModelsText() === null) return;
    void import('#lib/client/own-models.ts').then(({ listOwnModels }) => {
      setNames(
        listOwnModels().entries.map(({ model }) => ({ id: model.id, label: model.name, refusal: null })),
      );
    });
  }, []);
  return names;
}

interface GroupSelectProps {
  readonly name: string;
  readonly label: string;
  readonly groups: readonly ChoiceGroup[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}

function GroupSelect({ name, label, groups, value, onChange }: GroupSelectProps) {
  return (
    <label className={styles['field']}>
      {label}
      <select
        name={name}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      >
        {groups.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.choices.map(({ id, label: words, refusal }) => (
              <option key={id} value={id} disabled={refusal !== null}>
                {refusal === null ? words : `${words} (${refusal})`}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

interface PlainSelectProps<Value extends string | number> {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [Value, string])[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

function PlainSelect<Value extends string | number>({
  name,
  label,
  options,
  value,
  onChange,
}: PlainSelectProps<Value>) {
  const isListed = options.some(([option]) => option === value);
  return (
    <label className={styles['field']}>
      {label}
      <select
        name={name}
        value={value}
        onChange={(event) => {
          const chosen = options.find(([option]) => String(option) === event.currentTarget.value);
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {isListed ? null : <option value={value}>{value}</option>}
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

interface NumberInputProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly isWhole: boolean;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** Keeps what is typed; the engine says what is wrong with it. Blank means the registry's value. */
function NumberInput({ name, label, hint, isWhole, value, onChange }: NumberInputProps) {
  const hintId = useId();
  return (
    <label className={styles['field']}>
      {label}
      <input
        type="number"
        name={name}
        step={isWhole ? 1 : 'any'}
        defaultValue={value ?? ''}
        aria-describedby={hintId}
        title={hint}
        onInput={(event) => {
          const text = event.currentTarget.value;
          const typed = Number(text);
          if (text === '') onChange(null);
          else if (Number.isFinite(typed)) onChange(typed);
        }}
      />
      <span className={styles['hint']} id={hintId}>
        {hint}
      </span>
    </label>
  );
}

interface TechniqueChoicesProps {
  readonly choices: WorkbenchChoices;
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

function TechniqueChoices({ choices, chosen, onChange }: TechniqueChoicesProps) {
  return (
    <div className={styles['techniques']}>
      <input type="hidden" name={findParamOf('techniques')} value="none" />
      {choices.techniques.map((group) => (
        <fieldset key={group.label}>
          <legend>{group.label}</legend>
          {group.choices.map(({ id, label, refusal, rivals }) => {
            const rival = rivals.find((other) => chosen.includes(other));
            const isChosen = chosen.includes(id);
            const reason = refusal ?? (rival === undefined || isChosen ? null : `excluded by ${rival}`);
            return (
              <label key={id} className={styles['technique']}>
                <input
                  type="checkbox"
                  name={findParamOf('techniques')}
                  value={id}
                  checked={isChosen}
                  disabled={reason !== null}
                  onChange={() => {
                    onChange(isChosen ? chosen.filter((other) => other !== id) : [...chosen, id]);
                  }}
                />
                <span>
                  {label}
                  {reason === null ? null : <span className={styles['hint']}> {reason}</span>}
                </span>
              </label>
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}
