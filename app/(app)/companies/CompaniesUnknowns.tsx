import { Unknowns } from '../../_page/Unknowns.tsx';

/** What the page of companies cannot say. */
export function CompaniesUnknowns() {
  return (
    <Unknowns>
      <li>
        HBM revenue in dollars: no vendor states it for the newest quarter. Shares after 2025 are a model of
        analysts, not a disclosure; Micron’s sets HBM of the calendar quarter against revenue of a fiscal one
        that ends a month before.
      </li>
      <li>
        Samsung’s DRAM and NAND in its own words: it discloses memory as a whole, and never memory’s profit.
      </li>
      <li>
        How many saved HBM bytes move to DRAM, flash or disks: no source measures it, the default takes none,
        so vendors without HBM show 0 with what a shift would bring.
      </li>
      <li>Prices of the shares: none are stored yet, so market values are of the days named beside them.</li>
      <li>
        Nanya and CXMT: too few of their figures are on file for a row; both gain when HBM crowds out
        conventional DRAM.
      </li>
      <li>
        How much of a fiscal quarter’s revenue fell into which month: fiscal quarters are shared out by days.
      </li>
    </Unknowns>
  );
}
