'use client';

import { useState } from 'react';

import type { CatalogueTable as CatalogueTableModel } from '#lib/charts/catalogue-table.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import { writeSort } from '#lib/core/catalogue/text-param.ts';
import { DEFAULT_LABS_LINK, labsPairs, type LabsLink } from '#lib/core/labs/labs-link.ts';

import { CatalogueTable } from '../../_ui/CatalogueTable.tsx';

interface PriceCatalogueProps {
  readonly table: CatalogueTableModel;
  readonly link: LabsLink;
  readonly provenance: ChartProvenance;
}

/** Every list price, to sort and filter. */
export function PriceCatalogue({ table, link, provenance }: PriceCatalogueProps) {
  const [initial] = useState({
    words: link.words,
    facets: link.provider === null ? {} : { provider: link.provider },
    sort: link.sort,
  });
  return (
    <CatalogueTable
      table={table}
      initial={initial}
      usualSort={writeSort(DEFAULT_LABS_LINK.sort)}
      path="/labs"
      kept={labsPairs(link)}
      asOf={link.asOf}
      provenance={{ ...provenance, scenario: 'list prices; no scenario enters' }}
    />
  );
}
