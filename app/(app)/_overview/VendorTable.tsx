import type { VendorFigures } from '#lib/charts/vendor-figures.ts';

import { EvidenceNumber } from '../../_page/EvidenceNumber.tsx';
import styles from '../../_ui/data-table.module.css';

/** Vendors side by side; each figure opens its evidence. */
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
                  <EvidenceNumber evidence={row.evidence.vendor}>{row.hbmChange}</EvidenceNumber>
                </td>
                <td>
                  <EvidenceNumber evidence={row.evidence.dram}>{row.dramChange}</EvidenceNumber>
                </td>
                <td>
                  <EvidenceNumber evidence={row.evidence.ebit}>{row.ebitChange}</EvidenceNumber>
                </td>
                <td>
                  <EvidenceNumber evidence={row.evidence.value}>{row.valueChange}</EvidenceNumber>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles['note']}>Changes over the horizon. {figures.note}</p>
    </div>
  );
}
