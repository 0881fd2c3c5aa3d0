import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import { TIER_VENDORS } from '#lib/core/market/tier-shift.ts';

import { Unknowns } from '../../_page/Unknowns.tsx';

/** What the Exposure page cannot say. */
export function ExposureUnknowns({ world }: { readonly world: ExposureWorld }) {
  const left = world.vendors.filter(({ ticker }) => !TIER_VENDORS.some((vendor) => vendor.ticker === ticker));
  return (
    <Unknowns>
      <li>
        How many bytes of flash or DRAM an offload buys for a byte of HBM: no source states it; the rows are
        arguments with wide ranges.
      </li>
      <li>
        Prices of DRAM, flash and disks do not answer to the bytes moved there. In a sold-out market more
        demand is price, not volume, so the gains may be larger than shown.
      </li>
      <li>
        Which vendor a given lab buys from: shares of each market stand for it, and they differ by source.
      </li>
      <li>
        Margins on the next bit: contribution margins are assumptions; no vendor discloses them for HBM.
      </li>
      {left.length === 0 ? null : (
        <li>
          {left.map(({ name }) => name).join(' and ')}: no row of shares, so they are left out, which is not
          0.
        </li>
      )}
    </Unknowns>
  );
}
