import type { CatalogueCell } from '#lib/charts/catalogue-table.ts';

import { AgeMark } from './AgeMark.tsx';
import { CellText } from './CellText.tsx';
import styles from './CatalogueCellView.module.css';

/** A cell of a catalogue: its words, a quieter line, its age. */
export function CatalogueCellView({ cell }: { readonly cell: CatalogueCell }) {
  return (
    <>
      <CellText cell={cell} />
      {cell.note === undefined ? null : <span className={styles['note']}>{cell.note}</span>}
      {cell.age == null ? null : (
        <span className={styles['note']}>
          <AgeMark freshness={cell.age} />
        </span>
      )}
    </>
  );
}
