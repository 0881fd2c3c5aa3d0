import { formatDate } from '#lib/charts/format.ts';
import { pinWords } from '#lib/charts/pin-words.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { LinkPin } from '#lib/core/link/pin.ts';
import { writeLink } from '#lib/core/link/read-link.ts';
import { getPinStanding } from '#lib/services/scope/get-pin-standing.ts';

import type { AddressPairs } from '../_page/read-search-params.ts';
import styles from './embed.module.css';

interface EmbedFootProps {
  /** That of the address; null = live. */
  readonly pin: LinkPin | null;
  readonly asOf: string;
  readonly dataVersion: number;
  /** Page that shows the same. */
  readonly page: string;
  /** Its parameters. */
  readonly pairs: AddressPairs;
}

/** Whether the chart is live or pinned, and the way to the page that it is taken from. */
export async function EmbedFoot({ pin, asOf, dataVersion, page, pairs }: EmbedFootProps) {
  const href = `${page}${writeLink(
    pairs.filter(([name]) => name !== 'v'),
    null,
  )}`;
  return (
    <footer className={styles['foot']}>
      <p>
        <strong className={styles['state']}>{pin === null ? 'Live' : 'Pinned'}</strong>{' '}
        {pin === null ? liveWords(asOf, dataVersion) : await pinnedWords(pin, asOf)}{' '}
        <a href={href} target="_blank" rel="noopener">
          Open in Waterline
        </a>
      </p>
      <p>Not investment advice.</p>
    </footer>
  );
}

function liveWords(asOf: string, dataVersion: number): string {
  return `As of ${formatDate(asOf)}, data version ${String(dataVersion)}, model ${MODEL_VERSION}; the figures move with the facts.`;
}

async function pinnedWords(pin: LinkPin, asOf: string): Promise<string> {
  const standing = await getPinStanding(pin.dataVersion);
  const pinned = pinWords({ ...pin, asOf }, standing?.pinned?.recordedOn ?? pin.asOf, pin.modelVersion);
  const model =
    pin.modelVersion === MODEL_VERSION
      ? ''
      : ` Computed by model ${MODEL_VERSION} now, so figures may differ.`;
  const newest = standing?.newest;
  const since =
    newest === undefined || newest.dataVersion === pin.dataVersion
      ? ''
      : ` Data recorded since, up to version ${String(newest.dataVersion)}, are not in it.`;
  return `${pinned}.${model}${since}`;
}
