import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import { capitalised, type GradeSegment, type GradeShares } from '#lib/charts/sources/grade-shares.ts';
import { GRADES } from '#lib/core/catalogue/sources-link.ts';

import tableStyles from '../../_ui/data-table.module.css';
import { SaveTable } from './SaveTable.tsx';
import styles from './sources.module.css';

interface GradeTableProps {
  readonly shares: GradeShares;
  readonly provenance: ChartProvenance;
}

const BAR_WIDTH = 200;
const BAR_HEIGHT = 12;

/** Values of each table with a bar of their grades; the numbers of the bar stand beside it. */
export function GradeTable({ shares, provenance }: GradeTableProps) {
  const { columns, rows, caption } = shares.table;
  return (
    <section className={styles['section']} aria-labelledby="grades-title" id="grades">
      <div className={styles['head']}>
        <h2 id="grades-title">{caption}</h2>
        <SaveTable table={shares.table} fileName="waterline-grades" provenance={provenance} />
      </div>
      <GradeForms />
      <ul className={styles['legend']}>
        {GRADES.map((grade) => (
          <li key={grade}>
            <svg width={24} height={BAR_HEIGHT} aria-hidden="true">
              <Part segment={{ grade, from: 0, width: 12 }} />
            </svg>{' '}
            {capitalised(grade)}
          </li>
        ))}
      </ul>
      <div
        className={tableStyles['scroll']}
        role="region"
        aria-label="Table: values by table and grade"
        tabIndex={0}
      >
        <table className={tableStyles['table']}>
          <thead>
            <tr>
              {columns.map(({ label, unit }, index) => (
                <th key={label} scope="col">
                  {label}
                  {index < 3 || unit === null ? '' : `, ${unit}`}
                </th>
              ))}
              <th scope="col">Shares</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, index) => {
              const row = shares.rows[index];
              return (
                <tr key={row?.table}>
                  {cells.map(({ text }, place) =>
                    place === 0 ? (
                      <th key={place} scope="row">
                        {text}
                      </th>
                    ) : (
                      <td key={place}>{text}</td>
                    ),
                  )}
                  <td>
                    <svg width={BAR_WIDTH} height={BAR_HEIGHT} aria-hidden="true" className={styles['bar']}>
                      {row?.segments.map((segment) => (
                        <Part key={segment.grade} segment={segment} />
                      ))}
                    </svg>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Part({ segment: { grade, from, width } }: { readonly segment: GradeSegment }) {
  const scale = BAR_WIDTH / 100;
  // Half a pixel on each side keeps the outline inside the bar.
  return (
    <rect
      x={from * scale + 0.5}
      y={0.5}
      width={Math.max(0, width * scale - 1)}
      height={BAR_HEIGHT - 1}
      className={styles['part']}
      data-grade={grade}
      fill={`url(#grade-${grade})`}
    />
  );
}

/** Fills by grade: solid, tinted, hatched, outlined, dotted. */
function GradeForms() {
  return (
    <svg width={0} height={0} aria-hidden="true" className={styles['forms']}>
      <defs>
        {GRADES.map((grade) => (
          <pattern key={grade} id={`grade-${grade}`} width={6} height={6} patternUnits="userSpaceOnUse">
            <rect width={6} height={6} className={styles['ground']} data-grade={grade} />
            {grade === 'estimate' ? (
              <path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" className={styles['hatch']} />
            ) : null}
            {grade === 'assumption' ? (
              <rect x={2} y={2} width={2} height={2} className={styles['point']} />
            ) : null}
          </pattern>
        ))}
      </defs>
    </svg>
  );
}
