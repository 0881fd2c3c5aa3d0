import { Unknowns } from '../../_page/Unknowns.tsx';

/** What the page of compared scenarios cannot say. */
export function ScenariosUnknowns() {
  return (
    <Unknowns>
      <li>How likely a scenario is: each is a set of inputs, none has a probability.</li>
      <li>
        What a scenario sets is held in its draws: its range leaves out how uncertain those inputs are, so two
        ranges differ by what is held as well as by what is known.
      </li>
      <li>
        Shares of the gap are those of the points. In another draw the same inputs may make other shares.
      </li>
      <li>
        Inputs are drawn independently here. Where saving, elasticity and cost move together, every range is
        another.
      </li>
      <li>
        Whether a scenario of yours that gives another figure now was moved by data or by the model: both
        versions are named, their shares are not worked out.
      </li>
    </Unknowns>
  );
}
