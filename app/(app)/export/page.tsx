import { getToday } from '#lib/services/overview/get-today.ts';

import { requireReader } from '../../_auth/current-viewer.ts';
import { loadPage } from '../../_page/load-page.tsx';
import { PlainPage } from '../../_page/PlainPage.tsx';
import { toPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { loadExport } from './load-export.ts';
import { ScopeSection } from './ScopeSection.tsx';
import { TablesSection } from './TablesSection.tsx';
import { TermsSection } from './TermsSection.tsx';

export const metadata = { title: 'Export' };

/** Every table as CSV and JSON, as of a day and a data version. */
export default async function ExportPage({ searchParams }: { readonly searchParams: SearchParams }) {
  await requireReader();
  const asked = Object.fromEntries(toPairs(await searchParams).filter(([, value]) => value !== ''));
  return loadPage({
    path: '/export',
    asOf: getToday(),
    load: () => loadExport(asked),
    render: ({ summary, faults }) => (
      <PlainPage title="Export">
        <ScopeSection summary={summary} faults={faults} />
        <TablesSection summary={summary} />
        <TermsSection />
      </PlainPage>
    ),
  });
}
