import { problemSchema, type ProblemBody } from '../contracts/problem.ts';

/** What came of a change: its answer, or why not. */
export type Sent<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly status: number;
      /** Safe to show; a sentence. */
      readonly detail: string;
      /** What is wrong with single fields, by their names. */
      readonly byField: Readonly<Record<string, string>>;
    };

const UNANSWERED = 'The server did not answer; is Waterline still running? Nothing was changed.';

/** Sends a change to this server. Never throws: what the server or the network says is for the reader. */
export async function sendJson<T>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
): Promise<Sent<T>> {
  const init = {
    method,
    headers: { Accept: 'application/json', ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  };
  return sendRequest<T>(path, init, UNANSWERED);
}

/** Sends any request whose answer is JSON; `unanswered` is said when there is no answer at all. Never throws. */
export async function sendRequest<T>(path: string, init: RequestInit, unanswered: string): Promise<Sent<T>> {
  const response = await fetch(path, init).catch(() => null);
  if (response === null) return { ok: false, status: 0, detail: unanswered, byField: {} };
  const answer = (await response.json().catch(() => null)) as unknown;
  if (response.ok) return { ok: true, value: answer as T };

  return { ok: false, status: response.status, ...readProblem(answer, response) };
}

function readProblem(answer: unknown, response: Response) {
  const problem = problemSchema.safeParse(answer);
  if (problem.success) return { detail: problem.data.detail, byField: faultsByField(problem.data) };
  // The auth library's own form of an error.
  const message = (answer as { message?: unknown } | null)?.message;
  const wait = response.headers.get('retry-after') ?? response.headers.get('x-retry-after');
  const words = typeof message === 'string' ? message : `The server answered ${String(response.status)}`;

  return {
    detail: `${words.replace(/\.$/, '')}.${wait === null ? '' : ` Try again in ${wait} s.`}`,
    byField: {},
  };
}

function faultsByField({ errors = [] }: ProblemBody): Readonly<Record<string, string>> {
  return Object.fromEntries(errors.map(({ pointer, message }) => [pointer.split('/')[1] ?? '', message]));
}
