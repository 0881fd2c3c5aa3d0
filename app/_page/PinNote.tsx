import { formatDate } from '#lib/charts/format.ts';
import { compareFigures, pinWords, type ChangedFigure } from '#lib/charts/pin-words.ts';
import type { PageFigure } from '#lib/charts/page-figure.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { withoutPin, type LinkMoment, type LinkPin } from '#lib/core/link/pin.ts';
import { liveAddress } from '#lib/core/link/read-link.ts';
import { getPinStanding } from '#lib/services/scope/get-pin-standing.ts';

import styles from './PinNote.module.css';
import type { AddressPairs } from './read-search-params.ts';

/** Key figures of the page that an address opens; null when it cannot be opened. */
export type ReadFigures = (pairs: AddressPairs) => Promise<readonly PageFigure[] | null>;

interface PinNoteProps {
  readonly path: string;
  /** Address of the page, its pin included. */
  readonly pairs: AddressPairs;
  readonly link: LinkMoment;
  readonly readFigures: ReadFigures;
}

/** Says that a page is pinned, to what, and what the live page says by now; nothing on a live one. */
export async function PinNote({ path, pairs, link, readFigures }: PinNoteProps) {
  const { pin } = link;
  if (pin === null) return null;
  const standing = await getPinStanding(pin.dataVersion);
  if (standing?.pinned == null) return null;
  const [pinned, live] = await Promise.all([readFigures(pairs), readFigures(withoutPin(pairs))]);
  const changed = pinned === null || live === null ? null : compareFigures(pinned, live);
  const { newest } = standing;
  return (
    <aside className={styles['note']} aria-label="Pinned page" data-pinned={pin.dataVersion}>
      <p>
        <strong className={styles['chip']}>Pinned</strong>{' '}
        {pinWords({ ...pin, asOf: link.asOf ?? pin.asOf }, standing.pinned.recordedOn, pin.modelVersion)}.{' '}
        {newest.dataVersion === pin.dataVersion
          ? 'Nothing has been recorded since.'
          : `Recorded since: up to version ${String(newest.dataVersion)} of ${formatDate(newest.recordedOn)}.`}{' '}
        <a href={liveAddress(path, pairs)}>Open live</a>
      </p>
      <OtherModel pin={pin} />
      <Changes changed={changed} />
    </aside>
  );
}

/** A link does not carry the figures that another model gave: only that they may have been others can be said. */
function OtherModel({ pin }: { readonly pin: LinkPin }) {
  if (pin.modelVersion === MODEL_VERSION) return null;
  return (
    <p className={styles['caution']}>
      Computed by model {pin.modelVersion} then, by model {MODEL_VERSION} now: the data are those of the link,
      the formulas are not, so a figure noted then may differ from the one below.
    </p>
  );
}

function Changes({ changed }: { readonly changed: readonly ChangedFigure[] | null }) {
  if (changed === null) return <p className={styles['muted']}>The live page cannot be compared now.</p>;
  if (changed.length === 0) {
    return <p className={styles['muted']}>Every key figure of the live page still reads the same.</p>;
  }
  return (
    <dl className={styles['changes']} aria-label="Figures that read otherwise live">
      {changed.map(({ key, label, then, now }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>
            <span className={styles['number']}>{then}</span> pinned,{' '}
            <span className={styles['number']}>{now ?? 'not on the live page'}</span>
            {now === null ? '' : ' live'}
          </dd>
        </div>
      ))}
    </dl>
  );
}
