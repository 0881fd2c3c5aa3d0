import { formatDate } from '#lib/charts/format.ts';
import { RECORD_SETS, RECORD_TABLES, type RecordTable } from '#lib/contracts/imports/record-export.ts';

import people from '../../_auth/people.module.css';
import section from '../../_page/section.module.css';
import controls from '../../_ui/controls.module.css';
import table from '../../_ui/data-table.module.css';
import type { RecordChoice } from './load-export.ts';

interface RecordsSectionProps {
  readonly choice: RecordChoice;
  /** Why what was asked for cannot be had; empty where it is offered. */
  readonly faults: readonly string[];
  readonly reach: ReadonlyMap<RecordTable, string | null>;
  /** Sets that whoever reads the page may take. */
  readonly mayTake: (set: RecordTable) => boolean;
  /** What the address holds beside the choice. */
  readonly kept: readonly (readonly [string, string])[];
}

/** What the refresh and the desk collected row by row, each set as a file of any length. */
export function RecordsSection({ choice, faults, reach, mayTake, kept }: RecordsSectionProps) {
  return (
    <section className={section['section']} aria-labelledby="records-title" id="records">
      <h2 id="records-title">Prices, rates, filings and runs</h2>
      <p className={people['muted']}>
        As they stand now, whatever day is chosen above. Days and symbols are optional; prices are for the
        desk’s own use and may not be passed on.
      </p>
      <form className={people['form']} action="/export#records" method="get">
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label className={controls['field']}>
          Symbols of the bars
          <input
            name="symbol"
            defaultValue={choice.symbol}
            placeholder="all; for example MU, 000660.KS"
            maxLength={4000}
            autoComplete="off"
          />
        </label>
        <DayField name="from" label="From" day={choice.from} />
        <DayField name="to" label="To" day={choice.to} />
        <button type="submit" className={controls['button']}>
          Choose
        </button>
      </form>
      {faults.length === 0 ? null : <p role="alert">Everything is offered instead: {faults.join('; ')}.</p>}
      <div className={table['scroll']} tabIndex={0} role="region" aria-label="Files of each set of records">
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">Records</th>
              <th scope="col">Newest day</th>
              <th scope="col">CSV</th>
              <th scope="col">JSON</th>
            </tr>
          </thead>
          <tbody>
            {RECORD_TABLES.map((set) => (
              <SetRow
                key={set}
                set={set}
                newestOn={reach.get(set) ?? null}
                choice={choice}
                mayTake={mayTake(set)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function DayField({
  name,
  label,
  day,
}: {
  readonly name: string;
  readonly label: string;
  readonly day: string;
}) {
  return (
    <label className={controls['field']}>
      {label}
      <input
        name={name}
        defaultValue={day}
        inputMode="numeric"
        pattern="\d{4}-\d{2}-\d{2}"
        title="A day as year-month-day, for example 2026-04-30"
        placeholder="any day"
        maxLength={10}
        autoComplete="off"
      />
    </label>
  );
}

interface SetRowProps {
  readonly set: RecordTable;
  readonly newestOn: string | null;
  readonly choice: RecordChoice;
  readonly mayTake: boolean;
}

function SetRow({ set, newestOn, choice, mayTake }: SetRowProps) {
  const { title, access } = RECORD_SETS[set];
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>{newestOn === null ? 'none stored' : formatDate(newestOn)}</td>
      {mayTake ? (
        (['csv', 'json'] as const).map((format) => (
          <td key={format}>
            <a
              href={addressOf(set, choice, format)}
              download
              aria-label={`${format.toUpperCase()} of ${title.toLowerCase()}`}
            >
              {format.toUpperCase()}
            </a>
          </td>
        ))
      ) : (
        <td colSpan={2}>needs the role {access}</td>
      )}
    </tr>
  );
}

/** Symbols are of the bars alone; the days bound every set. */
function addressOf(set: RecordTable, { symbol, from, to }: RecordChoice, format: 'csv' | 'json'): string {
  const pairs = [
    ['symbol', set === 'price_bar' ? symbol : ''] as const,
    ['from', from] as const,
    ['to', to] as const,
  ];
  const query = new URLSearchParams(pairs.filter(([, value]) => value !== '').map((pair) => [...pair]));
  query.set('format', format);

  return `/api/v1/export/${set}?${query.toString()}`;
}
