import 'server-only';

import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { uncertaintyBodySchema, type UncertaintyResponse } from '#lib/contracts/uncertainty.ts';
import type { InputFault } from '#lib/core/input-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { UncertaintyAnswer, UncertaintyRequest } from '#lib/core/uncertainty/types.ts';

import { getExposureWorld } from '../exposure/get-exposure-world.ts';
import type { RunOptions } from './draw-pool.ts';
import { getDraws } from './get-draws.ts';

/**
 * Runs a request on the server's drawing threads: the engine's answer with the versions it was made with.
 *
 * @param input JSON as received; every bad field is named at once
 * @param options progress, and a signal that ends the run when nobody else waits for it
 */
export async function evaluateUncertaintyRequest(
  input: unknown,
  options: RunOptions = {},
): Promise<Result<UncertaintyResponse, RequestFault>> {
  const startedAt = performance.now();
  const body = parseInput(uncertaintyBodySchema, input);
  if (!body.ok) return err(invalidInput(body.error));
  const { scenario: scoped = {}, ...rest } = body.value;
  const { asOf, dataVersion: wantedVersion, ...scenario } = scoped;
  const versioned = await getExposureWorld({
    ...(asOf !== undefined && { asOf }),
    ...(wantedVersion !== undefined && { dataVersion: wantedVersion }),
  });
  if (!versioned.ok) return err(intoScenario(versioned.error));

  const { dataVersion } = versioned.value;
  const request = withoutUndefined({ ...rest, scenario: withoutUndefined(scenario) }) as UncertaintyRequest;
  const answer = await getDraws(versioned.value, request, options);
  if (!answer.ok) return answer;
  const elapsedMs = performance.now() - startedAt;

  return ok({ modelVersion: MODEL_VERSION, dataVersion, ...toPlain(answer.value), elapsedMs });
}

/** The answer as the schema has it: its tuples, and no draws one by one, which the API does not hand out. */
function toPlain({
  keptDraws: _kept,
  ...answer
}: UncertaintyAnswer): Omit<UncertaintyResponse, 'modelVersion' | 'dataVersion' | 'elapsedMs'> {
  const pair = ([low, high]: readonly [number, number]): [number, number] => [low, high];

  return {
    ...answer,
    meanInterval: answer.meanInterval === null ? null : pair(answer.meanInterval),
    probabilityOfFallInterval:
      answer.probabilityOfFallInterval === null ? null : pair(answer.probabilityOfFallInterval),
    scatter:
      answer.scatter === null
        ? null
        : { input: answer.scatter.input, points: answer.scatter.points.map(([x, y]) => [x, y]) },
    sobol: answer.sobol.map((row) => ({
      ...row,
      firstOrderInterval: pair(row.firstOrderInterval),
      totalInterval: pair(row.totalInterval),
    })),
  };
}

function withoutUndefined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function intoScenario(fault: RequestFault): RequestFault {
  if (fault.kind !== 'invalid-input') return fault;

  return invalidInput(
    fault.faults.map((one: InputFault) => ({ ...one, pointer: `/scenario${one.pointer}` })),
  );
}
