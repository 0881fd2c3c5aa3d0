import type { Route } from 'next';
import Link from 'next/link';

import { PAGE_ROWS, type GridRow, type LedgerGrid } from '#lib/charts/sources/ledger-grid.ts';
import { formatStored } from '#lib/charts/sources/amount-words.ts';
import { countWords } from '#lib/charts/sources/sources-headline.ts';
import {
  DEFAULT_SOURCES_LINK,
  writeSourcesLink,
  type SourcesLink,
} from '#lib/core/catalogue/sources-link.ts';

import { LedgerFrame } from './LedgerFrame.tsx';
import styles from './sources.module.css';
import { StatedCells } from './StatedCells.tsx';

interface LedgerTableProps {
  readonly grid: LedgerGrid;
  /** Values of the ledger without filters. */
  readonly whole: number;
  readonly link: SourcesLink;
}

/** One page of the ledger; a value opens by its name. */
export function LedgerTable({ grid, whole, link }: LedgerTableProps) {
  if (grid.found === 0) {
    const all = { ...DEFAULT_SOURCES_LINK, since: link.since, asOf: link.asOf, pin: link.pin };
    return (
      <p className={styles['lead']} role="status">
        No value has all of this.{' '}
        <Link href={writeSourcesLink(all, 'ledger') as Route} prefetch={false}>
          Show all {formatStored(whole)}
        </Link>
      </p>
    );
  }
  const first = (link.page - 1) * PAGE_ROWS + 1;
  const last = first + grid.rows.length - 1;
  return (
    <>
      <p className={styles['lead']} role="status">
        {formatStored(first)}–{formatStored(last)} of {countWords(grid.found, 'value', 'values')}
        {grid.found === whole ? '' : `, out of ${formatStored(whole)}`}. Numbers as recorded, not rounded.
      </p>
      <LedgerFrame
        label="values of the ledger"
        columns={[
          { name: 'Value of' },
          { name: 'Number' },
          { name: 'Period', isShort: true },
          { name: 'Published', isShort: true },
          { name: 'Grade', isShort: true },
          { name: 'Source', isShort: true },
          { name: 'Recorded' },
          { name: 'Rivals' },
        ]}
      >
        {grid.rows.map((row) => (
          <Row key={row.id} row={row} link={link} />
        ))}{' '}
      </LedgerFrame>
      {grid.pageCount === 1 ? null : <Pager link={link} pageCount={grid.pageCount} />}
    </>
  );
}

function Row({ row, link }: { readonly row: GridRow; readonly link: SourcesLink }) {
  const isOpen = link.open === row.id;
  return (
    <tr data-open={isOpen ? true : undefined}>
      <th scope="row">
        <Link
          href={writeSourcesLink({ ...link, open: row.id }, 'value') as Route}
          prefetch={false}
          aria-current={isOpen ? 'true' : undefined}
        >
          {row.what}
        </Link>
        <span className={styles['note']}>{row.who === '' ? row.table : `${row.who} · ${row.table}`}</span>
      </th>
      <td>
        {row.value}
        {row.range === null ? null : <span className={styles['note']}>{row.range}</span>}
      </td>
      <td className={styles['short']}>{row.period}</td>
      <StatedCells published={row.published} grade={row.grade} source={row.source} url={row.url} />
      <td>{row.revisionCount === 1 ? 'once' : `${String(row.revisionCount)} times`}</td>
      <td data-contested={row.isContested ? true : undefined}>
        {row.rivalCount === 0 ? 'none' : row.rivalCount}
        {row.rivalCount === 0 ? null : (
          <span className={styles['note']}>{row.isContested ? 'in conflict' : 'agree'}</span>
        )}
      </td>
    </tr>
  );
}

function Pager({ link, pageCount }: { readonly link: SourcesLink; readonly pageCount: number }) {
  const to = (page: number): Route => writeSourcesLink({ ...link, page }, 'ledger') as Route;
  return (
    <nav className={styles['pager']} aria-label="Pages of the ledger">
      {link.page > 1 ? (
        <Link href={to(link.page - 1)} prefetch={false} rel="prev">
          Previous
        </Link>
      ) : null}
      <span>
        Page {link.page} of {pageCount}
      </span>
      {link.page < pageCount ? (
        <Link href={to(link.page + 1)} prefetch={false} rel="next">
          Next
        </Link>
      ) : null}
    </nav>
  );
}
