import type { SourceFailure } from './source.ts';

/** What the server said about when to come back; null when it did not say. */
type RetryAfterSeconds = number | null;

/**
 * The failure that an HTTP status stands for.
 *
 * @param host whom the operator knows the source by
 */
export function failureOfStatus(
  host: string,
  status: number,
  retryAfterSeconds: RetryAfterSeconds,
): SourceFailure {
  const asked = retryAfterSeconds === null ? '' : ` and asks to wait ${retryAfterSeconds} s`;
  const said = `${host} answers with status ${status}${asked}`;
  if (status === 429) return fail('rate-limited', `${said}: too many requests. Later tries may work.`);
  if (status === 401 || status === 403) {
    return fail('refused', `${said}: it does not serve this server. Check its terms and the user agent.`);
  }
  if (status === 404) return fail('not-found', `${said}: it does not have what was asked for.`);
  if (status === 408) return fail('timed-out', `${said}: it gave up waiting.`);
  if (status >= 500) return fail('unreachable', `${said}: it is out of order. Later tries may work.`);

  return fail('malformed', `${said}, which is not an answer to this request.`);

  function fail(kind: SourceFailure['kind'], detail: string): SourceFailure {
    const isRetryable = kind === 'rate-limited' || kind === 'timed-out' || kind === 'unreachable';

    return { kind, isRetryable, retryAfterSeconds, detail };
  }
}

/** The host went on for longer than `timeoutMs`, before or inside its answer. */
export function timedOut(host: string, timeoutMs: number): SourceFailure {
  return {
    kind: 'timed-out',
    isRetryable: true,
    retryAfterSeconds: null,
    detail: `${host} did not answer in full within ${timeoutMs / 1000} s. Later tries may work.`,
  };
}

/** No connection, or one that broke: the error's own code is named when it has one. */
export function unreachable(host: string, error: unknown): SourceFailure {
  const code = codeOf(error);

  return {
    kind: 'unreachable',
    isRetryable: true,
    retryAfterSeconds: null,
    detail: `${host} cannot be reached from this server, or broke off${code}. Check the network; later tries may work.`,
  };
}

/** What came is not what the source is known to send. */
export function malformed(detail: string, isRetryable: boolean): SourceFailure {
  return { kind: 'malformed', isRetryable, retryAfterSeconds: null, detail };
}

/** The source turned this server away, and asking again does not help by itself. */
export function refused(detail: string): SourceFailure {
  return { kind: 'refused', isRetryable: false, retryAfterSeconds: null, detail };
}

/** Everything was told to end. */
export function stopped(host: string): SourceFailure {
  return {
    kind: 'unreachable',
    isRetryable: true,
    retryAfterSeconds: null,
    detail: `The request to ${host} was ended because this server is stopping.`,
  };
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;

  return typeof code === 'string' ? ` (${code})` : '';
}
