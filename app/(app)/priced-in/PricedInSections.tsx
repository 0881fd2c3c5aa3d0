'use client';

import type { PricedInModel } from '#lib/charts/priced-in/priced-in-model.ts';

import { BarPlot } from '../../_charts/BarPlot.tsx';
import { saveCsv } from '../../_charts/save-chart.ts';
import { XyPlot } from '../../_charts/XyPlot.tsx';
import { useTables } from '../../_page/tables-context.ts';
import { TextTable } from '../../_ui/TextTable.tsx';
import styles from './priced-in.module.css';

interface PricedInSectionsProps {
  readonly model: PricedInModel;
  readonly onTicker: (ticker: string) => void;
}

/** Bullets by stock, history of one stock, and one saving for all makers. */
export function PricedInSections({ model, onTicker }: PricedInSectionsProps) {
  const tables = useTables();
  const { provenance, joint } = model;
  return (
    <>
      <section className={styles['section']} data-first aria-labelledby="stocks-title">
        <h2 id="stocks-title">By stock</h2>
        <BarPlot model={model.bars} provenance={provenance} {...tables} />
      </section>
      <section className={styles['section']} aria-labelledby="time-title">
        <h2 id="time-title">Through time</h2>
        <fieldset className={styles['choices']}>
          <legend>Stock</legend>
          {model.choices.map(({ ticker, name, isChosen }) => (
            <label key={ticker}>
              <input
                type="radio"
                name="t"
                checked={isChosen}
                onChange={() => {
                  onTicker(ticker);
                }}
              />{' '}
              {name}
            </label>
          ))}
        </fieldset>
        {model.history === null || model.change === null ? (
          <p className={styles['absent']}>
            No session of this stock is on file, so there is nothing to follow.
          </p>
        ) : (
          <div className={styles['pair']}>
            <XyPlot model={model.change} provenance={provenance} heightPx={320} {...tables} />
            <XyPlot model={model.history} provenance={provenance} heightPx={320} {...tables} />
          </div>
        )}
      </section>
      {joint === null ? null : (
        <section className={styles['section']} aria-labelledby="joint-title">
          <h2 id="joint-title">{joint.title}</h2>
          <p className={styles['summary']}>{joint.summary}</p>
          <TextTable table={joint.table} />
          <ul className={styles['notes']}>
            {joint.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
          <button
            type="button"
            className={styles['button']}
            onClick={() => {
              saveCsv(joint, provenance);
            }}
          >
            CSV
          </button>
        </section>
      )}
    </>
  );
}
