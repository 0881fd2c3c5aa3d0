'use client';

import { useState } from 'react';

import type { DriverRow } from '#lib/charts/sensitivity/driver-rows.ts';
import type { OwnRange } from '#lib/core/exposure/own-ranges.ts';
import { REASON_MAX } from '#lib/core/scenario/own-ranges-codec.ts';

import styles from './sensitivity.module.css';

interface RangeEditorProps {
  readonly row: DriverRow;
  readonly onSet: (range: OwnRange) => void;
  readonly onCancel: () => void;
}

/** Low and high of one input, and why; what cannot be a range is refused before it is set. */
export function RangeEditor({ row, onSet, onCancel }: RangeEditorProps) {
  const [low, setLow] = useState(String(row.low));
  const [high, setHigh] = useState(String(row.high));
  const [reason, setReason] = useState(row.reason ?? '');
  const [fault, setFault] = useState<string | null>(null);
  const faultId = `fault-${row.id}`;
  const submit = (): void => {
    const why = reason.normalize('NFC').trim();
    const range = { id: row.id, low: Number(low), high: Number(high), ...(why !== '' && { reason: why }) };
    const isReadable =
      low.trim() !== '' && high.trim() !== '' && Number.isFinite(range.low) && Number.isFinite(range.high);
    if (!isReadable) setFault('Low and high must be numbers such as 0.2.');
    else if (range.low > range.high) setFault('Low must not lie above high.');
    else onSet(range);
  };
  return (
    <form
      className={styles['editor']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <label>
        <span className={styles['hidden']}>Low (P10) of {row.name}</span>
        <input
          value={low}
          inputMode="decimal"
          aria-describedby={fault === null ? undefined : faultId}
          autoFocus
          onChange={(event) => {
            setLow(event.currentTarget.value);
          }}
        />
      </label>
      –
      <label>
        <span className={styles['hidden']}>High (P90) of {row.name}</span>
        <input
          value={high}
          inputMode="decimal"
          aria-describedby={fault === null ? undefined : faultId}
          onChange={(event) => {
            setHigh(event.currentTarget.value);
          }}
        />
      </label>
      <label className={styles['reason']}>
        <span>Why, if you like</span>
        <input
          value={reason}
          maxLength={REASON_MAX}
          autoComplete="off"
          onChange={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
      </label>
      <span className={styles['does']}>
        <button type="submit" className={styles['button']}>
          Set
        </button>
        <button type="button" className={styles['button']} onClick={onCancel}>
          Cancel
        </button>
      </span>
      {fault === null ? null : (
        <p id={faultId} className={styles['fault']} role="alert">
          {fault}
        </p>
      )}
    </form>
  );
}
