import { formatDate } from '#lib/charts/format.ts';
import type { FactsSummary } from '#lib/contracts/facts-summary.ts';

import people from '../../_auth/people.module.css';
import section from '../../_page/section.module.css';
import controls from '../../_ui/controls.module.css';

interface ScopeSectionProps {
  readonly summary: FactsSummary;
  /** Why what was asked for cannot be had; empty where it is shown. */
  readonly faults: readonly string[];
  /** What the address holds beside the scope. */
  readonly kept: readonly (readonly [string, string])[];
}

/** Of which day and which data version the files are. */
export function ScopeSection({ summary: { asOf, dataVersion }, faults, kept }: ScopeSectionProps) {
  return (
    <section className={section['section']} data-first aria-labelledby="scope-title">
      <h2 id="scope-title">
        As known on {formatDate(asOf)}, data version {dataVersion}
      </h2>
      <p className={people['muted']}>
        Nothing that became public after the day, and nothing recorded after the version, is in the files.
      </p>
      <form className={people['form']} action="/export" method="get">
        {kept
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
        <label className={controls['field']}>
          As of
          <input
            name="asOf"
            defaultValue={asOf}
            inputMode="numeric"
            pattern="\d{4}-\d{2}-\d{2}"
            title="A day as year-month-day, for example 2026-04-30"
            maxLength={10}
            autoComplete="off"
          />
        </label>
        <label className={controls['field']}>
          Data version
          <input
            name="dataVersion"
            defaultValue={dataVersion}
            inputMode="numeric"
            pattern="\d{1,10}"
            title="The number of an import batch"
            maxLength={10}
            autoComplete="off"
          />
        </label>
        <button type="submit" className={controls['button']}>
          Show
        </button>
      </form>
      {faults.length === 0 ? null : <p role="alert">Shown as of now instead: {faults.join('; ')}.</p>}
    </section>
  );
}
