import Link from 'next/link';

import { pricedInClause } from '#lib/charts/priced-in/overview-clause.ts';
import { getDefaultImplied } from '#lib/services/implied-saving/get-default-implied.ts';

import styles from '../../_page/page.module.css';

/** What prices imply of the base scenario; on the page of a past day only where that is said. */
export async function PricedInLine({ linkedAsOf }: { readonly linkedAsOf: string | null }) {
  const implied = linkedAsOf === null ? await getDefaultImplied() : null;
  const text =
    implied === null
      ? 'What prices implied on this day stands on its own page.'
      : implied.ok
        ? pricedInClause([...implied.value.values()])
        : 'What prices already imply cannot be computed from the facts on file.';
  const href = linkedAsOf === null ? '/priced-in' : (`/priced-in?asOf=${linkedAsOf}` as const);
  return (
    <p className={styles['absorption']}>
      {text}{' '}
      <Link href={href} prefetch={false}>
        Priced in
      </Link>
    </p>
  );
}
