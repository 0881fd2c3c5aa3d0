/** One input at a time: the output at its P10 and P90, all others at their points (model 8). */
import type { DrawChain } from './chain.ts';
import { runDraw } from './chain.ts';
import type { DrawnInput } from './draw-plan.ts';
import type { OutputSpec } from './outputs.ts';

/** `evidence`: each input's own P10 and P90. `flat`: every input a tenth below and above its point. */
export type TornadoEnds = 'evidence' | 'flat';

export const TORNADO_ENDS: readonly TornadoEnds[] = ['evidence', 'flat'];

const FLAT_SHARE = 0.1;

/** Null where the path has no value of the output. */
export interface TornadoBar {
  readonly input: DrawnInput;
  readonly lowInput: number;
  readonly highInput: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Bars, widest first. Leaves the chain at its points. */
export function computeTornado(chain: DrawChain, output: OutputSpec, ends: TornadoEnds): TornadoBar[] {
  const at = (input: DrawnInput, value: number): number | null => {
    chain.values.set(chain.points);
    chain.values[input.index] = value;
    const read = output.read(chain.kernel, runDraw(chain));
    return Number.isNaN(read) ? null : read;
  };
  const bars = chain.drawn.map((input): TornadoBar => {
    const [lowInput, highInput] = endsOf(input, ends);
    return { input, lowInput, highInput, low: at(input, lowInput), high: at(input, highInput) };
  });
  chain.values.set(chain.points);
  runDraw(chain);
  const width = ({ low, high }: TornadoBar): number =>
    low === null || high === null ? -1 : Math.abs(high - low);
  return bars.toSorted((a, b) => width(b) - width(a));
}

function endsOf(input: DrawnInput, ends: TornadoEnds): readonly [number, number] {
  if (ends === 'evidence') return [input.low, input.high];
  const reach = Math.abs(input.point) * FLAT_SHARE;
  const most = input.distribution === 'logit-normal' ? 1 : Number.POSITIVE_INFINITY;
  return [input.point - reach, Math.min(most, input.point + reach)];
}
