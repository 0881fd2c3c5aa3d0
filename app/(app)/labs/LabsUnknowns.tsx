import { LABS_CAUTIONS } from '#lib/core/labs/labs-cautions.ts';

import { Unknowns } from '../../_page/Unknowns.tsx';

/** What the page of labs cannot say. */
export function LabsUnknowns() {
  return (
    <Unknowns>
      {LABS_CAUTIONS.map((caution) => (
        <li key={caution}>{caution}</li>
      ))}
      <li>
        Closed models (GPT, Claude, Gemini, Grok, Qwen-Max, Doubao) and Kimi K3 without its active parameters
        are costed by open models of their time: the range is as wide as the guess.
      </li>
      <li>First-party cache hit rates of OpenAI, Anthropic and Google: only their prices are public.</li>
      <li>What buyers paid: committed-use, batch and reseller prices are not in the table.</li>
      <li>Which part of tokens is sold at all: free users of chat apps are served at the same cost.</li>
    </Unknowns>
  );
}
