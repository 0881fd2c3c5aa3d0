import { Unknowns } from '../../_page/Unknowns.tsx';

/** The limits of the page, in words. */
export function EfficiencyUnknowns() {
  return (
    <Unknowns>
      <li>
        Which share of served tokens uses a technique: nobody publishes it. Every curve is an assumption with
        a wide range, set by dates of publication and counts of released models.
      </li>
      <li>The shapes of GPT, Claude and Gemini, which are most of the fleet: none is published.</li>
      <li>
        How much of a saved byte becomes less HBM rather than longer contexts or larger batches: 60 % is the
        middle of a range from 20 to 92 %, and moves the answer more than any technique.
      </li>
      <li>
        How much cache leaves HBM for DRAM and flash: no source gives a fraction, so offload is in no figure
        here, though it would lower HBM and raise the others.
      </li>
      <li>Techniques that are not published yet: the path holds only what was known on the date.</li>
      <li>What quality costs in use: fractions are taken as published, on their authors’ own tests.</li>
    </Unknowns>
  );
}
