import { computedVersions } from '#lib/charts/computed-versions.ts';
import { prepareFeedList, prepareQuarantinedLines } from '#lib/charts/sources/feed-list.ts';
import { prepareGradeShares } from '#lib/charts/sources/grade-shares.ts';
import {
  chooseLedgerRows,
  countPages,
  listNameChoices,
  listTableChoices,
  prepareLedgerGrid,
} from '#lib/charts/sources/ledger-grid.ts';
import { prepareOpenedValue } from '#lib/charts/sources/opened-value.ts';
import {
  prepareSourcesEvidence,
  prepareSourcesFigures,
  prepareSourcesHeadline,
  VALUES_NOTE,
} from '#lib/charts/sources/sources-headline.ts';
import { formatDate } from '#lib/charts/format.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { readSourcesLink, refusePage, sourcesPairs } from '#lib/core/catalogue/sources-link.ts';
import { countLedger, type LedgerRow } from '#lib/core/ledger/ledger.ts';
import { dayOfLink } from '#lib/core/link/pin.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import { currentSettings } from '../../_auth/current-settings.ts';
import type { NoteTarget } from '../../_notes/notes-context.ts';
import { Figures } from '../../_page/Figures.tsx';
import { Headline } from '../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PageFrame } from '../../_page/PageFrame.tsx';
import { PinNote } from '../../_page/PinNote.tsx';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { Unknowns } from '../../_page/Unknowns.tsx';
import { ChangesSection } from './ChangesSection.tsx';
import { GradeTable } from './GradeTable.tsx';
import { LedgerFilters } from './LedgerFilters.tsx';
import { LedgerTable } from './LedgerTable.tsx';
import { loadSources, type LoadedSources } from './load-sources.ts';
import { OpenedValueSection } from './OpenedValueSection.tsx';
import styles from './sources.module.css';

export const metadata = { title: 'Sources' };

interface SourcesPageProps {
  readonly searchParams: SearchParams;
}

/** Every stored figure with its source, who disagrees, and what changed. */
export default async function SourcesPage({ searchParams }: SourcesPageProps) {
  const pairs = [...toPairs(await searchParams)];
  const decoded = readSourcesLink(pairs);
  return loadPage({
    path: '/sources',
    asOf: dayOfLink(decoded.link, getToday()),
    pinned: { pin: decoded.link.pin, pairs },
    load: async () => loadSources(decoded, (await currentSettings()).settings.changesSince),
    render: (loaded) => <KnownSources loaded={loaded} pairs={pairs} />,
  });
}

async function readFigures(pairs: AddressPairs) {
  const loaded = await loadSources(readSourcesLink(pairs), 'month');
  if (!loaded.ok) return null;
  const { rows, asOf } = loaded.value.ledger;
  return prepareSourcesFigures(countLedger(rows, asOf));
}

interface KnownSourcesProps {
  readonly loaded: LoadedSources;
  readonly pairs: AddressPairs;
}

async function KnownSources({ loaded, pairs }: KnownSourcesProps) {
  const { ledger, tables, feed, open } = loaded;
  const found = chooseLedgerRows(ledger.rows, loaded.decoded.link);
  const { link, faults } = refusePage(loaded.decoded, countPages(found.length));
  const counts = countLedger(ledger.rows, ledger.asOf);
  const provenance = {
    scenario: `facts as known on ${formatDate(ledger.asOf)}`,
    ...computedVersions(ledger, MODEL_VERSION),
    source: 'the publication named in each row',
  };
  return (
    <PageFrame
      title="Sources"
      path="/sources"
      asOf={ledger.asOf}
      dataVersion={ledger.dataVersion}
      kept={sourcesPairs(link)}
      freshness={await freshnessStrip(ledger)}
      pinNote={<PinNote path="/sources" pairs={pairs} link={link} readFigures={readFigures} />}
      {...(open === null ? {} : { note: ledgerTarget(open.row) })}
      noteKind="ledger"
      faults={faults}
      evidence={prepareSourcesEvidence(counts, ledger.asOf)}
      defaultEvidence="conflicts"
    >
      <Headline parts={prepareSourcesHeadline(counts)} note={VALUES_NOTE} />
      <Figures figures={prepareSourcesFigures(counts)} />
      {open === null ? null : (
        <OpenedValueSection opened={prepareOpenedValue(open.row, ledger.rows, open.revisions)} link={link} />
      )}
      <section
        className={styles['section']}
        data-first={open === null ? true : undefined}
        aria-labelledby="ledger-title"
        id="ledger"
      >
        <h2 id="ledger-title">The ledger</h2>
        <LedgerFilters
          link={link}
          tables={listTableChoices(ledger.rows)}
          names={listNameChoices(ledger.rows)}
        />
        <LedgerTable grid={prepareLedgerGrid(found, link.page)} whole={ledger.rows.length} link={link} />
      </section>
      <GradeTable shares={prepareGradeShares(tables)} provenance={provenance} />
      <ChangesSection
        list={prepareFeedList(feed.items)}
        quarantined={prepareQuarantinedLines(feed.quarantined)}
        since={feed.since}
        asOf={ledger.asOf}
        link={link}
        provenance={provenance}
      />
      <SourcesUnknowns />
    </PageFrame>
  );
}

function ledgerTarget({ id, who, what }: LedgerRow): NoteTarget {
  return { kind: 'ledger', ref: id, title: [...who, what].join(', ') };
}

function SourcesUnknowns() {
  return (
    <Unknowns>
      <li>
        Whether a source is right: the grade says how close it stands to the event, not how good its count is.
      </li>
      <li>
        Conflicts that the words hide: two figures are set against each other only when quantity, subject,
        period and unit are written alike. Sources that call one thing by two names are not found.
      </li>
      <li>
        Prices, exchange rates by day and filings that the refresh brings: they have tables of their own and
        are not counted here.
      </li>
      <li>
        How much a guide on another measure moved exposure: only guides of one measure are set against each
        other.
      </li>
      <li>
        Since when an undated source was public: it counts from the rule that its revision names, at the
        latest from the day it was collected.
      </li>
    </Unknowns>
  );
}
