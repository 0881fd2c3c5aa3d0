import { formatDate } from '#lib/charts/format.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import type { Freshness } from '#lib/core/freshness/freshness.ts';
import type { PriceAge } from '#lib/services/health/list-price-ages.ts';

import people from '../../_auth/people.module.css';
import section from '../../_page/section.module.css';
import { AgeMark } from '../../_ui/AgeMark.tsx';
import table from '../../_ui/data-table.module.css';

interface AgesSectionProps {
  readonly ages: readonly PriceAge[];
  /** Newest day with a reference rate; null for none. */
  readonly rates: { readonly ratedOn: IsoDate; readonly freshness: Freshness } | null;
}

/** How old the newest price of each symbol is, in sessions of its own exchange. */
export function AgesSection({ ages, rates }: AgesSectionProps) {
  const isGuessed = ages.some(({ isBeyondTable }) => isBeyondTable);
  return (
    <section className={section['section']} aria-labelledby="ages-title">
      <h2 id="ages-title">Age of prices</h2>
      {ages.length === 0 ? (
        <p className={people['muted']}>
          No price is stored. They come with the first refresh that reaches its source, or by an import.
        </p>
      ) : (
        <div className={table['scroll']} tabIndex={0} role="region" aria-label="Newest price of each symbol">
          <table className={table['table']}>
            <thead>
              <tr>
                <th scope="col">Symbol</th>
                <th scope="col">Newest session</th>
                <th scope="col">Age</th>
              </tr>
            </thead>
            <tbody>
              {ages.map(({ symbol, sessionOn, freshness }) => (
                <tr key={symbol}>
                  <th scope="row">{symbol}</th>
                  <td>{sessionOn}</td>
                  <td>{freshness === null ? 'no exchange' : <AgeMark freshness={freshness} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rates === null ? null : (
        <p>
          Reference rates go to {formatDate(rates.ratedOn)}: <AgeMark freshness={rates.freshness} />.
        </p>
      )}
      {isGuessed ? (
        <p className={people['muted']}>
          Holidays are on file to the end of 2027; beyond that every weekday counts as a session.
        </p>
      ) : null}
    </section>
  );
}
