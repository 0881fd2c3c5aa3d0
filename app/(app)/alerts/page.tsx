import Link from 'next/link';

import { prepareAlertHeadline } from '#lib/charts/alerts/alert-headline.ts';
import { plain } from '#lib/charts/sentence.ts';
import { currentDataVersion } from '#lib/services/scope/current-data-version.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import { currentViewer } from '../../_auth/current-viewer.ts';
import { Headline } from '../../_page/Headline.tsx';
import { freshnessStrip, loadPage } from '../../_page/load-page.tsx';
import { PageFrame } from '../../_page/PageFrame.tsx';
import { PlainPage } from '../../_page/PlainPage.tsx';
import { toPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { AlertDesk } from './AlertDesk.tsx';
import { openAlerts, type OpenedAlerts } from './open-alerts.ts';

export const metadata = { title: 'Alerts' };

/** What crossed a line since the member last looked, and the rules that watch. */
export default async function AlertsPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const pairs = [...toPairs(await searchParams)];
  return loadPage({
    path: '/alerts',
    asOf: getToday(),
    load: async () => openAlerts(await currentViewer(), new Map(pairs)),
    render: (opened) => (opened === null ? <SignInFirst pairs={pairs} /> : <KnownAlerts opened={opened} />),
  });
}

/** Who comes back signed in finds the rule begun as they began it. */
function SignInFirst({ pairs }: { readonly pairs: readonly (readonly [string, string])[] }) {
  const query = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
  const next = encodeURIComponent(query === '' ? '/alerts' : `/alerts?${query}`);
  return (
    <PlainPage title="Alerts">
      <Headline
        parts={[plain('Alerts say what crossed a line since you last looked.')]}
        note="Rules on prices, exposure, capex guidance, disclosures and stored values, each with why it is quiet."
      />
      <p>
        They are kept for members. <a href={`/sign-in?next=${next}`}>Sign in</a> and you come back here.
      </p>
    </PlainPage>
  );
}

async function KnownAlerts({ opened }: { readonly opened: OpenedAlerts }) {
  const { alerts } = opened;
  const asOf = getToday();
  const dataVersion = await currentDataVersion();
  return (
    <PageFrame
      title="Alerts"
      path="/alerts"
      asOf={asOf}
      hasDate={false}
      dataVersion={dataVersion}
      kept={[]}
      freshness={await freshnessStrip({ asOf, dataVersion })}
      faults={[]}
      evidence={{}}
      defaultEvidence=""
    >
      <Headline parts={prepareAlertHeadline(alerts)} note={noteOf(alerts.items.length)} />
      <AlertDesk {...opened} />
      <p>
        <Link href="/sources" prefetch={false}>
          Sources
        </Link>{' '}
        has every change of the ledger, also those that no rule watches.
      </p>
    </PageFrame>
  );
}

function noteOf(count: number): string {
  return count === 0
    ? 'Make one below: it says at once how often it would have fired in the last year.'
    : 'Rules are evaluated soon after each refresh, import and edit of a scenario; what held already when a rule began is not told.';
}
