import type { Metadata } from 'next';
import { notFound } from 'next/navigation';

import { formatDate } from '#lib/charts/format.ts';
import { drawWatchRow } from '#lib/charts/watchlists/watch-table.ts';
import { env } from '#lib/platform/env.ts';
import { openWatchlist } from '#lib/services/watchlists/show-watchlists.ts';

import { PlainPage } from '../../../_page/PlainPage.tsx';
import { describeFailure } from '../../../_shell/describe-failure.ts';
import { Failure } from '../../../_ui/Failure.tsx';
import { ReadOnlyTable } from '../../../_watch/ReadOnlyTable.tsx';

/** Not the name of the list: titles stand in histories and tabs that others see. */
export const metadata: Metadata = { title: 'Shared watchlist', robots: { index: false, follow: false } };

interface SharedWatchlistPageProps {
  readonly params: Promise<{ readonly token: string }>;
}

/**
 * A list by its link, which is all that it takes, whether dashboards are open or private. Links that are unknown, that
 * ended, or of a deleted list look alike.
 */
export default async function SharedWatchlistPage({ params }: SharedWatchlistPageProps) {
  const { token } = await params;
  // The token stands in no log.
  const opened = await openWatchlist({ token }).catch((error: unknown) =>
    describeFailure(error, '/shared/watchlists'),
  );
  if ('detail' in opened) return <Failure {...opened}>{null}</Failure>;
  if (!opened.ok) notFound();
  const { name, columns, rows, asOf, dataVersion, modelVersion } = opened.value;
  const isOpen = env().access === 'open';
  return (
    <PlainPage title={name}>
      <p>
        A watchlist that somebody shares with you, to read. Figures as of {formatDate(asOf)}, data version{' '}
        {dataVersion}, model {modelVersion}.
      </p>
      <ReadOnlyTable
        name={name}
        columns={columns}
        rows={rows.map((row) => drawWatchRow(isOpen ? row : { ...row, href: null }, columns))}
      />
      <p>Not investment advice.</p>
    </PlainPage>
  );
}
