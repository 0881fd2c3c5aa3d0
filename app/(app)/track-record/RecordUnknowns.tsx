import { Unknowns } from '../../_page/Unknowns.tsx';

/** What the track record cannot say. */
export function RecordUnknowns() {
  return (
    <Unknowns>
      <li>
        The fleet’s memory saving: nobody reports it, so these calls mature without a grade and are counted as
        not disclosed.
      </li>
      <li>
        HBM revenue that vendors keep to themselves. SK hynix and Samsung seldom state it in money, Micron no
        longer does; estimates by others stand in, and each row says so.
      </li>
      <li>
        How independent the calls are: those of several months on one quarter, and of several vendors in one
        quarter, are wrong together. The intervals do not know that.
      </li>
      <li>
        Adoption by technique is not frozen yet: no source reports shares of served tokens, so no call could
        be judged.
      </li>
      <li>
        Figures in won are judged in dollars at the mean rate of their quarter; the exchange rate is no part
        of a call.
      </li>
    </Unknowns>
  );
}
