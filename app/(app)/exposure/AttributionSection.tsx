'use client';

import type { ExposureModel } from '#lib/charts/exposure/exposure-model.ts';
import type { LeverNote } from '#lib/charts/exposure/lever-notes.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';

import { BarPlot } from '../../_charts/BarPlot.tsx';
import { useTables } from '../../_page/tables-context.ts';
import styles from './exposure.module.css';
import { ScenarioLink } from './ScenarioLink.tsx';

interface AttributionSectionProps {
  readonly model: ExposureModel;
  readonly hrefOf: (scenario: ExposureScenario) => string;
  readonly onScenario: (scenario: ExposureScenario) => void;
}

/** The change of HBM revenue by cause and by who absorbs it, and the levers that stand at nothing. */
export function AttributionSection({ model, hrefOf, onScenario }: AttributionSectionProps) {
  const tables = useTables();
  return (
    <section className={styles['section']} aria-labelledby="attribution-title">
      <h2 id="attribution-title">Where the change comes from</h2>
      <div className={styles['pair']}>
        <BarPlot model={model.causes} provenance={model.provenance} {...tables} />
        <BarPlot model={model.absorption} provenance={model.provenance} {...tables} />
      </div>
      {model.levers.length === 0 ? null : (
        <div className={styles['levers']}>
          <h3>Levers at nothing unless set</h3>
          <ul>
            {model.levers.map((lever) => (
              <Lever key={lever.field} lever={lever} hrefOf={hrefOf} onScenario={onScenario} />
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function Lever({
  lever,
  hrefOf,
  onScenario,
}: { readonly lever: LeverNote } & Pick<AttributionSectionProps, 'hrefOf' | 'onScenario'>) {
  return (
    <li>
      <p>
        {lever.name}: argued range <span className={styles['number']}>{lever.range}</span>, an assumption;{' '}
        {lever.withLever === null ? (
          <>
            set to <span className={styles['number']}>{lever.setTo}</span>; the bars contain it
          </>
        ) : (
          <ScenarioLink scenario={lever.withLever} hrefOf={hrefOf} onScenario={onScenario}>
            {lever.action}
          </ScenarioLink>
        )}
        .
      </p>
      <details>
        <summary>Why this range</summary>
        <p className={styles['lead']}>{lever.derivation}.</p>
        {lever.source === null ? null : (
          <p className={styles['lead']}>
            Source:{' '}
            {lever.source.url === null ? (
              lever.source.title
            ) : (
              <a href={lever.source.url} target="_blank" rel="noreferrer">
                {lever.source.title}
              </a>
            )}
          </p>
        )}
      </details>
    </li>
  );
}
