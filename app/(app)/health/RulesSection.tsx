import { FRESHNESS_RULES, SERIES_KINDS, type FreshnessRule } from '#lib/core/freshness/rules.ts';

import people from '../../_auth/people.module.css';
import section from '../../_page/section.module.css';
import { AgeSign } from '../../_ui/AgeSign.tsx';
import table from '../../_ui/data-table.module.css';

const UNITS: Readonly<Record<FreshnessRule['unit'], string>> = {
  session: 'sessions',
  'working-day': 'working days',
  day: 'days',
  'report-day': 'days after the next quarter has ended',
};

/** From what age on a figure is called due or stale, and why. */
export function RulesSection() {
  return (
    <section className={section['section']} aria-labelledby="rules-title">
      <h2 id="rules-title">When a figure is stale</h2>
      <p className={people['muted']}>
        Judged at the day that a page speaks of. The bounds are assumptions of ours; no source states them. A
        stale series is drawn dashed and says its age; nothing is carried forward.
      </p>
      <div
        className={table['scroll']}
        tabIndex={0}
        role="region"
        aria-label="Bounds of age by kind of series"
      >
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">Series</th>
              <th scope="col">Fresh up to</th>
              <th scope="col">
                <AgeSign state="due" /> due up to
              </th>
              <th scope="col" className={table['words']}>
                Counted in
              </th>
              <th scope="col" className={table['words']}>
                Why
              </th>
            </tr>
          </thead>
          <tbody>
            {SERIES_KINDS.map((kind) => {
              const { what, unit, freshUpTo, dueUpTo, reason } = FRESHNESS_RULES[kind];
              return (
                <tr key={kind}>
                  <th scope="row">{what}</th>
                  <td>{freshUpTo}</td>
                  <td>{dueUpTo}</td>
                  <td className={table['words']}>{UNITS[unit]}</td>
                  <td className={table['words']}>{reason}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className={people['muted']}>
        <AgeSign state="stale" /> Above the second bound it is stale.
      </p>
    </section>
  );
}
