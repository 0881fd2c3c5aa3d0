'use client';

import { lazy, useState } from 'react';

import type { CatalogueTable as CatalogueTableModel } from '#lib/charts/catalogue-table.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { XyPlotModel } from '#lib/charts/xy-plot-model.ts';
import {
  CACHE_DTYPES,
  DEFAULT_MODELS_LINK,
  MAX_PAGE_CONTEXT,
  modelsPairs,
  type ModelsLink,
} from '#lib/core/catalogue/models-link.ts';
import { writeSort } from '#lib/core/catalogue/text-param.ts';

import { XyPlot } from '../../_charts/XyPlot.tsx';
import pageStyles from '../../_page/page.module.css';
import { useTables } from '../../_page/tables-context.ts';
import { CatalogueTable } from '../../_ui/CatalogueTable.tsx';
import { Lazily } from '../../_ui/Lazily.tsx';
import styles from './models.module.css';
import { useOwnModels } from './use-own-models.ts';

const AddModel = lazy(async () => ({ default: (await import('./AddModel.tsx')).AddModel }));

interface ModelsBrowserProps {
  /** Null when no model has a figure. */
  readonly history: XyPlotModel | null;
  readonly table: CatalogueTableModel;
  readonly link: ModelsLink;
  readonly provenance: ChartProvenance;
}

/** Chart and table of the catalogue, with the models that the reader added. */
export function ModelsBrowser({ history, table, link, provenance }: ModelsBrowserProps) {
  const tables = useTables();
  const own = useOwnModels(link);
  const [isAdding, setIsAdding] = useState(false);
  const { contextTokens, kvDtype, lab, country, fromModel, toModel } = link;
  const facets = { ...(lab === null ? {} : { lab }), ...(country === null ? {} : { country }) };
  const [initial] = useState({ words: link.words, facets, sort: link.sort });
  const [kept] = useState(() => modelsPairs(link));

  return (
    <>
      <h2 className={pageStyles['hidden']}>Models over time</h2>
      {history === null ? null : (
        <XyPlot
          model={history}
          provenance={{ ...provenance, scenario: 'BF16 cache, one more token in a long context' }}
          heightPx={440}
          {...tables}
        />
      )}
      {own.fault === null ? null : (
        <p role="alert" className={styles['caution']}>
          {own.fault}
        </p>
      )}
      <CatalogueTable
        noteKind="model"
        table={table}
        ownRows={own.rows}
        onRemoveOwn={own.remove}
        initial={initial}
        usualSort={writeSort(DEFAULT_MODELS_LINK.sort)}
        path="/models"
        kept={kept}
        asOf={link.asOf}
        provenance={provenance}
      >
        <label className={styles['field']}>
          Tokens of context
          <input
            type="number"
            name="c"
            min={1}
            max={MAX_PAGE_CONTEXT}
            step={1}
            defaultValue={contextTokens}
            required
          />
        </label>
        <label className={styles['field']}>
          Cache in
          <select name="d" defaultValue={kvDtype}>
            {CACHE_DTYPES.map((dtype) => (
              <option key={dtype}>{dtype}</option>
            ))}
          </select>
        </label>
        {fromModel === DEFAULT_MODELS_LINK.fromModel ? null : (
          <input type="hidden" name="from" value={fromModel} />
        )}
        {toModel === DEFAULT_MODELS_LINK.toModel ? null : <input type="hidden" name="to" value={toModel} />}
      </CatalogueTable>
      <details
        className={styles['add']}
        id="add"
        onToggle={(event) => {
          setIsAdding(event.currentTarget.open);
        }}
      >
        <summary>Add your own model from its config.json</summary>
        <noscript>
          <p>
            Reading a config needs script in this browser; POST /api/v1/efficiency/model-config does without.
          </p>
        </noscript>
        <Lazily isWanted={isAdding}>
          <AddModel choice={{ contextTokens, kvDtype }} onAdded={own.refresh} />
        </Lazily>
      </details>
    </>
  );
}
