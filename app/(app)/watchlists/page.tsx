import Link from 'next/link';

import { unreadParts } from '#lib/charts/alerts/alert-headline.ts';
import { prepareFeedList } from '#lib/charts/sources/feed-list.ts';
import { prepareWatchHeadline } from '#lib/charts/watchlists/watch-headline.ts';
import { drawWatchRow } from '#lib/charts/watchlists/watch-table.ts';
import { plain } from '#lib/charts/sentence.ts';
import { formatDate } from '#lib/charts/format.ts';
import type { WatchlistBody } from '#lib/contracts/watchlists/watchlists.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import { currentViewer } from '../../_auth/current-viewer.ts';
import { Headline } from '../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PageFrame } from '../../_page/PageFrame.tsx';
import { Sentence } from '../../_page/Sentence.tsx';
import { toPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { PlainPage } from '../../_page/PlainPage.tsx';
import { ReadOnlyTable } from '../../_watch/ReadOnlyTable.tsx';
import { ChangesSection } from './ChangesSection.tsx';
import { openWatchlists, type OpenedWatchlists } from './open-watchlists.ts';
import { WatchDesk } from './WatchDesk.tsx';
import styles from './watchlists.module.css';

export const metadata = { title: 'Watchlists' };

/** What the member watches, and what changed since they last looked. */
export default async function WatchlistsPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const asked = new Map(toPairs(await searchParams));
  return loadPage({
    path: '/watchlists',
    asOf: getToday(),
    load: async () => openWatchlists(await currentViewer(), asked),
    render: (opened) => (opened === null ? <SignInFirst /> : <KnownWatchlists opened={opened} />),
  });
}

function SignInFirst() {
  return (
    <PlainPage title="Watchlists">
      <Headline
        parts={[plain('Watchlists say what changed since you last looked.')]}
        note="Lists of your own of stocks, techniques, models, capex issuers and scenarios, with their figures."
      />
      <p>
        They are kept for members. <a href="/sign-in?next=%2Fwatchlists">Sign in</a> and you come back here.
      </p>
    </PlainPage>
  );
}

async function KnownWatchlists({ opened }: { readonly opened: OpenedWatchlists }) {
  const { lists, list, choices, isUnreadFirst } = opened;
  const { asOf, dataVersion } = lists;
  return (
    <PageFrame
      title="Watchlists"
      path="/watchlists"
      asOf={asOf}
      hasDate={false}
      dataVersion={dataVersion}
      kept={[]}
      freshness={await freshnessStrip({ asOf, dataVersion })}
      faults={[]}
      evidence={{}}
      defaultEvidence=""
    >
      {opened.isUnknown ? (
        <p className={styles['caution']} role="status">
          The address names no watchlist that you may read; it may be deleted.
        </p>
      ) : null}
      <Headline parts={headlineOf(list)} note={noteOf(list)} />
      <p>
        <Sentence parts={unreadParts(opened.unreadAlerts)} />{' '}
        <Link href="/alerts" prefetch={false}>
          Inbox and rules
        </Link>
      </p>
      <WatchDesk
        lists={lists.items}
        sharedWithMe={lists.sharedWithMe}
        openId={list?.id ?? null}
        list={list?.isOwn === true ? toHead(list) : null}
        rows={list?.isOwn === true ? drawRows(list, isUnreadFirst) : []}
        choices={choices}
        isUnreadFirst={isUnreadFirst}
      />
      {list?.isOwn === false ? (
        <ReadOnlyTable name={list.name} rows={drawRows(list, false)} columns={list.columns} />
      ) : null}
      {list?.isOwn === true ? <ChangesSection feed={prepareFeedList(list.changes)} /> : null}
      <p>
        <Link href="/sources" prefetch={false}>
          Sources
        </Link>{' '}
        has every change, also of what stands on no list.
      </p>
    </PageFrame>
  );
}

function headlineOf(list: WatchlistBody | null) {
  if (list === null) return [plain('You have no watchlist yet.')];
  return list.isOwn ? prepareWatchHeadline(list) : [plain(`“${list.name}”, a list of ${list.ownerName}.`)];
}

function noteOf(list: WatchlistBody | null): string {
  if (list === null) return 'Give one a name below, then put on it what you want to follow.';
  if (!list.isOwn) return 'You may read it. Notes, and what is new on it, are its owner’s.';
  return `Counted since the list was marked as read, from the feed of sources: figures as of ${formatDate(list.asOf)}.`;
}

function toHead({ id, name, version, columns, seenAt, seenDataVersion, readAt, dataVersion }: WatchlistBody) {
  return { id, name, version, columns, seenAt, seenDataVersion, readAt, dataVersion };
}

function drawRows({ rows, columns }: WatchlistBody, isUnreadFirst: boolean) {
  const ordered = isUnreadFirst ? rows.toSorted((a, b) => b.unread - a.unread) : rows;
  return ordered.map((row) => drawWatchRow(row, columns));
}
