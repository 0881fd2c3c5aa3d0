import { findRefusal } from '#lib/auth/access.ts';
import { RECORD_SETS } from '#lib/contracts/imports/record-export.ts';
import { describeArchive } from '#lib/services/archive/describe-archive.ts';
import { getToday } from '#lib/services/overview/get-today.ts';
import { env } from '#lib/platform/env.ts';

import { currentViewer, requireReader } from '../../_auth/current-viewer.ts';
import { loadPage } from '../../_page/load-page.tsx';
import { PlainPage } from '../../_page/PlainPage.tsx';
import { toPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { ArchiveSection } from './ArchiveSection.tsx';
import { loadExport } from './load-export.ts';
import { RecordsSection } from './RecordsSection.tsx';
import { ResultsSection } from './ResultsSection.tsx';
import { ScopeSection } from './ScopeSection.tsx';
import { TablesSection } from './TablesSection.tsx';
import { TermsSection } from './TermsSection.tsx';

export const metadata = { title: 'Export' };

/** Every table and every set of records as files, and all of it as an archive. */
export default async function ExportPage({ searchParams }: { readonly searchParams: SearchParams }) {
  await requireReader();
  const asked = Object.fromEntries(toPairs(await searchParams).filter(([, value]) => value !== ''));
  const viewer = await currentViewer();
  const may = (access: Parameters<typeof findRefusal>[1]['access']): boolean =>
    findRefusal(viewer, { access, isChange: false, mode: env().access }) === null;
  return loadPage({
    path: '/export',
    asOf: getToday(),
    load: () => loadExport(asked),
    render: async ({ summary, faults, records, recordFaults, recordReach }) => (
      <PlainPage title="Export">
        <ScopeSection summary={summary} faults={faults} kept={Object.entries(records)} />
        <TablesSection summary={summary} />
        <RecordsSection
          choice={records}
          faults={recordFaults}
          reach={recordReach}
          mayTake={(set) => may(RECORD_SETS[set].access)}
          kept={Object.entries(asked).filter(([name]) => name === 'asOf' || name === 'dataVersion')}
        />
        <ResultsSection />
        <ArchiveSection sizes={may('admin') ? await describeArchive() : null} />
        <TermsSection />
      </PlainPage>
    ),
  });
}
