'use client';

import { useState } from 'react';

import type { CatalogueTable as CatalogueTableModel } from '#lib/charts/catalogue-table.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import { capexPairs, DEFAULT_CAPEX_LINK, type CapexLink } from '#lib/core/catalogue/capex-link.ts';
import { writeSort } from '#lib/core/catalogue/text-param.ts';

import { CatalogueTable } from '../../_ui/CatalogueTable.tsx';

interface IssuerCatalogueProps {
  readonly table: CatalogueTableModel;
  readonly link: CapexLink;
  readonly provenance: ChartProvenance;
}

/** Issuers of the year, to sort and filter. */
export function IssuerCatalogue({ table, link, provenance }: IssuerCatalogueProps) {
  const [initial] = useState({
    words: link.words,
    facets: link.place === null ? {} : { place: link.place },
    sort: link.sort,
  });
  return (
    <CatalogueTable
      noteKind="issuer"
      table={table}
      initial={initial}
      usualSort={writeSort(DEFAULT_CAPEX_LINK.sort)}
      path="/capex"
      kept={capexPairs(link)}
      asOf={link.asOf}
      provenance={provenance}
    />
  );
}
