import { toIsoDate } from '#lib/core/calendar/day-number.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { createHttpClient } from '../http.ts';
import { malformed } from '../http-failure.ts';
import { probeAddress } from '../probe-address.ts';
import type { HealthProbe, SourceAnswer, SourceDeps, SourceDescription, SourceFailure } from '../source.ts';
import { TIMEOUT_MS, type SourcePlace } from '../source-place.ts';
import { parseModelList, type ListedModelPrice } from './parse-model-list.ts';

/** What is said about the source; one answer lists every model, so a fetch is one request. */
export const OPENROUTER_DESCRIPTION: SourceDescription = {
  id: 'openrouter',
  name: 'OpenRouter model list',
  terms:
    'Public list, no key. Prices are those of the router, which passes on what providers ask: ' +
    'https://openrouter.ai/terms',
  batchLimit: 1000,
  maxUnderWay: 1,
  requiredSetting: null,
};

/** Token prices of the models on the list. */
export interface OpenRouterSource {
  /**
   * Prices of `modelIds`, of all models when null.
   *
   * @returns failures of the client, and `malformed` for an answer without a list
   */
  readonly fetchPrices: (
    modelIds: readonly string[] | null,
  ) => Promise<Result<SourceAnswer<ListedModelPrice>, SourceFailure>>;
  readonly probe: HealthProbe;
}

const MS_PER_DAY = 86_400_000;

/** The source, at the list's own address unless `place` says otherwise. */
export function createOpenRouterSource(deps: SourceDeps, place: SourcePlace = {}): OpenRouterSource {
  const baseUrl = place.baseUrl ?? new URL('https://openrouter.ai/');
  const client = createHttpClient(
    {
      timeoutMs: place.timeoutMs ?? TIMEOUT_MS,
      maxTries: 3,
      maxBytes: 32_000_000,
      minIntervalMs: 1000,
      maxUnderWay: OPENROUTER_DESCRIPTION.maxUnderWay,
      userAgent: 'Waterline',
    },
    deps,
  );
  const url = new URL('api/v1/models', baseUrl);

  return {
    async fetchPrices(modelIds) {
      const answer = await client.get(url);
      if (!answer.ok) return answer;
      const parsed = parseModelList(answer.value.text, toIsoDate(Math.floor(deps.nowMs() / MS_PER_DAY)));
      if (!parsed.ok) return err(malformed(`${baseUrl.host} sent no list of models: ${parsed.error}.`, true));

      return ok({ ...select(parsed.value, modelIds), payloads: [answer.value] });
    },
    probe: () => probeAddress(client, url, deps),
  };
}

type Parsed = Omit<SourceAnswer<ListedModelPrice>, 'payloads'>;

function select(parsed: Parsed, modelIds: readonly string[] | null): Parsed {
  if (modelIds === null) return parsed;
  const wanted = new Set(modelIds);
  const known = new Set([
    ...parsed.observations.map(({ modelId }) => modelId),
    ...[...parsed.quarantined, ...parsed.missing].map(({ subject }) => subject),
  ]);

  return {
    observations: parsed.observations.filter(({ modelId }) => wanted.has(modelId)),
    quarantined: parsed.quarantined.filter(({ subject }) => wanted.has(subject)),
    missing: [
      ...parsed.missing.filter(({ subject }) => wanted.has(subject)),
      ...modelIds
        .filter((id) => !known.has(id))
        .map((subject) => ({ subject, reason: 'The list has no such model.' })),
    ],
  };
}
