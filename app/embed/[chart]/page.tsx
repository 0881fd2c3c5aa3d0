import type { Metadata } from 'next';
import { notFound } from 'next/navigation';

import { EMBED_ROOT, EMBED_THEMES, EMBEDS, THEME_PARAM } from '#lib/contracts/embeds.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import { PIN_PARAM, readPin } from '#lib/core/link/pin.ts';
import { choiceParam } from '#lib/core/link/read-link.ts';
import { seedOf } from '#lib/core/uncertainty/seed-of.ts';
import { env } from '#lib/platform/env.ts';
import { getPinStanding } from '#lib/services/scope/get-pin-standing.ts';

import { EmbedChart } from '../../_embed/EmbedChart.tsx';
import { EmbedFoot } from '../../_embed/EmbedFoot.tsx';
import styles from '../../_embed/embed.module.css';
import { openEmbed } from '../../_embed/open-embed.ts';
import pageStyles from '../../_page/page.module.css';
import { toPairs, type AddressPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { UnknownPin } from '../../_page/UnknownPin.tsx';
import { describeFailure } from '../../_shell/describe-failure.ts';
import { Failure } from '../../_ui/Failure.tsx';
import { StatePanel } from '../../_ui/StatePanel.tsx';

export const metadata: Metadata = { title: 'Chart', robots: { index: false } };

interface EmbedPageProps {
  readonly params: Promise<{ readonly chart: string }>;
  readonly searchParams: SearchParams;
}

/**
 * One chart without the shell, for other sites to frame. It neither sets nor reads a cookie, so it knows nobody: what is
 * not public is not shown, signed in or not.
 */
export default async function EmbedPage({ params, searchParams }: EmbedPageProps) {
  const { chart } = await params;
  const embed = EMBEDS.find((one) => one.chart === chart);
  if (embed === undefined) notFound();
  if (env().access === 'private') return <NotPublic page={embed.page} />;
  const given = [...toPairs(await searchParams)];
  const pairs = given.filter(([name]) => name !== THEME_PARAM);
  const unknown = await findUnknownPin(pairs);
  if (unknown !== null) return <UnknownPin path={`${EMBED_ROOT}${embed.chart}`} pairs={given} {...unknown} />;
  const opened = await openEmbed(embed.chart, pairs).catch((error: unknown) =>
    describeFailure(error, `/embed/${embed.chart}`),
  );
  if ('detail' in opened) return <Failure {...opened}>{null}</Failure>;
  if (!opened.ok) return <NotComputed fault={opened.error} />;
  const { drawing, provenance, asOf, dataVersion, faults } = opened.value;
  const pin = readAddressPin(pairs);
  return (
    <div className={styles['embed']}>
      <main>
        <h1 className={pageStyles['hidden']}>Waterline</h1>
        <h2 className={pageStyles['hidden']}>{embed.name}</h2>
        <Refused faults={[...faults, ...findThemeFaults(given)]} />
        <EmbedChart
          drawing={drawing}
          provenance={provenance}
          pin={{ asOf, dataVersion, modelVersion: MODEL_VERSION, seed: seedOf(pin) }}
        />
      </main>
      <EmbedFoot pin={pin} asOf={asOf} dataVersion={dataVersion} page={embed.page} pairs={pairs} />
    </div>
  );
}

function NotPublic({ page }: { readonly page: string }) {
  return (
    <StatePanel title="This chart is not public." isPage>
      <p>This Waterline shows its figures to members only.</p>
      <a href={page} target="_blank" rel="noopener">
        Open it there and sign in
      </a>
    </StatePanel>
  );
}

function NotComputed({ fault }: { readonly fault: RequestFault }) {
  const reasons =
    fault.kind === 'invalid-input' ? fault.faults.map(({ message }) => message) : [fault.detail];
  return (
    <StatePanel title="Nothing can be computed for this address." tone="stale" isPage>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </StatePanel>
  );
}

function Refused({ faults }: { readonly faults: readonly LinkFault[] }) {
  if (faults.length === 0) return null;
  return (
    <ul className={styles['refused']} aria-label="Not used">
      {faults.map(({ param, raw, message }) => (
        <li key={`${param} ${raw}`}>
          Not used: <code>{raw === '' ? param : `${param}=${raw}`}</code> {message}
        </li>
      ))}
    </ul>
  );
}

const readTheme = choiceParam(EMBED_THEMES);

function findThemeFaults(pairs: AddressPairs): readonly LinkFault[] {
  return pairs.flatMap(([param, raw]) => {
    const read = param === THEME_PARAM ? readTheme(raw) : null;
    return read === null || 'value' in read ? [] : [{ param, raw, message: read.message }];
  });
}

/** The pin of the address; one that cannot be read is named by the reader of the page. */
function readAddressPin(pairs: AddressPairs) {
  const [, raw] = pairs.find(([name]) => name === PIN_PARAM) ?? [];
  const read = raw === undefined ? null : readPin(raw);
  return read !== null && 'value' in read ? read.value : null;
}

async function findUnknownPin(pairs: AddressPairs) {
  const pin = readAddressPin(pairs);
  const standing = pin === null ? null : await getPinStanding(pin.dataVersion).catch(() => null);
  if (pin === null || standing === null || standing.pinned !== null) return null;
  return { dataVersion: pin.dataVersion, newest: standing.newest.dataVersion };
}
