import 'server-only';

import { exposureBodySchema } from '#lib/contracts/exposure.ts';
import type { ExposureBody, ExposureResponse } from '#lib/contracts/exposure.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import type { InputFault } from '#lib/core/input-fault.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { getExposureWorld } from './get-exposure-world.ts';

/**
 * Evaluates an exposure request: the engine's answer with the versions it was made with, unrounded.
 *
 * @param input JSON as received; unknown fields, wrong types and values out of range are all named at once
 */
export async function evaluateExposureRequest(
  input: unknown,
): Promise<Result<ExposureResponse, RequestFault>> {
  const body = parseInput(exposureBodySchema, input);

  return body.ok ? evaluateBody(body.value) : err(await withEngineFaults(input, body.error));
}

async function evaluateBody(body: ExposureBody): Promise<Result<ExposureResponse, RequestFault>> {
  const versioned = await getExposureWorld(body);
  if (!versioned.ok) return versioned;

  const { world, dataVersion } = versioned.value;
  const answer = evaluateExposure(world, toScenario(body));

  return answer.ok
    ? ok({ modelVersion: MODEL_VERSION, dataVersion, ...answer.value })
    : err(invalidInput(answer.error));
}

/** Fields of the wrong type must not hide a value out of range elsewhere, so the rest is put to the engine too. */
async function withEngineFaults(input: unknown, faults: readonly InputFault[]): Promise<RequestFault> {
  const bad = new Set(faults.map((fault) => fault.pointer.split('/')[1]));
  const sound = isObject(input) ? Object.entries(input).filter(([name]) => !bad.has(name)) : [];
  const rest = parseInput(exposureBodySchema, Object.fromEntries(sound));
  const answer = rest.ok ? await evaluateBody(rest.value) : null;
  const more =
    answer !== null && !answer.ok && answer.error.kind === 'invalid-input' ? answer.error.faults : [];

  return invalidInput([...faults, ...more]);
}

function toScenario(body: ExposureBody): ExposureScenario {
  const given = Object.entries(body).filter(
    ([name, value]) => name !== 'asOf' && name !== 'dataVersion' && value !== undefined,
  );

  return Object.fromEntries(given);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
