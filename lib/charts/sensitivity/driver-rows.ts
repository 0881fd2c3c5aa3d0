/** The inputs that move an output, widest first, as rows that can be opened and widened. */
import type { OwnRange } from '../../core/exposure/own-ranges.ts';
import type { ExposureWorld } from '../../core/exposure/types.ts';
import type { UncertaintyAnswer } from '../../core/uncertainty/types.ts';
import { formatAssumptionValue, shortInputName } from '../assumption-evidence.ts';
import { formatFraction, formatFractionRange } from '../format.ts';
import { formatInputRange } from '../resolved-inputs.ts';
import type { SensitivitySource } from './sensitivity-source.ts';

export interface DriverRow {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly point: string;
  readonly range: string;
  readonly low: number;
  readonly high: number;
  /** What the output does from the low to the high input. */
  readonly swing: string;
  /** Share of the variance with its interval; null without Sobol indices. */
  readonly share: string | null;
  readonly basis: string;
  readonly isOwnRange: boolean;
  /** Why the reader set it; null where they did not say or did not set it. */
  readonly reason: string | null;
  /** Null for an input that is no row of the registry, whose range cannot be set. */
  readonly evidence: string | null;
}

const MOST_ROWS = 16;

/** Basis of an input of `world` in a word or two: assumption, sourced with its source, the catalogue. */
export function describeBasisIn(world: ExposureWorld): (id: string) => string {
  const byId = new Map(world.assumptions.map((row) => [row.id, row]));
  return (id) => {
    const row = byId.get(id);
    if (row === undefined) return 'catalogue of techniques';
    if (world.ownRangeIds.includes(id)) return 'set by you';
    return row.sourceTitle === null ? row.basis : `${row.basis}: ${row.sourceTitle}`;
  };
}

export function listDrivers(
  { world, words }: SensitivitySource,
  draws: UncertaintyAnswer,
  ranges: readonly OwnRange[],
): DriverRow[] {
  const own = new Map(ranges.map((range) => [range.id, range]));
  const describeBasis = describeBasisIn(world);
  // An input with a range of the reader's own stays on the list, however little it moves.
  const rows = draws.tornado.filter(({ input }, i) => i < MOST_ROWS || own.has(input));
  return rows.map((row) => {
    const known = world.assumptions.find(({ id }) => id === row.input);
    const index = draws.sobol.find(({ input }) => input === row.input);
    const low = known?.low ?? row.lowInput;
    const high = known?.high ?? row.highInput;
    return {
      id: row.input,
      name: shortInputName(row.name),
      unit: row.unit,
      point: known === undefined ? '' : formatAssumptionValue(known.point, row.unit),
      range: formatInputRange(low, high, row.unit),
      low,
      high,
      swing:
        row.low === null || row.high === null
          ? 'no value at an end'
          : `${words.format(row.low)} to ${words.format(row.high)}`,
      share:
        index === undefined
          ? null
          : `${formatFraction(Math.max(0, index.total))} (${formatFractionRange(...index.totalInterval)})`,
      basis: describeBasis(row.input),
      isOwnRange: row.isOwnRange,
      reason: own.get(row.input)?.reason ?? null,
      evidence: known === undefined ? null : `input:${row.input}`,
    };
  });
}
