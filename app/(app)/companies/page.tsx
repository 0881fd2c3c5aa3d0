import { computedVersions } from '#lib/charts/computed-versions.ts';
import {
  companiesNote,
  prepareCompaniesFigures,
  prepareCompaniesHeadline,
  prepareCompaniesTable,
  prepareCompanyRows,
} from '#lib/charts/companies/companies-page.ts';
import { prepareCompanyEvidence } from '#lib/charts/companies/company-evidence.ts';
import { evidenceKey } from '#lib/charts/companies/company-words.ts';
import { prepareExposureBars } from '#lib/charts/companies/exposure-bars.ts';
import { prepareHbmShareBars } from '#lib/charts/companies/hbm-share-bars.ts';
import type { EvidenceBook } from '#lib/charts/figure-evidence.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { dayOfLink, pinPairs } from '#lib/core/link/pin.ts';
import { writeLink } from '#lib/core/link/read-link.ts';
import { readCompaniesLink } from '#lib/core/vendors/companies-link.ts';
import { studyCompanies, type CompaniesWorld, type CompanyStudy } from '#lib/core/vendors/company-study.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import { Figures } from '../../_page/Figures.tsx';
import { Headline } from '../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PageFrame } from '../../_page/PageFrame.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { BarFigure } from '../efficiency/BarFigure.tsx';
import styles from './companies.module.css';
import { CompaniesTable } from './CompaniesTable.tsx';
import { CompaniesUnknowns } from './CompaniesUnknowns.tsx';
import { loadCompanies } from './load-companies.ts';

export const metadata = { title: 'Companies' };

interface CompaniesPageProps {
  readonly searchParams: SearchParams;
}

type Link = ReturnType<typeof readCompaniesLink>;

/** The memory vendors side by side. */
export default async function CompaniesPage({ searchParams }: CompaniesPageProps) {
  const pairs = [...toPairs(await searchParams)];
  const link = readCompaniesLink(pairs);
  return loadPage({
    path: '/companies',
    asOf: dayOfLink(link, getToday()),
    pinned: { pin: link.pin, pairs },
    load: () => loadCompanies(link),
    render: (world) => <KnownCompanies world={world} link={link} pairs={pairs} />,
  });
}

async function readFigures(pairs: AddressPairs) {
  const world = await loadCompanies(readCompaniesLink(pairs));
  return world.ok ? prepareCompaniesFigures(studyCompanies(world.value)) : null;
}

interface KnownCompaniesProps {
  readonly world: CompaniesWorld;
  readonly link: Link;
  readonly pairs: AddressPairs;
}

async function KnownCompanies({ world, link, pairs }: KnownCompaniesProps) {
  const studies = studyCompanies(world);
  const provenance = {
    scenario: 'accounts as stated; exposure under the default scenario',
    ...computedVersions(world, MODEL_VERSION),
    source: 'company reports and the press, as each row says; shares and market values: vendor profile',
  };
  const shares = prepareHbmShareBars(studies);
  const exposures = prepareExposureBars(studies);
  return (
    <PageFrame
      title="Companies"
      path="/companies"
      asOf={world.asOf}
      dataVersion={world.dataVersion}
      kept={pinPairs(link.pin)}
      freshness={await freshnessStrip(world)}
      pinNote={<PinNote path="/companies" pairs={pairs} link={link} readFigures={readFigures} />}
      faults={link.faults}
      evidence={bookOf(studies)}
      defaultEvidence={defaultKey(studies)}
    >
      <Headline parts={prepareCompaniesHeadline(studies)} note={companiesNote(world)} />
      <Figures figures={prepareCompaniesFigures(studies)} />
      <CompaniesTable
        rows={prepareCompanyRows(studies)}
        table={prepareCompaniesTable(studies)}
        dated={writeLink(pinPairs(link.pin), link.asOf)}
        provenance={provenance}
      />
      <div className={styles['pair']}>
        <section aria-label="HBM share of revenue">
          {shares === null ? (
            <p className={styles['caution']}>No HBM share of revenue was on file by then.</p>
          ) : (
            <BarFigure model={shares} provenance={provenance} />
          )}
        </section>
        <section aria-label="Exposure">
          {exposures === null ? (
            <p className={styles['caution']}>No exposure can be set against a market value at this date.</p>
          ) : (
            <BarFigure model={exposures} provenance={provenance} />
          )}
        </section>
      </div>
      <CompaniesUnknowns />
    </PageFrame>
  );
}

function bookOf(studies: readonly CompanyStudy[]): EvidenceBook {
  return Object.assign({}, ...studies.map(prepareCompanyEvidence)) as EvidenceBook;
}

/** The share of the first vendor: what the sentence begins with. */
function defaultKey(studies: readonly CompanyStudy[]): string {
  const [first] = studies;
  return first === undefined ? '' : evidenceKey('share', first);
}
