import { formatDate, formatUsdBn } from '#lib/charts/format.ts';
import type { Announcement, CapexIssuer, CapexTotals } from '#lib/contracts/capex.ts';

import { judgeGuide } from '#lib/core/demand/capex-freshness.ts';

import { AgeMark } from '../../_ui/AgeMark.tsx';
import styles from '../../_ui/data-table.module.css';
import { EvidenceNumber } from '../../_page/EvidenceNumber.tsx';

interface CapexGuidesProps {
  readonly totals: CapexTotals;
  /** Announcements for the year, as far as known. */
  readonly announcements: readonly Announcement[];
}

/** Issuer by issuer: what is reported, what is guided, by which announcement, and who stays out and why. */
export function CapexGuides({ totals, announcements }: CapexGuidesProps) {
  const included = totals.issuers.filter((row) => row.includedInTotal);
  const excluded = totals.issuers.filter((row) => !row.includedInTotal);
  return (
    <section className={styles['section']} id="capex-guides" aria-label={`Issuers of ${String(totals.year)}`}>
      <h2>What {totals.year} is made of</h2>
      <div
        className={styles['scroll']}
        tabIndex={0}
        role="region"
        aria-label={`Capex of ${String(totals.year)} by issuer`}
      >
        <table className={styles['table']} data-wide>
          <thead>
            <tr>
              <th scope="col">Issuer</th>
              <th scope="col">Reported</th>
              <th scope="col">Low</th>
              <th scope="col">Point</th>
              <th scope="col">High</th>
              <th scope="col" className={styles['words']}>
                Announcement
              </th>
            </tr>
          </thead>
          <tbody>
            {included.map((row) => (
              <tr key={row.issuer}>
                <th scope="row">{row.issuer}</th>
                <td>{amount(row.actualUsdBn)}</td>
                <td>{amount(row.lowUsdBn)}</td>
                <td>{amount(row.pointUsdBn)}</td>
                <td>{amount(row.highUsdBn)}</td>
                <td className={styles['words']}>
                  <Guide row={row} announcements={announcements} asOf={totals.asOf} />
                </td>
              </tr>
            ))}
            <tr data-strong>
              <th scope="row">Total of {included.length}</th>
              <td />
              <td>{formatUsdBn(totals.lowUsdBn)}</td>
              <td>
                <EvidenceNumber evidence={`capex:${String(totals.year)}`}>
                  {formatUsdBn(totals.pointUsdBn)}
                </EvidenceNumber>
              </td>
              <td>{formatUsdBn(totals.highUsdBn)}</td>
              <td className={styles['words']} />
            </tr>
          </tbody>
        </table>
      </div>
      {excluded.length === 0 ? null : <Excluded rows={excluded} year={totals.year} />}
    </section>
  );
}

function Guide({
  row,
  announcements,
  asOf,
}: Pick<CapexGuidesProps, 'announcements'> & { readonly row: CapexIssuer; readonly asOf: string }) {
  const guide = announcements.find((announcement) => announcement.id === row.announcementId);
  if (guide === undefined) {
    return row.announcementId === null ? 'all reported, or a path past guidance' : row.announcementId;
  }
  const { source } = guide;
  const title = source.title ?? source.publisher ?? 'source';
  const age = judgeGuide({ announcedOn: guide.announcedOn, periodEndOn: guide.periodEnd }, asOf);
  return (
    <>
      {formatDate(guide.announcedOn)}, {guide.periodLabel}:{' '}
      {source.url === null ? (
        title
      ) : (
        <a href={source.url} target="_blank" rel="noreferrer">
          {title}
        </a>
      )}{' '}
      ({guide.confidence})
      {age === null ? null : (
        <>
          {' · '}
          <AgeMark freshness={age} />
        </>
      )}
    </>
  );
}

function Excluded({ rows, year }: { readonly rows: readonly CapexIssuer[]; readonly year: number }) {
  return (
    <details className={styles['block']}>
      <summary>
        {rows.length} others with figures for {year} are not added, so that no dollar counts twice
      </summary>
      <ul>
        {rows.map((row) => (
          <li key={row.issuer} className={styles['note']}>
            {row.issuer}: {row.exclusionReason}
          </li>
        ))}
      </ul>
    </details>
  );
}

function amount(usdBn: number | null): string {
  return usdBn === null ? 'none' : formatUsdBn(usdBn);
}
