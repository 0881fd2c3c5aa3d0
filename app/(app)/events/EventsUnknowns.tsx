import { Unknowns } from '../../_page/Unknowns.tsx';

/** What an event study cannot say. */
export function EventsUnknowns() {
  return (
    <Unknowns>
      <li>
        What caused a move: a CAR is what a share did beyond its benchmark around a day. Other news of the
        same days is flagged where the ledger has it, and only there.
      </li>
      <li>
        The minute of most events: the ledger knows the part of the day. News close to a session’s end may
        have traded a session earlier or later than day 0.
      </li>
      <li>
        Whether calm years measure wild ones: from March 2026 memory shares move by several percent a day, and
        an estimation window that ends before then understates that. Placebo dates and the BMP tests allow for
        it in part.
      </li>
      <li>
        Prices of Kioxia: none are on file, so that it has no figures. Intraday moves that the press printed
        have no counterpart in closes.
      </li>
    </Unknowns>
  );
}
