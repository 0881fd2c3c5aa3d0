import type { Route } from 'next';
import Link from 'next/link';

import type { ChainNode } from '#lib/charts/method/chain.ts';

import { EvidenceNumber } from '../../_page/EvidenceNumber.tsx';
import styles from './method.module.css';

interface ChainProps {
  readonly nodes: readonly ChainNode[];
  /** Query that keeps the date on the pages it leads to. */
  readonly dated: string;
}

/** The chain from bytes to vendors, left to right. */
export function Chain({ nodes, dated }: ChainProps) {
  return (
    <ol className={styles['chain']}>
      {nodes.map(({ key, name, formula, value, note, page, readme }) => (
        <li key={key} className={styles['node']}>
          <h3>{name}</h3>
          <p className={styles['formula']}>{formula}</p>
          <p className={styles['value']}>
            <EvidenceNumber evidence={key}>{value}</EvidenceNumber>
          </p>
          <p className={styles['muted']}>{note}</p>
          <p className={styles['muted']}>
            <Link href={`${page.href}${dated}` as Route} prefetch={false}>
              {page.label}
            </Link>{' '}
            · <span className={styles['path']}>{readme}</span>
          </p>
        </li>
      ))}
    </ol>
  );
}
