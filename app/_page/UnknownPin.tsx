import { liveAddress } from '#lib/core/link/read-link.ts';

import { StatePanel } from '../_ui/StatePanel.tsx';

interface UnknownPinProps {
  readonly path: string;
  readonly pairs: readonly (readonly [string, string])[];
  readonly dataVersion: number;
  /** The newest that there is. */
  readonly newest: number;
}

/** Drawn state of a link that is pinned to facts which are not here: other figures in their place would mislead. */
export function UnknownPin({ path, pairs, dataVersion, newest }: UnknownPinProps) {
  return (
    <StatePanel title={`Data version ${String(dataVersion)} is not known here.`} tone="stale" isPage>
      <p>
        The link is pinned to it, and the newest of this Waterline is {newest}. It was made on another
        Waterline, or this one was taken back to an older backup. No other figures are shown in its place.
      </p>
      <p>
        <a href={liveAddress(path, pairs)}>Open the page live</a>
      </p>
    </StatePanel>
  );
}
