import Link from 'next/link';

import { StatePanel } from './_ui/StatePanel.tsx';

export const metadata = { title: 'Not found' };

/** Drawn state of an address that names nothing. */
export default function NotFound() {
  return (
    <StatePanel title="There is no page at this address." isPage>
      <p>The link may be mistyped or belong to another version of Waterline.</p>
      <Link href="/">Open the Overview</Link>
    </StatePanel>
  );
}
