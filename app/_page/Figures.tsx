import type { PageFigure } from '#lib/charts/page-figure.ts';

import { AgeMark } from '../_ui/AgeMark.tsx';
import { EvidenceNumber } from './EvidenceNumber.tsx';
import styles from './Figures.module.css';

/** Key figures on one line, parted by rules. */
export function Figures({ figures }: { readonly figures: readonly PageFigure[] }) {
  return (
    <dl className={styles['figures']}>
      {figures.map((figure) => (
        <div key={figure.key} className={styles['figure']}>
          <dt className={styles['label']}>{figure.label}</dt>
          <dd>
            <p className={styles['value']}>
              <EvidenceNumber evidence={figure.key}>{figure.value}</EvidenceNumber>{' '}
              {figure.range === null ? null : <span className={styles['range']}>{figure.range}</span>}
            </p>
            <p className={styles['note']}>{figure.note}</p>
            {figure.age == null ? null : (
              <p className={styles['note']}>
                <AgeMark freshness={figure.age} />
              </p>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
