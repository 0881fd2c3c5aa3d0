import { formatDate } from '#lib/charts/format.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';

import { StatePanel } from '../_ui/StatePanel.tsx';

interface UnknownDateProps {
  /** Of the page, without query. */
  readonly path: string;
  readonly asOf: string;
  readonly fault: RequestFault;
}

/** Drawn state of a date for which the facts do not make a world. */
export function UnknownDate({ path, asOf, fault }: UnknownDateProps) {
  const reasons =
    fault.kind === 'invalid-input' ? fault.faults.map(({ message }) => message) : [fault.detail];
  return (
    <StatePanel title={`Nothing can be computed as of ${formatDate(asOf)}.`} tone="stale" isPage>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p>
        <a href={path}>Open this page as of today</a>
      </p>
    </StatePanel>
  );
}
