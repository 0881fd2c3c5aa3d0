import { formatDate } from '#lib/charts/format.ts';
import type { PricedInMarket } from '#lib/charts/priced-in/priced-in-source.ts';

import styles from './priced-in.module.css';

interface SinceFormProps {
  readonly market: PricedInMarket;
  /** The rest of the address. */
  readonly kept: readonly (readonly [string, string])[];
}

/** From which close the market is followed: an event of the ledger or a day, as plain forms. */
export function SinceForm({ market: { market, events }, kept }: SinceFormProps) {
  const rest = kept.map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
  const isFrozen = market.source === 'frozen';
  return (
    <div className={styles['since']}>
      <form key={`event ${market.eventId ?? ''}`} action="/priced-in" method="get" className={styles['form']}>
        {rest}
        <label className={styles['field']}>
          Since the close before
          <select name="event" defaultValue={market.eventId ?? ''}>
            {market.eventId === null ? <option value="">a day of your own</option> : null}
            {events.map(({ id, occurredOn, title, hasFrozen }) => (
              <option key={id} value={id}>
                {`${formatDate(occurredOn)} · ${title}${isFrozen && !hasFrozen ? ' (not on record)' : ''}`}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className={styles['button']}>
          Show
        </button>
      </form>
      <form key={`since ${market.sinceOn}`} action="/priced-in" method="get" className={styles['form']}>
        {rest}
        <label className={styles['field']}>
          or the close of
          <input
            type="text"
            name="since"
            defaultValue={market.sinceOn}
            inputMode="numeric"
            pattern="\d{4}-\d{2}-\d{2}"
            title="A day as year-month-day, for example 2026-03-24"
            maxLength={10}
            autoComplete="off"
            required
          />
        </label>
        <button type="submit" className={styles['button']}>
          Show
        </button>
      </form>
    </div>
  );
}
