import 'server-only';

import type { ModelConfigBody, ModelConfigResponse } from '#lib/contracts/model-config.ts';
import { modelConfigBodySchema } from '#lib/contracts/model-config.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField, invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { parseModelConfigText } from '#lib/core/efficiency/config/parse-config-text.ts';
import { parseModelConfig } from '#lib/core/efficiency/config/parse-model-config.ts';
import type { ConfigOrigin, ParsedModel } from '#lib/core/efficiency/config/parse-model-config.ts';
import { computeKvCache } from '#lib/core/efficiency/kv-cache.ts';
import type { InputFault } from '#lib/core/input-fault.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { today } from '#lib/platform/clock.ts';
import { fetchModelConfig } from '#lib/sources/huggingface/fetch-model-config.ts';

/** Context of the figures; a model that supports less is counted at its own maximum. */
const CONTEXT_TOKENS = 131_072;

/**
 * The model that a pasted config, or that of a public repository, describes, with its cache figures. `input` is JSON as
 * received. Nothing is stored.
 */
export async function readModelConfig(input: unknown): Promise<Result<ModelConfigResponse, RequestFault>> {
  const body = parseInput(modelConfigBodySchema, input);
  if (!body.ok) return err(invalidInput(body.error));
  const { config, repository } = body.value;
  if ((config === undefined) === (repository === undefined)) {
    return err(invalidField('config', 'or repository must be given, one of the two'));
  }
  const parsed =
    repository === undefined ? parsePasted(body.value) : await parseRepository(repository, body.value);

  return parsed.ok ? describe(parsed.value) : parsed;
}

function originOf(body: ModelConfigBody, sourceUrl: string, fallbackName: string): ConfigOrigin {
  return {
    id: 'own',
    name: body.name ?? fallbackName,
    sourceUrl,
    retrievedOn: today(),
    ...(body.totalParamsB === undefined ? {} : { totalParamsB: body.totalParamsB }),
    ...(body.activeParamsB === undefined ? {} : { activeParamsB: body.activeParamsB }),
  };
}

function parsePasted(body: ModelConfigBody): Result<ParsedModel, RequestFault> {
  const origin = originOf(body, 'pasted', 'Pasted model');
  const parsed =
    typeof body.config === 'string'
      ? parseModelConfigText(body.config, origin)
      : parseModelConfig(body.config, origin);

  return parsed.ok ? parsed : err(invalidInput(underConfig(parsed.error)));
}

async function parseRepository(
  repository: string,
  body: ModelConfigBody,
): Promise<Result<ParsedModel, RequestFault>> {
  const fetched = await fetchModelConfig(repository, { fetch });
  if (!fetched.ok) return fetched;
  const name = repository.split('/')[1] ?? repository;
  const parsed = parseModelConfigText(fetched.value.text, originOf(body, fetched.value.url, name));

  return parsed.ok ? parsed : err(invalidInput(underConfig(parsed.error)));
}

function underConfig(faults: readonly InputFault[]): InputFault[] {
  return faults.map((fault) => ({ ...fault, pointer: `/config${fault.pointer}` }));
}

function describe({
  model,
  derivations,
  ignored,
  warnings,
}: ParsedModel): Result<ModelConfigResponse, RequestFault> {
  const contextTokens = Math.min(CONTEXT_TOKENS, model.maxContext ?? CONTEXT_TOKENS);
  const cache = computeKvCache(model, contextTokens, 'bf16');
  if (!cache.ok) return err(invalidInput(cache.error));
  const { bytesPerToken, storedBytes, readBytesPerDecodedToken } = cache.value;

  return ok({
    modelVersion: MODEL_VERSION,
    retrievedOn: model.releasedOn,
    model: { ...model },
    contextTokens,
    bytesPerToken,
    storedBytes,
    readBytesPerDecodedToken,
    derivations,
    ignored,
    warnings,
  });
}
