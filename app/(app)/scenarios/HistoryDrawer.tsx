'use client';

import Link from 'next/link';
import type { Route } from 'next';
import { useEffect, useState } from 'react';

import { sendJson, type Sent } from '#lib/client/send-json.ts';
import { formatPct, formatUsdBn } from '#lib/charts/format.ts';
import type { SavedScenarioItem, ScenarioHistory } from '#lib/contracts/scenarios/saved-scenarios.ts';

import { formatInstant } from '../../_auth/format-instant.ts';
import { Drawer } from '../../_ui/Drawer.tsx';
import styles from './saved.module.css';

interface HistoryDrawerProps {
  /** Null: closed. */
  readonly item: SavedScenarioItem | null;
  readonly onClose: () => void;
}

/** Every version of a scenario: who saved it, when, what it gave, and what it changed. */
export function HistoryDrawer({ item, onClose }: HistoryDrawerProps) {
  return (
    <Drawer title={`Versions of ${item?.name ?? ''}`} place="side" isOpen={item !== null} onClose={onClose}>
      {item === null ? null : <History key={item.id} id={item.id} />}
    </Drawer>
  );
}

function History({ id }: { readonly id: string }) {
  const [history, setHistory] = useState<Sent<ScenarioHistory> | null>(null);
  useEffect(() => {
    let isGone = false;
    void sendJson<ScenarioHistory>('GET', `/api/v1/scenarios/${id}`).then((sent) => {
      if (!isGone) setHistory(sent);
    });
    return () => {
      isGone = true;
    };
  }, [id]);
  if (history === null) return <p role="status">Reading the versions …</p>;
  if (!history.ok) return <p role="alert">{history.detail}</p>;
  return (
    <ol className={styles['versions']}>
      {history.value.versions.map((version) => (
        <li key={version.version}>
          <h3>
            <Link
              href={(version.link === '' ? '/exposure' : `/exposure?${version.link}`) as Route}
              prefetch={false}
            >
              Version {version.version}
            </Link>
          </h3>
          <p className={styles['note']}>
            {`${formatInstant(version.recordedAt)}, ${version.author} · ${formatUsdBn(version.then.hbmUsdBn)} (${formatPct(version.then.changePct)}) · model ${version.modelVersion}, data ${String(version.dataVersion)}`}
          </p>
          {version.note === null ? null : <p>{version.note}</p>}
          <ul>
            {version.changes.map(({ field, before, after }) => (
              <li key={field}>
                {`${fieldWords(field)}: ${String(before ?? 'not set')} → ${String(after ?? 'not set')}`}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

/** `scenario.usageElasticity` reads “usage elasticity”. */
function fieldWords(field: string): string {
  const name = field
    .replace(/^scenario\./, '')
    .replace(/^ranges\./, 'range of ')
    .replaceAll('_', ' ');
  if (name === 'asOf') return 'held at';
  return name.replaceAll(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
}
