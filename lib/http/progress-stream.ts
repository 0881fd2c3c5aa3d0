import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { Result } from '#lib/core/result.ts';

import { failureResponse } from './failure-response.ts';
import { faultResponse } from './problem.ts';

const LINES_TYPE = 'application/x-ndjson';

/** Whether the request asks for lines of progress instead of one answer at the end. */
export function prefersProgress(request: Request): boolean {
  return request.headers.get('accept')?.includes(LINES_TYPE) === true;
}

/** What long work is given: where to say how far it is, and when to stop. */
interface WorkOptions {
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Replies with one JSON object a line: `{"progress": 0.25}` as the work goes on, then the answer, or a problem as
 * `{"problem": {...}}`. Work that is refused before its first step answers as usual. Ending the request ends the work.
 */
export async function streamProgress<Answer extends object>(
  request: Request,
  work: (options: WorkOptions) => Promise<Result<Answer, RequestFault>>,
): Promise<Response> {
  const controller = new AbortController();
  request.signal.addEventListener('abort', () => {
    controller.abort();
  });
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  const write = (line: object): void => {
    writer.write(encoder.encode(`${JSON.stringify(line)}\n`)).catch(() => {
      controller.abort();
    });
  };
  let hasBegun = false;
  let begin = (): void => undefined;
  const begun = new Promise<null>((resolve) => {
    begin = () => {
      hasBegun = true;
      resolve(null);
    };
  });
  const working = work({
    signal: controller.signal,
    onProgress: (share) => {
      if (!hasBegun) begin();
      write({ progress: share });
    },
  });
  const early = await Promise.race([working, begun]);
  if (early !== null && !early.ok) return faultResponse(early.error);
  void working.then(
    async (answer) => {
      write(answer.ok ? answer.value : { problem: await readProblem(faultResponse(answer.error)) });
      await writer.close().catch(() => undefined);
    },
    async (error: unknown) => {
      if (!controller.signal.aborted) {
        write({ problem: await readProblem(failureResponse(error, new URL(request.url).pathname)) });
      }
      await writer.close().catch(() => undefined);
    },
  );

  return new Response(readable, {
    headers: { 'Content-Type': `${LINES_TYPE}; charset=utf-8`, 'Cache-Control': 'no-store' },
  });
}

async function readProblem(response: Response): Promise<unknown> {
  return response.json();
}
