import { ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import type { HttpClient } from './http.ts';
import type { SourceDeps, SourceFailure } from './source.ts';

/** Whether an address answers, and how long one answer took, waiting for the source's turn included. */
export async function probeAddress(
  client: HttpClient,
  url: URL,
  deps: Pick<SourceDeps, 'nowMs'>,
): Promise<Result<{ readonly elapsedMs: number }, SourceFailure>> {
  const startedMs = deps.nowMs();
  const answer = await client.get(url);

  return answer.ok ? ok({ elapsedMs: deps.nowMs() - startedMs }) : answer;
}
