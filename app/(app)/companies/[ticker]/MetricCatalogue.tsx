'use client';

import { useState } from 'react';

import type { CatalogueTable as CatalogueTableModel } from '#lib/charts/catalogue-table.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import { writeSort } from '#lib/core/catalogue/text-param.ts';
import { companyPairs, DEFAULT_COMPANY_LINK, type CompanyLink } from '#lib/core/vendors/companies-link.ts';

import { CatalogueTable } from '../../../_ui/CatalogueTable.tsx';

interface MetricCatalogueProps {
  readonly path: string;
  readonly table: CatalogueTableModel;
  readonly link: CompanyLink;
  readonly provenance: ChartProvenance;
}

/** Every figure of a vendor, to sort and filter. */
export function MetricCatalogue({ path, table, link, provenance }: MetricCatalogueProps) {
  const [initial] = useState({
    words: link.words,
    facets: {
      ...(link.segment === null ? {} : { seg: link.segment }),
      ...(link.kind === null ? {} : { kind: link.kind }),
    },
    sort: link.sort,
  });
  return (
    <CatalogueTable
      table={table}
      initial={initial}
      usualSort={writeSort(DEFAULT_COMPANY_LINK.sort)}
      path={path}
      kept={companyPairs(link)}
      asOf={link.asOf}
      provenance={provenance}
    />
  );
}
