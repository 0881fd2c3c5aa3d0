'use client';

import { useState } from 'react';

import type { CatalogueTable as CatalogueTableModel } from '#lib/charts/catalogue-table.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { EventsLink } from '#lib/core/catalogue/events-link.ts';

import { CatalogueTable } from '../../_ui/CatalogueTable.tsx';

interface EventsCatalogueProps {
  readonly table: CatalogueTableModel;
  readonly link: Pick<EventsLink, 'words' | 'kind' | 'sort' | 'asOf'>;
  readonly kept: readonly (readonly [string, string])[];
  readonly usualSort: string;
  readonly provenance: ChartProvenance;
}

/** The ledger with its filters. */
export function EventsCatalogue({ table, link, kept, usualSort, provenance }: EventsCatalogueProps) {
  const [initial] = useState(() => ({
    words: link.words,
    facets: link.kind === null ? {} : { kind: link.kind },
    sort: link.sort,
  }));
  return (
    <CatalogueTable
      table={table}
      initial={initial}
      usualSort={usualSort}
      noteKind="event"
      path="/events"
      kept={kept}
      asOf={link.asOf}
      provenance={provenance}
    />
  );
}
