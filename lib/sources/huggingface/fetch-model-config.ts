import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { invalidField } from '#lib/contracts/request-fault.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { readLimited } from '../read-limited.ts';

/** The `fetch` to use, so that tests answer as the site does; limits default to those of use. */
export interface FetchDeps {
  readonly fetch: typeof fetch;
  readonly timeoutMs?: number;
}

/** A `config.json` as text, and where it came from. */
export interface FetchedConfig {
  readonly text: string;
  readonly url: string;
}

const SITE = 'huggingface.co';
const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 5;
const MAX_BYTES = 1_000_000;
/** owner/name as the site allows them: letters, digits, dots, dashes and underscores; the first no dot or dash. */
const REPOSITORY = /^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/;

/** Faults of the name of a repository; null when it may be asked for. */
export function findRepositoryFault(repository: string): RequestFault | null {
  if (REPOSITORY.test(repository) && !repository.includes('..')) return null;

  return invalidField('repository', 'must be written owner/name, for example deepseek-ai/DeepSeek-V3');
}

/**
 * Fetches the `config.json` of a public repository. Only https to the one site; a redirect is followed only within it;
 * at most 1 MB in 10 s.
 *
 * @returns faults at `/repository`, or `source-unavailable` when the site cannot be reached or does not answer well
 */
export async function fetchModelConfig(
  repository: string,
  deps: FetchDeps,
): Promise<Result<FetchedConfig, RequestFault>> {
  const fault = findRepositoryFault(repository);
  if (fault !== null) return err(fault);
  const signal = AbortSignal.timeout(deps.timeoutMs ?? TIMEOUT_MS);

  try {
    return await follow(`https://${SITE}/${repository}/resolve/main/config.json`, deps, signal);
  } catch {
    return err(
      unavailable(signal.aborted ? 'did not answer within 10 s' : 'cannot be reached from this server'),
    );
  }
}

async function follow(
  start: string,
  deps: FetchDeps,
  signal: AbortSignal,
): Promise<Result<FetchedConfig, RequestFault>> {
  let url = new URL(start);
  for (let turn = 0; turn <= MAX_REDIRECTS; turn += 1) {
    const response = await deps.fetch(url, {
      redirect: 'manual',
      signal,
      headers: { Accept: 'application/json' },
    });
    const target = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || target === null) {
      return readConfig(response, url, signal);
    }
    void response.body?.cancel();
    const next = URL.canParse(target, url) ? new URL(target, url) : null;
    if (next === null || !isOnSite(next))
      return err(unavailable(`sends this file elsewhere (${hostOf(next)})`));
    url = next;
  }

  return err(unavailable('redirects in a circle'));
}

function isOnSite(url: URL): boolean {
  return url.protocol === 'https:' && url.host === SITE && url.username === '' && url.password === '';
}

function hostOf(url: URL | null): string {
  return url === null ? 'an address that is none' : `${url.protocol}//${url.host}`.slice(0, 80);
}

async function readConfig(
  response: Response,
  url: URL,
  signal: AbortSignal,
): Promise<Result<FetchedConfig, RequestFault>> {
  if (response.status !== 200) {
    void response.body?.cancel();
    return err(describeStatus(response.status));
  }
  const bytes = await readLimited(response, MAX_BYTES, signal);
  if (bytes === null) {
    return err({
      kind: 'too-large',
      detail: `The config.json of this repository is larger than ${MAX_BYTES} bytes.`,
    });
  }

  return ok({ text: new TextDecoder().decode(bytes), url: url.href });
}

function describeStatus(status: number): RequestFault {
  if (status === 401 || status === 403) {
    return invalidField(
      'repository',
      'is gated or private, or does not exist; paste its config.json instead',
    );
  }
  if (status === 404)
    return invalidField('repository', 'does not exist or has no config.json; check the spelling');
  if (status === 429) return unavailable('asks to come back later (too many requests)');

  return unavailable(`answers with status ${String(status)}`);
}

function unavailable(reason: string): RequestFault {
  return {
    kind: 'source-unavailable',
    detail: `${SITE} ${reason}. Paste or upload the config.json instead.`,
  };
}
