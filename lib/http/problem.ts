import type { InputFault } from '#lib/core/input-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';

/** RFC 9457 problem details; `errors` names every bad field of a request at once. */
export interface Problem {
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly InputFault[];
  /** Found again in the server's log; only for faults of ours. */
  readonly id?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const TITLES: Readonly<Record<number, string>> = {
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Request too large',
  415: 'Unsupported media type',
  421: 'Host not allowed',
  422: 'Bad input',
  429: 'Too many requests',
  499: 'Given up',
  500: 'Internal error',
  502: 'Source not available',
  503: 'Not available now',
};

/** A problem as `application/problem+json` response. Never cached. */
export function problemResponse(problem: Problem): Response {
  const title = TITLES[problem.status] ?? 'Error';
  const body = {
    type: `urn:waterline:problem:${title.toLowerCase().replaceAll(' ', '-')}`,
    title,
    status: problem.status,
    detail: problem.detail,
    ...(problem.errors && { errors: problem.errors }),
    ...(problem.id !== undefined && { id: problem.id }),
  };

  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...problem.headers,
    },
  });
}

/** The response to a fault of a request; the one table from kind of fault to status. */
export function faultResponse(fault: RequestFault): Response {
  switch (fault.kind) {
    case 'invalid-input':
      return problemResponse({ status: 422, detail: describeFaults(fault.faults), errors: fault.faults });
    case 'not-found':
      return problemResponse({ status: 404, detail: fault.detail });
    case 'conflict':
      return problemResponse({ status: 409, detail: fault.detail });
    case 'source-unavailable':
      return problemResponse({ status: 502, detail: fault.detail });
    case 'busy':
      return problemResponse({
        status: 429,
        detail: fault.detail,
        headers: { 'Retry-After': String(fault.retryAfterSeconds) },
      });
    case 'cancelled':
      return problemResponse({ status: 499, detail: fault.detail });
    case 'too-large':
      return problemResponse({ status: 413, detail: fault.detail });
    case 'unsupported-media-type':
      return problemResponse({ status: 415, detail: fault.detail });
  }
}

function describeFaults(faults: readonly InputFault[]): string {
  return faults.map((fault) => `${fault.message}.`).join(' ');
}
