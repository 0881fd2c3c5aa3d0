import Link from 'next/link';

import { StatePanel } from '../../../_ui/StatePanel.tsx';

export const metadata = { title: 'Not found' };

/** Drawn state of a link that opens no list; it does not tell which of the reasons is true. */
export default function SharedListNotFound() {
  return (
    <StatePanel title="This link opens no list." isPage>
      <p>It may have ended, been taken back, or not be complete. Ask whoever sent it for a new one.</p>
      <Link href="/" prefetch={false}>
        Open Waterline
      </Link>
    </StatePanel>
  );
}
