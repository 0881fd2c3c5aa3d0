/** The answer of a run from its columns and its Saltelli design, wherever they were made. */
import { MODELLED_VENDORS } from '../market/modelled-vendors.ts';
import type { ExposureWorld } from '../exposure/types.ts';
import { computeSobolIndices, type SaltelliOutputs } from '../stats/sobol-indices.ts';
import { runDraw, type DrawChain } from './chain.ts';
import type { DrawColumns } from './columns.ts';
import { drawInputs } from './draw-block.ts';
import type { PreparedRun } from './prepare-run.ts';
import { summariseRun } from './summary.ts';
import type { CollectedRun } from './tasks.ts';
import { computeTornado } from './tornado.ts';
import type { Scatter, SobolRow, TornadoRow, UncertaintyAnswer } from './types.ts';
import { EBIT_VENDORS } from './vendor-ebit.ts';

const BOOTSTRAPS = 100;

/** Enough to see a shape, few enough to tell apart. */
const MOST_SCATTER_POINTS = 400;

const NOT_VARYING = 'the output does not vary';
const NO_VALUE = 'some draws have no value of this output';

/** Answer of `run` from the results of all its tasks. Leaves the chain at its points. */
export function finishRun(run: PreparedRun, { columns, saltelli }: CollectedRun): UncertaintyAnswer {
  const { chain, output } = run;
  const { world } = chain;
  const summary = summariseRun(columns);
  const sobol = describeSobol(run, saltelli);
  const quarterAt = (k: number | null): string | null => (k === null ? null : (world.quarters[k] ?? null));
  return {
    asOf: world.asOf,
    draws: run.draws,
    seed: run.seed,
    output: output.id,
    outputUnit: output.unit,
    tornado: listTornado(run),
    point: readPoint(run),
    quantiles: summary.quantiles,
    mean: summary.mean?.value ?? null,
    meanInterval: summary.mean?.interval ?? null,
    absentDraws: summary.absentDraws,
    absence: summary.absentDraws === 0 ? null : output.absence,
    percentiles: summary.percentiles,
    probabilityOfFall: summary.probabilityOfFall.value,
    probabilityOfFallInterval: summary.probabilityOfFall.interval,
    probabilityUnchanged: summary.probabilityUnchanged,
    probabilityOfOffset: summary.offset.probability,
    offsetQuarter: {
      p10: quarterAt(summary.offset.p10),
      p50: quarterAt(summary.offset.p50),
      p90: quarterAt(summary.offset.p90),
    },
    probabilityElasticityAboveBreakEven: summary.probabilityAboveBreakEven,
    breakEvenElasticity: summary.breakEven,
    byQuarter: summary.byQuarter.map((band, k) => ({ quarter: quarterAt(k) ?? '', ...band })),
    byQuarterCumulativeChange: summary.cumulativeChange.map((band, k) => ({
      quarter: quarterAt(k) ?? '',
      ...band,
    })),
    byQuarterRatio: summary.byQuarterRatio.map((band, k) => ({ quarter: quarterAt(k) ?? '', ...band })),
    byVendor: MODELLED_VENDORS.flatMap(({ ticker, name }, v) => {
      const band = summary.byVendor[v] ?? null;
      return band === null || !isWanted(chain, ticker)
        ? []
        : [{ ticker, name: nameOf(world, ticker, name), ...band }];
    }),
    byVendorEbit: EBIT_VENDORS.flatMap(({ ticker, name }, v) => {
      const band = summary.byVendorEbit[v];
      return band === undefined || !isWanted(chain, ticker)
        ? []
        : [{ ticker, name: nameOf(world, ticker, name), ...band }];
    }),
    ...sobol,
    scatter: listScatter(run, columns),
    keptDraws: run.areDrawsKept
      ? Array.from(columns.output, (value) => (Number.isNaN(value) ? null : value))
      : null,
  };
}

/** The input's values are drawn once more: a point of the sequence costs little beside a path. */
function listScatter(run: PreparedRun, columns: DrawColumns): Scatter | null {
  const { chain, plan, scatterInput } = run;
  const input = scatterInput === null ? undefined : plan.inputs[scatterInput];
  if (input === undefined) return null;
  const points = drawInputs(
    run,
    Math.min(columns.count, MOST_SCATTER_POINTS),
    (row): Scatter['points'][number] => {
      const output = columns.output[row] ?? NaN;
      return [chain.values[input.index] ?? NaN, Number.isNaN(output) ? null : output];
    },
  );
  return { input: input.id, points };
}

function isWanted({ scenario }: DrawChain, ticker: string): boolean {
  return scenario.vendors?.includes(ticker) ?? true;
}

function nameOf(world: ExposureWorld, ticker: string, name: string): string {
  return world.vendors.find((vendor) => vendor.ticker === ticker)?.name ?? name;
}

function readPoint({ chain, output }: PreparedRun): number | null {
  chain.values.set(chain.points);
  const value = output.read(chain.kernel, runDraw(chain));
  return Number.isNaN(value) ? null : value;
}

function listTornado({ chain, output, tornadoEnds }: PreparedRun): TornadoRow[] {
  return computeTornado(chain, output, tornadoEnds).map(({ input, lowInput, highInput, low, high }) => ({
    input: input.id,
    name: input.name,
    unit: input.unit,
    lowInput,
    highInput,
    low,
    high,
    isOwnRange: chain.world.ownRangeIds.includes(input.id),
  }));
}

function describeSobol(
  run: PreparedRun,
  saltelli: SaltelliOutputs | null,
): Pick<UncertaintyAnswer, 'sobol' | 'sobolDraws' | 'sobolAbsence'> {
  const none = (sobolAbsence: string): Pick<UncertaintyAnswer, 'sobol' | 'sobolDraws' | 'sobolAbsence'> => ({
    sobol: [],
    sobolDraws: run.sobolDraws,
    sobolAbsence,
  });
  if (saltelli === null) return none(run.sobolAbsence ?? 'not asked for');
  if (saltelli.a.some(Number.isNaN) || saltelli.b.some(Number.isNaN)) return none(NO_VALUE);
  const indices = computeSobolIndices(saltelli, BOOTSTRAPS, run.seed);
  if (indices === null) return none(NOT_VARYING);
  const rows = indices.flatMap((index, i): SobolRow[] => {
    const input = run.plan.inputs[i];
    return input === undefined ? [] : [{ input: input.id, name: input.name, ...index }];
  });
  return {
    sobol: rows.toSorted((a, b) => b.total - a.total),
    sobolDraws: run.sobolDraws,
    sobolAbsence: null,
  };
}
