import type { ExposureWorld } from '#lib/core/exposure/types.ts';

import { Unknowns } from '../../_page/Unknowns.tsx';

/** What the page cannot say. */
export function SensitivityUnknowns({ world }: { readonly world: ExposureWorld }) {
  const drawn = world.assumptions.filter(({ variesInUncertainty }) => variesInUncertainty);
  const assumed = drawn.filter(({ basis }) => basis === 'assumption').length;
  return (
    <Unknowns>
      <li>
        {assumed} of the {drawn.length} ranges of the registry are assumptions without a source; a share of
        the variance says what an input does within its range, not how good the range is.
      </li>
      <li>
        Inputs are drawn independently: no source states how they go together. A slow capex path and a weak
        price of HBM would likely come together, which widens the tails that are shown.
      </li>
      <li>
        The form of the model is not drawn. Constant elasticities, one lag of capex and annual price steps are
        choices that no range covers.
      </li>
      <li>
        Three levers stand at 0 and are not drawn: savings spent again on longer context, efficiency already
        in the guides, the overhang of contracts. Each can be set under “More” with its argued range.
      </li>
    </Unknowns>
  );
}
