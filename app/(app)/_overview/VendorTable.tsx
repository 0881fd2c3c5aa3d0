import type { VendorFigures } from '#lib/charts/vendor-figures.ts';

import { EvidenceNumber } from './EvidenceNumber.tsx';
import styles from './data-table.module.css';

/** Vendors side by side; each HBM figure opens its evidence. */
export function VendorTable({ figures }: { readonly figures: VendorFigures }) {
  return (
    <div className={styles['block']}>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label="Vendors, profit and value">
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Vendor</th>
              <th scope="col">HBM</th>
              <th scope="col">Whole DRAM</th>
              <th scope="col">EBIT</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            {figures.rows.map((row) => (
              <tr key={row.ticker}>
                <th scope="row">{row.name}</th>
                <td>
                  <EvidenceNumber evidence={row.evidence}>{row.hbmChange}</EvidenceNumber>
                </td>
                <td>{row.dramChange}</td>
                <td>{row.ebitChange}</td>
                <td>{row.valueChange}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles['note']}>Changes over the horizon. {figures.note}</p>
    </div>
  );
}
