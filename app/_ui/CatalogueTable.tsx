'use client';

import { useContext, useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';

import type { LinkPin } from '#lib/core/link/pin.ts';
import {
  chooseRows,
  facetValues,
  toFileTable,
  type CatalogueChoice,
  type CatalogueColumn,
  type CatalogueRow,
  type CatalogueTable as CatalogueTableModel,
} from '#lib/charts/catalogue-table.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import { writeLink } from '#lib/core/link/read-link.ts';
import type { NoteKind } from '#lib/core/notes/types.ts';

import { PinContext } from '../_page/pin-context.ts';
import { noteTargetAttributes } from '../_notes/note-targets.ts';
import { saveCsv } from '../_charts/save-chart.ts';
import { KeptContext } from '../_page/kept-context.ts';
import { CatalogueCellView } from './CatalogueCellView.tsx';
import styles from './CatalogueTable.module.css';

interface CatalogueTableProps {
  readonly table: CatalogueTableModel;
  /** Rows that the reader added; they stand first among equals. */
  readonly ownRows?: readonly CatalogueRow[];
  readonly onRemoveOwn?: (key: string) => void;
  readonly initial: CatalogueChoice;
  /** Order that the address leaves out, as written there. */
  readonly usualSort: string;
  /** Address of the page and what else it holds, so that filters and links keep it. */
  readonly path: string;
  readonly kept: readonly (readonly [string, string])[];
  readonly asOf: string | null;
  readonly provenance: ChartProvenance;
  /** What a row is, where notes can stand on it by its key. */
  readonly noteKind?: NoteKind;
  /** Further fields of the form, before the filters. */
  readonly children?: ReactNode;
}

const WRITE_AFTER_MS = 350;

/**
 * A catalogue that readers sort and filter, kept in the address. Without script the same form asks the server.
 */
export function CatalogueTable(props: CatalogueTableProps) {
  const pin = useContext(PinContext);
  const { table, ownRows = [], initial, path, kept, asOf, children } = props;
  const [choice, setChoice] = useState(initial);
  const id = useId();
  const whole = useMemo(() => ({ ...table, rows: [...ownRows, ...table.rows] }), [table, ownRows]);
  const rows = useMemo(() => chooseRows(whole, choice), [whole, choice]);
  useWrittenAddress(props, choice, choice !== initial);

  const pickFacet = (param: string, value: string): void => {
    const { [param]: _previous, ...others } = choice.facets;
    setChoice({ ...choice, facets: value === '' ? others : { ...others, [param]: value } });
  };

  return (
    <section className={styles['catalogue']} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{table.title}</h2>
      <form className={styles['form']} action={path} method="get" role="search" aria-label={table.title}>
        {children === undefined
          ? kept.map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)
          : children}
        {asOf === null ? null : <input type="hidden" name="asOf" value={asOf} />}
        <label className={styles['field']}>
          Filter
          <input
            type="search"
            name="q"
            maxLength={80}
            value={choice.words}
            placeholder={`words in any column`}
            onChange={(event) => {
              setChoice({ ...choice, words: event.currentTarget.value });
            }}
          />
        </label>
        {table.facets.map(({ param, label, words }) => (
          <label key={param} className={styles['field']}>
            {label}
            <select
              name={param}
              value={choice.facets[param] ?? ''}
              onChange={(event) => {
                pickFacet(param, event.currentTarget.value);
              }}
            >
              <option value="">all</option>
              {facetValues(whole.rows, param).map(({ value, count }) => (
                <option key={value} value={value}>
                  {words[value] ?? value} ({count})
                </option>
              ))}
            </select>
          </label>
        ))}
        <input type="hidden" name="s" value={sortText(choice)} />
        <button type="submit" className={styles['button']}>
          Show
        </button>
        <p className={styles['count']} role="status">
          {rows.length} of {whole.rows.length} {table.noun}
        </p>
        <button
          type="button"
          className={styles['button']}
          onClick={() => {
            save(whole, rows, props.provenance, pin);
          }}
        >
          CSV
        </button>
      </form>
      {rows.length === 0 ? (
        <p className={styles['empty']}>
          No row has all of this.{' '}
          <button
            type="button"
            className={styles['plain']}
            onClick={() => {
              setChoice({ ...choice, words: '', facets: {} });
            }}
          >
            Show all {whole.rows.length}
          </button>
        </p>
      ) : (
        <Rows {...props} rows={rows} choice={choice} onSort={setChoice} />
      )}
    </section>
  );
}

