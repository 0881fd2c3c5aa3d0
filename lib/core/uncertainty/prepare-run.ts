/** From a request to a run that is ready to draw; every fault of the request at once. */
import { applyOwnRanges } from '../exposure/own-ranges.ts';
import type { ExposureWorld } from '../exposure/types.ts';
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import { createDrawChain } from './chain.ts';
import { createScramblings, type DrawRun } from './draw-block.ts';
import { findDimensions } from './dimensions.ts';
import { createDrawPlan, type DrawnInput } from './draw-plan.ts';
import { DEFAULT_OUTPUT, findOutput } from './outputs.ts';
import { MOST_SALTELLI_INPUTS } from './saltelli.ts';
import { TORNADO_ENDS, type TornadoEnds } from './tornado.ts';
import {
  DEFAULT_DRAWS,
  DEFAULT_SEED,
  DEFAULT_SOBOL_DRAWS,
  LEAST_SOBOL_DRAWS,
  MOST_DRAWS,
  MOST_SOBOL_DRAWS,
  type UncertaintyRequest,
} from './types.ts';

export interface PreparedRun extends DrawRun {
  readonly tornadoEnds: TornadoEnds;
  readonly areDrawsKept: boolean;
  /** Rows of the Saltelli design; 0 with the reason in `sobolAbsence`. */
  readonly sobolDraws: number;
  readonly sobolAbsence: string | null;
  /** Position of the scatter's input among the drawn ones; null when none is asked for. */
  readonly scatterInput: number | null;
}

/** Run of `request` in `world`. Faults carry JSON pointers into the request; those of the scenario begin /scenario. */
export function prepareRun(
  world: ExposureWorld,
  request: UncertaintyRequest,
): Result<PreparedRun, InputFault[]> {
  const faults = findNumberFaults(request);
  const ranged = applyOwnRanges(world, request.ranges ?? []);
  if (!ranged.ok) return err([...faults, ...ranged.error]);
  const chain = createDrawChain(ranged.value, request.scenario ?? {});
  if (!chain.ok) return err([...faults, ...chain.error.map(intoScenario)]);
  const dimensions = findDimensions(world, chain.value.drawn);
  if (!dimensions.ok) return err([...faults, ...dimensions.error]);
  const plan = createDrawPlan(chain.value.drawn, dimensions.value, request.correlations);
  const output = findOutput(
    request.output ?? DEFAULT_OUTPUT,
    ranged.value,
    chain.value.scenario,
    chain.value.kernel,
  );
  const found = [
    ...faults,
    ...(plan.ok ? [] : plan.error),
    ...(output.ok ? [] : [output.error]),
    ...sobolFaults(request),
    ...scatterFaults(request, chain.value.drawn),
  ];
  if (found.length > 0 || !plan.ok || !output.ok) return err(found);
  const draws = request.draws ?? DEFAULT_DRAWS;
  const seed = request.seed ?? DEFAULT_SEED;
  return ok({
    chain: chain.value,
    plan: plan.value,
    output: output.value,
    draws,
    seed,
    sequences: createScramblings(plan.value, seed),
    tornadoEnds: request.tornadoEnds ?? 'evidence',
    areDrawsKept: request.keepDraws === true,
    scatterInput: findScatterInput(request, chain.value.drawn),
    ...planSobol(request, plan.value.inputs.length, draws),
  });
}

function findScatterInput({ scatterInput }: UncertaintyRequest, drawn: readonly DrawnInput[]): number | null {
  const position = drawn.findIndex(({ id }) => id === scatterInput);
  return position < 0 ? null : position;
}

function scatterFaults(request: UncertaintyRequest, drawn: readonly DrawnInput[]): InputFault[] {
  const { scatterInput } = request;
  if (scatterInput === undefined || findScatterInput(request, drawn) !== null) return [];
  const message = `scatterInput "${scatterInput}" is not drawn in this run; it may be held by the scenario`;
  return [{ pointer: '/scatterInput', message }];
}

function intoScenario(fault: InputFault): InputFault {
  return fault.pointer.startsWith('/assumptions')
    ? fault
    : { ...fault, pointer: `/scenario${fault.pointer}` };
}

function findNumberFaults(request: UncertaintyRequest): InputFault[] {
  return [
    ...wholeFault('draws', request.draws, 1, MOST_DRAWS),
    ...wholeFault('seed', request.seed, 0, Number.MAX_SAFE_INTEGER),
    ...(request.sobolDraws === 0
      ? []
      : wholeFault('sobolDraws', request.sobolDraws, LEAST_SOBOL_DRAWS, MOST_SOBOL_DRAWS)),
    ...(request.tornadoEnds === undefined || TORNADO_ENDS.includes(request.tornadoEnds)
      ? []
      : [{ pointer: '/tornadoEnds', message: `tornadoEnds must be one of ${TORNADO_ENDS.join(', ')}` }]),
  ];
}

function wholeFault(field: string, value: number | undefined, least: number, most: number): InputFault[] {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return [];
  const range = `${String(least)} to ${String(most)}`;
  return [
    { pointer: `/${field}`, message: `${field} must be a whole number from ${range}, not ${String(value)}` },
  ];
}

/** Indices of dependent inputs do not exist, so asking for both is a contradiction. */
function sobolFaults({ sobolDraws, correlations }: UncertaintyRequest): InputFault[] {
  if (sobolDraws === undefined || sobolDraws === 0 || (correlations?.length ?? 0) === 0) return [];
  return [
    {
      pointer: '/sobolDraws',
      message: 'sobolDraws must be 0 or left out with correlations: Sobol indices need independent inputs',
    },
  ];
}

function planSobol(
  request: UncertaintyRequest,
  inputCount: number,
  draws: number,
): Pick<PreparedRun, 'sobolDraws' | 'sobolAbsence'> {
  const none = (sobolAbsence: string): Pick<PreparedRun, 'sobolDraws' | 'sobolAbsence'> => ({
    sobolDraws: 0,
    sobolAbsence,
  });
  if (request.sobolDraws === 0) return none('not asked for');
  if ((request.correlations?.length ?? 0) > 0) return none('Sobol indices need independent inputs');
  if (inputCount === 0) return none('no input is drawn');
  if (inputCount > MOST_SALTELLI_INPUTS)
    return none(`more than ${String(MOST_SALTELLI_INPUTS)} inputs are drawn`);
  // The largest power of two among the draws.
  const sobolDraws = request.sobolDraws ?? Math.min(DEFAULT_SOBOL_DRAWS, 2 ** (31 - Math.clz32(draws)));
  if (sobolDraws < LEAST_SOBOL_DRAWS) return none(`fewer than ${String(LEAST_SOBOL_DRAWS)} draws`);
  return { sobolDraws, sobolAbsence: null };
}
