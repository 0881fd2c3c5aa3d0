'use client';

import { useState } from 'react';

import type { CatalogueTable as CatalogueTableModel } from '#lib/charts/catalogue-table.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { TechniquesLink } from '#lib/core/catalogue/techniques-link.ts';

import { CatalogueTable } from '../../_ui/CatalogueTable.tsx';

interface TechniqueCatalogueProps {
  readonly table: CatalogueTableModel;
  readonly link: Omit<TechniquesLink, 'chosen'>;
  readonly kept: readonly (readonly [string, string])[];
  readonly usualSort: string;
  readonly provenance: ChartProvenance;
}

/** The table of all techniques with its filters. */
export function TechniqueCatalogue({ table, link, kept, usualSort, provenance }: TechniqueCatalogueProps) {
  const [initial] = useState(() => ({
    words: link.words,
    facets: Object.fromEntries(
      (['family', 'country', 'maturity', 'evidence'] as const).flatMap((param) => {
        const value = link[param];
        return value === null ? [] : [[param, value] as const];
      }),
    ),
    sort: link.sort,
  }));
  const [fixed] = useState(kept);
  return (
    <CatalogueTable
      noteKind="technique"
      table={table}
      initial={initial}
      usualSort={usualSort}
      path="/techniques"
      kept={fixed}
      asOf={link.asOf}
      provenance={provenance}
    />
  );
}
