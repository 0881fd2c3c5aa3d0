import type { EfficiencyWorld } from '#lib/core/efficiency/efficiency-world.ts';

import { Unknowns } from '../../_page/Unknowns.tsx';

/** What the page of models cannot say. */
export function ModelsUnknowns({ world }: { readonly world: EfficiencyWorld }) {
  const noState = world.models.filter(
    ({ linearLayers, linearStateBytesPerSeq }) => linearLayers > 0 && linearStateBytesPerSeq === null,
  );
  const noActive = world.models.filter(({ activeParamsB }) => activeParamsB === null);
  return (
    <Unknowns>
      <li>GPT, Claude and Gemini: their makers publish no shape, so the most used models are not here.</li>
      <li>How much each model is used: models count once each, whatever their share of tokens.</li>
      <li>
        Weights, activations, allocator waste and copies made by splitting heads are not in these figures: the
        Workbench counts what a deployment holds.
      </li>
      {noState.length === 0 ? null : (
        <li>The constant state of {names(noState)} is not published; sums are without it and say so.</li>
      )}
      {noActive.length === 0 ? null : <li>Active parameters of {names(noActive)} are not published.</li>}
      <li>Draft layers for speculation hold a cache too when they are served; they are left out.</li>
    </Unknowns>
  );
}

function names(models: readonly { readonly name: string }[]): string {
  return models.map(({ name }) => name).join(', ');
}
