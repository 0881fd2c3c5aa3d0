import { SourceName } from './SourceName.tsx';
import styles from './sources.module.css';

interface StatedCellsProps {
  /** Left out where the table has no such column. */
  readonly published?: string;
  readonly grade: string;
  readonly source: string;
  readonly url: string | null;
}

/** When a value was published, how good the evidence is, and who states it. */
export function StatedCells({ published, grade, source, url }: StatedCellsProps) {
  return (
    <>
      {published === undefined ? null : <td className={styles['short']}>{published}</td>}
      <td className={styles['short']}>{grade}</td>
      <td className={styles['short']}>
        <SourceName name={source} url={url} />
      </td>
    </>
  );
}
