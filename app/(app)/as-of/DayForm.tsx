import { formatDate } from '#lib/charts/format.ts';
import { writeAsOfLink, type AsOfLink } from '#lib/core/backtest/as-of-link.ts';
import { DEFAULT_RUN_DATES } from '#lib/core/backtest/capex-backtest.ts';

import { MomentFields } from '../../_page/MomentFields.tsx';
import { ChoiceRow } from '../../_ui/ChoiceRow.tsx';
import styles from './as-of.module.css';

interface DayFormProps {
  readonly link: AsOfLink;
  /** The past day in use. */
  readonly date: string;
  /** The day that it is set against. */
  readonly now: string;
  /** Days of the runs in use. */
  readonly runs: readonly string[];
}

/** The past day and the days of the runs, as a plain form: the address says it all. */
export function DayForm({ link, date, now, runs }: DayFormProps) {
  const days = DEFAULT_RUN_DATES.filter((day) => day < now).map((day) => ({
    key: day,
    text: formatDate(day),
    title: `What was known on ${formatDate(day)}`,
    href: `/as-of${writeAsOfLink({ ...link, date: day })}`,
    isChosen: day === date,
  }));
  return (
    <div className={styles['days']}>
      <form key={`${date} ${runs.join()}`} className={styles['form']} action="/as-of" method="get">
        <label className={styles['field']}>
          What was known on
          <input
            type="text"
            name="date"
            defaultValue={date}
            inputMode="numeric"
            pattern="\d{4}-\d{2}-\d{2}"
            title="A day as year-month-day, for example 2026-01-31"
            maxLength={10}
            autoComplete="off"
            required
          />
        </label>
        <label className={`${styles['field'] ?? ''} ${styles['runs'] ?? ''}`}>
          Run the model on
          <input
            type="text"
            name="runs"
            defaultValue={runs.join(',')}
            title="One to six days joined by commas"
            maxLength={65}
            autoComplete="off"
            required
          />
        </label>
        <MomentFields link={link} />
        <button type="submit" className={styles['button']}>
          Show
        </button>
      </form>
      <ChoiceRow label="Day" name="Usual days" choices={days} />
    </div>
  );
}
