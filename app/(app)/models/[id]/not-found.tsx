import Link from 'next/link';

import { StatePanel } from '../../../_ui/StatePanel.tsx';

export const metadata = { title: 'Not found' };

/** Drawn state of an id that the catalogue does not hold. */
export default function ModelNotFound() {
  return (
    <StatePanel title="There is no model of this id in the catalogue." isPage>
      <p>
        It may be mistyped, or known only from a later date on. A model of your own stands in the catalogue of
        your browser.
      </p>
      <Link href={'/models'} prefetch={false}>
        Open the catalogue of models
      </Link>
    </StatePanel>
  );
}
