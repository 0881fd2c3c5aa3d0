import type { PreviewChange } from '#lib/contracts/imports/imports.ts';

import styles from './ChangesTable.module.css';
import { ChangedCell } from './ChangedCell.tsx';

/** One changed fact: a row for each of its fields that differs. */
export function ChangeRows({ change }: { readonly change: PreviewChange }) {
  const { line, key, status, fields } = change;
  const span = Math.max(1, fields.length);
  const [first, ...rest] = fields;
  return (
    <tbody>
      <tr>
        <td rowSpan={span}>{line ?? 'not in the file'}</td>
        <td rowSpan={span}>{status}</td>
        <th scope="rowgroup" rowSpan={span} className={styles['key']}>
          {key}
        </th>
        {first === undefined ? (
          <td colSpan={3}>differs in no column of the file</td>
        ) : (
          <>
            <td className={styles['column']}>{first.column}</td>
            <ChangedCell value={first.before} />
            <ChangedCell value={first.after} />
          </>
        )}
      </tr>
      {rest.map(({ column, before, after }) => (
        <tr key={column}>
          <td className={styles['column']}>{column}</td>
          <ChangedCell value={before} />
          <ChangedCell value={after} />
        </tr>
      ))}
    </tbody>
  );
}
