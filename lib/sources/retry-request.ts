import type { Result } from '#lib/core/result.ts';

import type { SourceDeps, SourceFailure } from './source.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_BACK_OFF_MS = 30_000;
/** A source that wants a longer pause than this is left alone; its wish stands in the failure. */
const LONGEST_OBEYED_SECONDS = 60;

interface RetryPolicy {
  readonly maxTries: number;
  /** What the jitter is derived from, such as the address: the same every time, different between requests. */
  readonly seed: string;
  readonly isWorthRetrying: (failure: SourceFailure) => boolean;
}

/**
 * Tries until something comes, `maxTries` is used up, or the failure is one that another try does not help.
 * Waits as long as the server asks (at most 60 s), otherwise 0.5 s doubled with every try, give or take a half.
 *
 * @returns the value, or the last failure
 * @throws the reason of the signal while waiting
 */
export async function retryRequest<T>(
  attempt: () => Promise<Result<T, SourceFailure>>,
  policy: RetryPolicy,
  deps: Pick<SourceDeps, 'sleep' | 'signal'>,
): Promise<Result<T, SourceFailure>> {
  for (let tries = 1; ; tries += 1) {
    const result = await attempt();
    if (result.ok || tries >= policy.maxTries || !policy.isWorthRetrying(result.error)) return result;
    const askedSeconds = result.error.retryAfterSeconds;
    if (askedSeconds !== null && askedSeconds > LONGEST_OBEYED_SECONDS) return result;
    await deps.sleep(
      askedSeconds === null ? backOffMs(tries, policy.seed) : askedSeconds * 1000,
      deps.signal,
    );
  }
}

/** Milliseconds to wait after the `tries`-th try (from 1): between a half and one and a half of the doubled wait. */
function backOffMs(tries: number, seed: string): number {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_BACK_OFF_MS);

  return Math.round(wait * (0.5 + fractionOf(`${seed}#${tries}`)));
}

/** FNV-1a: spreads texts over 0 to 1 without a generator that tests could not repeat. */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }

  return (hash >>> 0) / 2 ** 32;
}
