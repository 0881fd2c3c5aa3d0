import { formatDate, formatSignificant } from '#lib/charts/format.ts';
import type { GuidanceVintage } from '#lib/services/capex/list-guidance-vintages.ts';

import styles from '../../_ui/data-table.module.css';

interface CapexTotalsProps {
  readonly year: number;
  /** Newest first. */
  readonly vintages: readonly GuidanceVintage[];
}

/** How the guides of the four biggest buyers add up, each time one of them moved. */
export function CapexTotals({ year, vintages }: CapexTotalsProps) {
  const newest = vintages[0];
  if (newest === undefined) {
    return <p className={styles['note']}>The four biggest buyers had not all guided {year} by then.</p>;
  }
  return (
    <div className={styles['block']}>
      <p>
        {newest.guidedIssuers.join(', ')} together guide ${exact(newest.pointUsdBn)} bn ($
        {exact(newest.lowUsdBn)}–{exact(newest.highUsdBn)} bn) for {year}. The sum, USD bn, each time a guide
        moved:
      </p>
      <div
        className={styles['scroll']}
        tabIndex={0}
        role="region"
        aria-label={`Guides for ${String(year)} over time`}
      >
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Known on</th>
              <th scope="col">Low</th>
              <th scope="col">Point</th>
              <th scope="col">High</th>
              <th scope="col" className={styles['words']}>
                Who guided
              </th>
            </tr>
          </thead>
          <tbody>
            {vintages.map((vintage) => (
              <tr key={vintage.knownOn}>
                <th scope="row">{formatDate(vintage.knownOn)}</th>
                <td>{exact(vintage.lowUsdBn)}</td>
                <td>{exact(vintage.pointUsdBn)}</td>
                <td>{exact(vintage.highUsdBn)}</td>
                <td className={styles['words']}>{vintage.changedIssuers.join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** One decimal where there is one: 732.5, 710. */
function exact(usdBn: number): string {
  return formatSignificant(usdBn, 4).replace(/\.0$/, '');
}
