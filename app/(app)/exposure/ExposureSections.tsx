'use client';

import type { ReactNode } from 'react';

import type { ExposureModel } from '#lib/charts/exposure/exposure-model.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { EXPOSURE_UNITS, type ExposureUnit, type ExposureView } from '#lib/core/scenario/exposure-view.ts';

import { BarPlot } from '../../_charts/BarPlot.tsx';
import { FlowPlot } from '../../_charts/FlowPlot.tsx';
import { XyPlot } from '../../_charts/XyPlot.tsx';
import { useTables } from '../../_page/tables-context.ts';
import styles from './exposure.module.css';
import { ExposureTableView } from './ExposureTableView.tsx';
import { ScenarioLink } from './ScenarioLink.tsx';

interface ExposureSectionsProps {
  readonly model: ExposureModel;
  readonly view: ExposureView;
  readonly onView: (view: ExposureView) => void;
  readonly hrefOf: (scenario: ExposureScenario) => string;
  readonly onScenario: (scenario: ExposureScenario) => void;
  /** Under the bars, whose whiskers it makes finer. */
  readonly children: ReactNode;
}

const UNIT_WORDS: Readonly<Record<ExposureUnit, string>> = {
  usd: 'USD bn of profit',
  revenue: '% of HBM revenue',
  value: '% of market value',
};

/** Bars by vendor, the table, the flow, and the wafer's choice between HBM and DDR5. */
export function ExposureSections(props: ExposureSectionsProps) {
  const { model, view, onView, hrefOf, onScenario, children } = props;
  const tables = useTables();
  const { provenance } = model;
  return (
    <>
      {model.shift === null ? null : (
        <p className={styles['offer']}>
          No bytes are moved to other tiers here. To see who gains when they are:{' '}
          {model.shift.withShare?.withLever == null ? null : (
            <ScenarioLink scenario={model.shift.withShare.withLever} hrefOf={hrefOf} onScenario={onScenario}>
              {`let ${model.shift.withShare.action.replace('Set to ', '')} of the saving move bytes`}
            </ScenarioLink>
          )}
          {model.shift.withFleet === null ? null : (
            <>
              {' or '}
              <ScenarioLink scenario={model.shift.withFleet} hrefOf={hrefOf} onScenario={onScenario}>
                take the bottom-up fleet
              </ScenarioLink>
            </>
          )}
          .
        </p>
      )}
      <section className={styles['section']} data-first aria-labelledby="vendors-title">
        <h2 id="vendors-title">By vendor</h2>
        <BarPlot
          model={model.bars}
          provenance={provenance}
          controls={
            <UnitChoice
              unit={view.unit}
              onChange={(unit) => {
                onView({ ...view, unit });
              }}
            />
          }
          {...tables}
        />
        {children}
      </section>
      <section className={styles['section']} aria-labelledby="tiers-title">
        <h2 id="tiers-title">By tier</h2>
        <ExposureTableView table={model.table} provenance={provenance} />
      </section>
      <section className={styles['section']} aria-labelledby="flow-title">
        <h2 id="flow-title">The way of the dollars</h2>
        {model.flow === null ? (
          <p className={styles['absent']}>No dollar moves in this scenario, so there is no flow to draw.</p>
        ) : (
          <FlowPlot model={model.flow} provenance={provenance} {...tables} />
        )}
      </section>
      <section className={styles['section']} aria-labelledby="wafer-title">
        <h2 id="wafer-title">HBM or DDR5: the same wafer</h2>
        <div className={styles['pair']}>
          <XyPlot model={model.wafer} provenance={provenance} heightPx={360} {...tables} />
          <BarPlot model={model.dram} provenance={provenance} {...tables} />
        </div>
      </section>
    </>
  );
}

interface UnitChoiceProps {
  readonly unit: ExposureUnit;
  readonly onChange: (unit: ExposureUnit) => void;
}

function UnitChoice({ unit, onChange }: UnitChoiceProps) {
  return (
    <fieldset className={styles['units']}>
      <legend>Unit of the bars</legend>
      {EXPOSURE_UNITS.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name="unit"
            checked={unit === each}
            onChange={() => {
              onChange(each);
            }}
          />{' '}
          {UNIT_WORDS[each]}
        </label>
      ))}
    </fieldset>
  );
}
