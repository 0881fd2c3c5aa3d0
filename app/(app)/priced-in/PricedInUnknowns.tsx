import type { PricedInMarket } from '#lib/charts/priced-in/priced-in-source.ts';

import { Unknowns } from '../../_page/Unknowns.tsx';

/** What the Priced in page cannot say. */
export function PricedInUnknowns({ market: { market } }: { readonly market: PricedInMarket }) {
  const dates = [...new Set(market.listings.flatMap(({ marketCapAsOn }) => marketCapAsOn ?? []))].toSorted();
  return (
    <Unknowns>
      <li>
        Why a share moved: everything beyond its benchmark counts, earnings, DRAM prices and capex too. A
        reading says what a saving would have to be if nothing else had happened.
      </li>
      <li>
        A level: prices are read as changes since a close. What value without any saving would be is stated by
        no source, so the saving contained in a price as such is not computed.
      </li>
      <li>
        The model of an earlier day: its change of value is today’s, in dollars of today’s market, whatever
        the day. A session in which the share was worth a fraction of today is read in the dollars that it
        moved then, so its saving is smaller than the same percentage would give today.
      </li>
      <li>
        Market values between their dates ({dates.join(', ')}): carried to other days by the adjusted close,
        shares held. Samsung is its common share alone: no count of the preferred is on file. Currencies are
        those of the day of the market value, so a rate that moves is no change of value here.
      </li>
      <li>
        The trend that would have gone on: the market model carries the intercept of the year before on, which
        after a year of tripled prices expects much. The evidence of each change says how much.
      </li>
    </Unknowns>
  );
}
