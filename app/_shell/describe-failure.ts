import { failureResponse } from '#lib/http/failure-response.ts';

/** A failure in words for a page. */
export interface DescribedFailure {
  readonly detail: string;
  readonly id: string | null;
}

/** Logs what was thrown and words it as the API does, so that page and API say the same of one failure. */
export async function describeFailure(error: unknown, path: string): Promise<DescribedFailure> {
  const problem = (await failureResponse(error, path).json()) as { detail: string; id?: string };
  return { detail: problem.detail, id: problem.id ?? null };
}
