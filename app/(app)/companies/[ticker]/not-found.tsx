import Link from 'next/link';

import { StatePanel } from '../../../_ui/StatePanel.tsx';

export const metadata = { title: 'Not found' };

/** Drawn state of a ticker that is not followed. */
export default function CompanyNotFound() {
  return (
    <StatePanel title="No vendor of this ticker is followed." isPage>
      <p>
        Tickers are written with their exchange where that is not in New York: MU, 000660.KS, 285A.T. Capital
        letters count.
      </p>
      <Link href={'/companies'} prefetch={false}>
        Open the companies
      </Link>
    </StatePanel>
  );
}
