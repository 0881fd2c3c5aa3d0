import type { PreviewChange } from '#lib/contracts/imports/imports.ts';

import styles from './ChangesTable.module.css';
import { writeValue } from './import-words.ts';

/** One side of a change; a blank cell is said, not left empty. */
export function ChangedCell({ value }: { readonly value: PreviewChange['fields'][number]['before'] }) {
  const text = writeValue(value);
  return text === null ? (
    <td className={styles['blank']}>blank</td>
  ) : (
    <td className={styles['value']}>{text}</td>
  );
}
