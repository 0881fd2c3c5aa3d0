/** Round axis bounds and label positions; pure geometry shared by sketch and canvas. */

export interface AxisScale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly ticks: readonly number[];
}

function roundStep(roughStep: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(roughStep));
  const multiple =
    [1, 2, 2.5, 5, 10].find((candidate) => candidate * magnitude >= roughStep * (1 - 1e-12)) ?? 10;
  return multiple * magnitude;
}

/**
 * Axis that holds every value and zero, with steps of 1, 2, 2.5 or 5 times a power of ten and about
 * `targetSteps` of them. All values zero (or none) gives 0..1, so that an empty change is still drawn.
 */
export function computeAxisScale(values: readonly number[], targetSteps = 5): AxisScale {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const span = high - low;
  const step = span > 0 ? roundStep(span / targetSteps) : 1;
  const first = Math.floor(low / step + 1e-9);
  const last = span > 0 ? Math.ceil(high / step - 1e-9) : 1;
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { min: first * step, max: last * step, step, ticks };
}

/** A tick in as few decimals as its step needs, thousands grouped, true minus. */
export function formatTick(tick: number, step: number): string {
  const scales = [0, 1, 2, 3, 4, 5, 6];
  const isWholeAt = (decimals: number): boolean => Math.abs((step * 10 ** decimals) % 1) < 1e-6;
  const decimals = scales.find((candidate) => isWholeAt(candidate)) ?? 6;
  const magnitude = Math.abs(tick).toFixed(decimals);
  const grouped = magnitude.replace(/\B(?=(\d{3})+(?:\.|$))/g, ',');
  return tick < 0 ? `\u2212${grouped}` : grouped;
}

/**
 * Moves label positions apart until neighbours are at least `gap` away and all lie in [min, max] (as far as they
 * fit). Keeps their order; positions in the order given.
 */
export function spreadPositions(
  positions: readonly number[],
  gap: number,
  min: number,
  max: number,
): number[] {
  const order = positions.map((_, index) => index).sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
  const placed = order.map((index) => Math.min(max, Math.max(min, positions[index] ?? 0)));
  for (let i = 1; i < placed.length; i += 1) {
    placed[i] = Math.max(placed[i] ?? 0, (placed[i - 1] ?? 0) + gap);
  }
  const overflow = (placed.at(-1) ?? 0) - max;
  if (overflow > 0) {
    let ceiling = max;
    for (let i = placed.length - 1; i >= 0; i -= 1) {
      placed[i] = Math.min(placed[i] ?? 0, ceiling);
      ceiling = (placed[i] ?? 0) - gap;
    }
  }
  const result = new Array<number>(positions.length).fill(0);
  order.forEach((index, rank) => {
    result[index] = placed[rank] ?? 0;
  });
  return result;
}
