/**
 * Which dimension of the sequence an input takes. It follows from the input, not from what else a run draws: two scenarios
 * then meet the same world in the same draw, and what differs between their answers is the scenario.
 */
import { createInputLayout } from '../exposure/input-layout.ts';
import { findReadIds } from '../exposure/inputs.ts';
import type { ExposureWorld } from '../exposure/types.ts';
import { ok, type Result } from '../result.ts';
import type { InputFault } from '../input-fault.ts';
import type { DrawnInput } from './draw-plan.ts';

/**
 * Dimensions of `drawn`, in their order. What the base scenario draws comes first in registry order, so that most runs need
 * no more dimensions than inputs; then the rest of the registry, then the savings of techniques.
 *
 * @param world as the registry has it, before a reader's own ranges
 */
export function findDimensions(
  world: ExposureWorld,
  drawn: readonly Pick<DrawnInput, 'id'>[],
): Result<Int32Array, InputFault[]> {
  const layout = createInputLayout(world.assumptions);
  if (!layout.ok) return layout;
  const read = findReadIds(layout.value, {}, null);
  const base = world.assumptions.filter(
    (row) => row.variesInUncertainty && read.has(row.id) && row.low < row.high,
  );
  const dimensionOf = new Map<string, number>();
  for (const { id } of [...base, ...world.assumptions, ...drawn]) {
    if (!dimensionOf.has(id)) dimensionOf.set(id, dimensionOf.size);
  }
  return ok(Int32Array.from(drawn, ({ id }) => dimensionOf.get(id) ?? 0));
}
