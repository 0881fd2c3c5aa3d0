'use client';

import { useEffect, useState } from 'react';

import { datedWords, previewWords, valueWords } from '#lib/charts/alerts/alert-words.ts';
import { formatDate } from '#lib/charts/format.ts';
import { sendJson, type Sent } from '#lib/client/send-json.ts';
import type { AlertSpec } from '#lib/contracts/alerts/alert-spec.ts';
import type { AlertPreview } from '#lib/contracts/alerts/alerts.ts';

import styles from './alerts.module.css';

/** Changes in quick succession are asked about once. */
const QUIET_MS = 350;

interface PreviewLineProps {
  /** Null while something is missing. */
  readonly spec: AlertSpec | null;
  readonly isOneShot: boolean;
}

/** How often the rule would have fired in the last year, as it is being written. */
export function PreviewLine({ spec, isOneShot }: PreviewLineProps) {
  const asked = spec === null ? null : JSON.stringify({ spec, isOneShot });
  const [known, setKnown] = useState<{ asked: string; sent: Sent<AlertPreview> } | null>(null);
  useEffect(() => {
    if (asked === null) return;
    let isGone = false;
    const timer = window.setTimeout(() => {
      void sendJson<AlertPreview>('POST', '/api/v1/alerts/preview', JSON.parse(asked) as object).then(
        (sent) => {
          if (!isGone) setKnown({ asked, sent });
        },
      );
    }, QUIET_MS);
    return () => {
      isGone = true;
      window.clearTimeout(timer);
    };
  }, [asked]);
  if (asked === null)
    return <p className={styles['preview']}>Fill in what is watched to see how often it would have fired.</p>;
  if (known?.asked !== asked) {
    return (
      <p className={styles['preview']} role="status">
        Looking through the last year …
      </p>
    );
  }
  return known.sent.ok ? (
    <Told preview={known.sent.value} />
  ) : (
    <p className={styles['preview']} role="status" data-refused>
      {known.sent.detail}
    </p>
  );
}

function Told({ preview }: { readonly preview: AlertPreview }) {
  const { firings, now, unit, holdsNow, count } = preview;
  return (
    <div className={styles['preview']} role="status">
      <p>
        {previewWords(preview)}
        {now === null ? '' : ` Now ${datedWords(now, unit)}.`}
        {holdsNow ? ' It holds already: the rule waits until the value has come back.' : ''}
      </p>
      {firings.length === 0 ? null : (
        <details>
          <summary>{count > firings.length ? `The last ${String(firings.length)}` : 'When'}</summary>
          <ol className={styles['times']}>
            {firings.map(({ on, value, what }, index) => (
              <li key={`${on} ${String(index)}`}>
                {formatDate(on)}
                {value === null ? '' : `: ${valueWords(value, unit)}`}
                {what === null ? '' : `: ${what}`}
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}
