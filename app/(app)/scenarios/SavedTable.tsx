'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { sendJson } from '#lib/client/send-json.ts';
import { formatPct, formatUsdBn } from '#lib/charts/format.ts';
import type { SavedScenarioItem } from '#lib/contracts/scenarios/saved-scenarios.ts';

import { FormFailure } from '../../_auth/FormFailure.tsx';
import { formatInstant } from '../../_auth/format-instant.ts';
import people from '../../_auth/people.module.css';
import { useSending, type Sending } from '../../_auth/use-sending.ts';
import { noteTargetAttributes } from '../../_notes/note-targets.ts';
import controls from '../../_ui/controls.module.css';
import table from '../../_ui/data-table.module.css';
import { HistoryDrawer } from './HistoryDrawer.tsx';
import { RenameForm } from './RenameForm.tsx';
import styles from './saved.module.css';

/** One scenario of the member with where it leads. */
export interface SavedRow {
  readonly item: SavedScenarioItem;
  /** What it sets, in words. */
  readonly settings: string;
  readonly openHref: string;
  /** The comparison with this one added; null when it is full. */
  readonly compareHref: string | null;
}

/** The member's scenarios. A deletion can be taken back until the page is left. */
export function SavedTable({ rows }: { readonly rows: readonly SavedRow[] }) {
  const sending = useSending();
  const router = useRouter();
  const [deleted, setDeleted] = useState<SavedScenarioItem | null>(null);
  const [said, setSaid] = useState('');
  const [shown, setShown] = useState<SavedScenarioItem | null>(null);
  const finish = (words: string, gone: SavedScenarioItem | null = null): void => {
    setSaid(words);
    setDeleted(gone);
    router.refresh();
  };
  return (
    <>
      <p className={styles['said']} role="status">
        {said}
        {deleted === null ? null : (
          <button
            type="button"
            className={`${controls['button'] ?? ''} ${people['small'] ?? ''}`}
            disabled={sending.isBusy}
            onClick={() => {
              sending.run(
                () => sendJson('POST', '/api/v1/scenarios/restore', { id: deleted.id }),
                () => {
                  finish(`“${deleted.name}” is back.`);
                },
              );
            }}
          >
            Undo
          </button>
        )}
      </p>
      <FormFailure failure={sending.failure} />
      {rows.length === 0 ? (
        <p className={people['muted']}>
          You have none yet. Set one on the Overview, on Exposure or on Sensitivity and press Save there, or
          the key s.
        </p>
      ) : (
        <div className={table['scroll']} tabIndex={0} role="region" aria-label="Table of your scenarios">
          <table className={table['table']}>
            <Head />
            <tbody>
              {rows.map((row) => (
                <Row key={row.item.id} row={row} sending={sending} onDone={finish} onHistory={setShown} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <HistoryDrawer
        item={shown}
        onClose={() => {
          setShown(null);
        }}
      />
    </>
  );
}

function Head() {
  return (
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col" className={table['words']}>
          Sets
        </th>
        <th scope="col">HBM when saved</th>
        <th scope="col">Now</th>
        <th scope="col">Saved</th>
        <th scope="col">Actions</th>
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly row: SavedRow;
  readonly sending: Sending;
  readonly onDone: (words: string, gone?: SavedScenarioItem) => void;
  readonly onHistory: (item: SavedScenarioItem) => void;
}

function Row({ row, sending, onDone, onHistory }: RowProps) {
  const { item } = row;
  const [isRenaming, setIsRenaming] = useState(false);
  const small = `${controls['button'] ?? ''} ${people['small'] ?? ''}`;
  return (
    <tr {...noteTargetAttributes({ kind: 'scenario', ref: item.id, title: item.name })}>
      <th scope="row">
        {isRenaming ? (
          <RenameForm
            item={item}
            onDone={(name) => {
              setIsRenaming(false);
              if (name !== null) onDone(`“${item.name}” is “${name}” now.`);
            }}
          />
        ) : (
          <Link href={row.openHref as Route} prefetch={false}>
            {item.name}
          </Link>
        )}
        {item.asOf === null ? null : <span className={styles['pin']}>held at {item.asOf}</span>}
      </th>
      <td className={table['words']}>
        {row.settings}
        {item.note === null ? null : <span className={styles['note']}>{item.note}</span>}
      </td>
      <td>{resultWords(item.then)}</td>
      <td title={item.nowAbsence ?? undefined}>
        {item.now === null ? <Absence words={item.nowAbsence ?? ''} /> : <Now item={item} now={item.now} />}
      </td>
      <td>
        {formatInstant(item.recordedAt)}
        <span className={styles['note']}>version {item.version}</span>
      </td>
      <td>
        <span className={styles['actions']}>
          {row.compareHref === null ? null : (
            <Link
              href={row.compareHref as Route}
              scroll={false}
              prefetch={false}
              aria-label={`Compare ${item.name}`}
            >
              Compare
            </Link>
          )}
          <button
            type="button"
            className={small}
            aria-label={`Rename ${item.name}`}
            onClick={() => {
              setIsRenaming(!isRenaming);
            }}
          >
            Rename
          </button>
          <button
            type="button"
            className={small}
            aria-label={`Copy ${item.name}`}
            disabled={sending.isBusy}
            onClick={() => {
              sending.run<SavedScenarioItem>(
                () => sendJson('POST', '/api/v1/scenarios/duplicate', { id: item.id }),
                (copy) => {
                  onDone(`“${copy.name}” is made.`);
                },
              );
            }}
          >
            Copy
          </button>
          <button
            type="button"
            className={small}
            aria-label={`Versions of ${item.name}`}
            onClick={() => {
              onHistory(item);
            }}
          >
            Versions
          </button>
          <button
            type="button"
            className={small}
            aria-label={`Delete ${item.name}`}
            disabled={sending.isBusy}
            onClick={() => {
              sending.run(
                () => sendJson('DELETE', `/api/v1/scenarios/${item.id}`),
                () => {
                  onDone(`“${item.name}” is deleted.`, item);
                },
              );
            }}
          >
            Delete
          </button>
        </span>
      </td>
    </tr>
  );
}

function Now({
  item,
  now,
}: {
  readonly item: SavedScenarioItem;
  readonly now: NonNullable<SavedScenarioItem['now']>;
}) {
  const isRevised = now.hbmUsdBn !== item.then.hbmUsdBn || now.changePct !== item.then.changePct;
  const versions =
    now.modelVersion === item.modelVersion
      ? `data ${String(item.dataVersion)} → ${String(now.dataVersion)}`
      : `model ${item.modelVersion} → ${now.modelVersion}`;
  return (
    <>
      {resultWords(now)}
      {isRevised ? <span className={styles['note']}>{`revised since: ${versions}`}</span> : null}
    </>
  );
}

function Absence({ words }: { readonly words: string }) {
  return <span className={styles['absent']}>{words}</span>;
}

function resultWords({ hbmUsdBn, changePct }: SavedScenarioItem['then']): string {
  return `${formatUsdBn(hbmUsdBn)} (${formatPct(changePct)})`;
}
