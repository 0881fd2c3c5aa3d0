import Link from 'next/link';

import { pricedInClause } from '#lib/charts/priced-in/overview-clause.ts';
import { getDefaultImplied } from '#lib/services/implied-saving/get-default-implied.ts';

import styles from '../../_page/page.module.css';

interface PricedInLineProps {
  /** Null = today. */
  readonly asOf: string | null;
  readonly isPinned: boolean;
}

/** What prices imply of the base scenario; on the page of a past day only where that is said. */
export async function PricedInLine({ asOf, isPinned }: PricedInLineProps) {
  const implied = asOf === null && !isPinned ? await getDefaultImplied() : null;
  const text =
    implied === null
      ? 'What prices implied then stands on its own page.'
      : implied.ok
        ? pricedInClause([...implied.value.values()])
        : 'What prices already imply cannot be computed from the facts on file.';
  const href = asOf === null ? '/priced-in' : (`/priced-in?asOf=${asOf}` as const);
  return (
    <p className={styles['absorption']}>
      {text}{' '}
      <Link href={href} prefetch={false}>
        Priced in
      </Link>
    </p>
  );
}
