import { Unknowns } from '../../_page/Unknowns.tsx';

/** What the page of past knowledge cannot say. */
export function AsOfUnknowns() {
  return (
    <Unknowns>
      <li>
        What the model would have assumed then: prices, content, shares and growth were written later than
        every past day, so only the capex of the day is a test; the HBM rows show how the capex of the day
        fares with today’s assumptions.
      </li>
      <li>
        An outturn of HBM revenue: the table of disclosures is all that vendors have stated of it in money.
        Everything else is estimates by others, some of them derived from each other.
      </li>
      <li>
        When an undated source was first public: it counts as known 45 days after its period, or from the day
        it was collected.
      </li>
      <li>
        Chips of Huawei, Cambricon, Meta, Microsoft and Intel: no unit counts by quarter, so the count of
        chips is a floor. The split of H100 and H200 is not published either; the mean of their memories
        stands for both.
      </li>
      <li>
        Results that are out but not in the facts yet: the line at the top says how far filings and capex news
        go.
      </li>
      <li>
        What the shares did after each day: prices are stored, but no page holds them against the model yet.
      </li>
    </Unknowns>
  );
}
