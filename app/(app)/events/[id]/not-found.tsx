import Link from 'next/link';

import { StatePanel } from '../../../_ui/StatePanel.tsx';

export const metadata = { title: 'Not found' };

/** Drawn state of an id that the ledger does not hold. */
export default function EventNotFound() {
  return (
    <StatePanel title="There is no event of this id in the ledger." isPage>
      <p>It may be mistyped, or have happened after the date in the address.</p>
      <Link href={'/events'} prefetch={false}>
        Open the ledger of events
      </Link>
    </StatePanel>
  );
}
