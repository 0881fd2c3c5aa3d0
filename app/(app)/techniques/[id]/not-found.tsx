import Link from 'next/link';

import { StatePanel } from '../../../_ui/StatePanel.tsx';

export const metadata = { title: 'Not found' };

/** Drawn state of an id that the catalogue does not hold. */
export default function TechniqueNotFound() {
  return (
    <StatePanel title="There is no technique of this id in the catalogue." isPage>
      <p>It may be mistyped, or known only from a later date on.</p>
      <Link href={'/techniques'} prefetch={false}>
        Open the catalogue of techniques
      </Link>
    </StatePanel>
  );
}
