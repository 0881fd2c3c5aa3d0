'use client';

import { useEffect, useState } from 'react';

import type { ChoiceGroup, WorkbenchChoices } from '#lib/charts/workbench/workbench-choices.ts';
import { readOwnModelsText } from '#lib/client/own-models-key.ts';
import type { LinkMoment } from '#lib/core/link/pin.ts';
import { findParamOf, type WorkbenchConfig } from '#lib/core/workbench/workbench-config.ts';

import { MomentFields } from '../../_page/MomentFields.tsx';
import { GroupSelect } from './GroupSelect.tsx';
import { NumberInput } from './NumberInput.tsx';
import { PlainSelect } from './PlainSelect.tsx';
import { TechniqueChoices } from './TechniqueChoices.tsx';
import styles from './workbench.module.css';

interface WorkbenchControlsProps {
  /** Date and pin of the address, for a form that is sent without script. */
  readonly moment: LinkMoment;
  readonly choices: WorkbenchChoices;
  readonly config: WorkbenchConfig;
  readonly change: (part: Partial<WorkbenchConfig>) => void;
}

type NumberField = {
  [Field in keyof WorkbenchConfig]: WorkbenchConfig[Field] extends number | null ? Field : never;
}[keyof WorkbenchConfig];

const DTYPES = (
  ['bf16', 'fp8', 'nvfp4', 'mxfp4', 'int8', 'int4', 'fp16', 'fp32', 'int3', 'int2'] as const
).map((dtype) => [dtype, dtype] as const);
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

type PickedField = 'weightDtype' | 'kvDtype' | 'cacheFormat' | 'minTokensPerSecondPerUser';

/** Everything that makes up a configuration. Without script the form asks the server for the same page. */
export function WorkbenchControls({ moment, choices, config, change }: WorkbenchControlsProps) {
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
  const pick = <Field extends PickedField>(
    field: Field,
    label: string,
    options: readonly (readonly [WorkbenchConfig[Field], string])[],
  ) => (
    <PlainSelect
      name={findParamOf(field)}
      label={label}
      options={options}
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
      <MomentFields link={moment} />
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
        {pick('weightDtype', 'Weights', DTYPES)}
        {pick('kvDtype', 'Cache', DTYPES)}
        {number('inputTokens', 'Input tokens', 'of one request, cached ones counted', true)}
        {number('outputTokens', 'Output tokens', 'of one request', true)}
        {number('prefixCacheHitRate', 'Prefix hits', 'share of the input found in a cache, 0 to 1', false)}
        {pick('minTokensPerSecondPerUser', 'Tokens/s for a user', SPEEDS)}
      </div>
      <details className={styles['more']}>
        <summary>More inputs</summary>
        <div className={styles['fields']}>
          {pick('cacheFormat', 'Cache format', FORMATS)}
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
