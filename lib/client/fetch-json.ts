/** What the server said when it refused, or that it could not be reached; safe to show. */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
}

/**
 * Fetches JSON from this server. The server checks each answer against its contract before it sends it, so the
 * browser, which is served by the same build, takes its shape as given.
 * @throws RequestFailure with the problem's own words for any status but 2xx
 */
export async function fetchJson<T>(path: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(path, { signal, headers: { Accept: 'application/json' } }).catch(
    (cause: unknown) => {
      throw new RequestFailure('The server did not answer; is Waterline still running?', { cause });
    },
  );
  if (!response.ok) throw new RequestFailure(await problemWords(response));
  return (await response.json()) as T;
}

async function problemWords(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => null)) as { detail?: unknown } | null;
  return typeof problem?.detail === 'string'
    ? problem.detail
    : `The server answered ${String(response.status)}.`;
}