/** Keeps the address in step, once the reader has changed something. */
function useWrittenAddress(
  { path, kept, asOf, usualSort }: CatalogueTableProps,
  choice: CatalogueChoice,
  hasChanged: boolean,
): void {
  const timer = useRef<number | undefined>(undefined);
  const tellKept = useContext(KeptContext);
  useEffect(() => {
    if (!hasChanged) return;
    const sort = sortText(choice);
    const own = [['q', choice.words], ...Object.entries(choice.facets)] as readonly (readonly [
      string,
      string,
    ])[];
    const pairs = [
      ...kept,
      ...own.filter(([, value]) => value !== ''),
      ...(sort === usualSort ? [] : [['s', sort] as const]),
    ];
    timer.current = window.setTimeout(() => {
      window.history.replaceState(null, '', `${path}${writeLink(pairs, asOf)}${window.location.hash}`);
      tellKept(pairs);
    }, WRITE_AFTER_MS);
    return () => {
      window.clearTimeout(timer.current);
    };
  }, [path, kept, asOf, usualSort, choice, hasChanged, tellKept]);
}

function sortText({ sort }: CatalogueChoice): string {
  return `${sort.isDescending ? '-' : ''}${sort.key}`;
}

function save(
  table: CatalogueTableModel,
  rows: readonly CatalogueRow[],
  provenance: ChartProvenance,
  pin: LinkPin | null,
): void {
  const summary = `${String(rows.length)} of ${String(table.rows.length)} ${table.noun}`;
  const texts = { title: table.title, summary, notes: [], cards: [], fileName: table.fileName };
  saveCsv({ ...texts, table: toFileTable(table, rows) }, provenance, pin);
}

interface RowsProps extends CatalogueTableProps {
  readonly rows: readonly CatalogueRow[];
  readonly choice: CatalogueChoice;
  readonly onSort: (choice: CatalogueChoice) => void;
}

function Rows({ table, rows, choice, onSort, onRemoveOwn, noteKind }: RowsProps) {
  return (
    <div className={styles['scroll']} role="region" aria-label={`Table: ${table.title}`} tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <SortHead key={column.key} column={column} choice={choice} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.key}
              data-own={row.isOwn}
              {...(noteKind === undefined || row.isOwn
                ? {}
                : noteTargetAttributes({
                    kind: noteKind,
                    ref: row.key,
                    title: nameOf(row),
                  }))}
            >
              {row.cells.map((cell, index) => {
                const column = table.columns[index];
                return index === 0 ? (
                  <th key={column?.key} scope="row">
                    <CatalogueCellView cell={cell} />
                    {row.isOwn && onRemoveOwn !== undefined ? (
                      <button
                        type="button"
                        className={styles['plain']}
                        onClick={() => {
                          onRemoveOwn(row.key);
                        }}
                      >
                        remove
                      </button>
                    ) : null}
                  </th>
                ) : (
                  <td
                    key={column?.key}
                    className={column?.isNumber === true ? styles['number'] : styles['words']}
                    data-wide={column?.isWide}
                    data-missing={cell.value === null}
                  >
                    <CatalogueCellView cell={cell} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a row is called: the words that lead to its page, else its first cell. */
function nameOf({ key, cells }: CatalogueRow): string {
  const linked = cells.find(({ href }) => href?.startsWith('/') === true);
  return (linked ?? cells[0])?.text ?? key;
}

function SortHead({
  column,
  choice,
  onSort,
}: {
  readonly column: CatalogueColumn;
  readonly choice: CatalogueChoice;
  readonly onSort: (choice: CatalogueChoice) => void;
}) {
  const isSorted = choice.sort.key === column.key;
  const direction = choice.sort.isDescending ? 'descending' : 'ascending';
  const isDescending = isSorted ? !choice.sort.isDescending : column.isNumber;
  return (
    <th
      scope="col"
      aria-sort={isSorted ? direction : undefined}
      className={column.isNumber ? styles['number'] : styles['words']}
    >
      <button
        type="button"
        className={styles['sort']}
        onClick={() => {
          onSort({ ...choice, sort: { key: column.key, isDescending } });
        }}
      >
        {column.label}
        <span aria-hidden="true" className={styles['arrow']}>
          {isSorted ? (choice.sort.isDescending ? ' ↓' : ' ↑') : ''}
        </span>
      </button>
    </th>
  );
}
