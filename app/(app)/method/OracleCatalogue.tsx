'use client';

import { useState } from 'react';

import type { CatalogueTable as CatalogueTableModel } from '#lib/charts/catalogue-table.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { MethodLink } from '#lib/core/catalogue/method-link.ts';
import { pinPairs } from '#lib/core/link/pin.ts';

import { CatalogueTable } from '../../_ui/CatalogueTable.tsx';

interface OracleCatalogueProps {
  readonly table: CatalogueTableModel;
  readonly link: MethodLink;
  readonly usualSort: string;
  readonly provenance: ChartProvenance;
}

/** Published figures beside ours, with a filter by verdict. */
export function OracleCatalogue({ table, link, usualSort, provenance }: OracleCatalogueProps) {
  const [initial] = useState({
    words: link.words,
    facets: link.verdict === null ? {} : { verdict: link.verdict },
    sort: link.sort,
  });
  const [kept] = useState(() => pinPairs(link.pin));
  return (
    <CatalogueTable
      table={table}
      initial={initial}
      usualSort={usualSort}
      path="/method"
      kept={kept}
      asOf={link.asOf}
      provenance={provenance}
    />
  );
}
