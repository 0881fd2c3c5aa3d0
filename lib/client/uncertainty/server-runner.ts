import type { IsoDate } from '../../core/facts/types.ts';
import { err, ok } from '../../core/result.ts';
import type { RunWatch, UncertaintyRunner } from '../../core/uncertainty/runner.ts';
import type { UncertaintyAnswer } from '../../core/uncertainty/types.ts';
import type { InputFault } from '../../core/input-fault.ts';
import { RequestFailure } from '../fetch-json.ts';

/** What a line of the stream may be. */
interface StreamLine {
  readonly progress?: number;
  readonly problem?: ProblemBody;
}

interface ProblemBody {
  readonly detail?: string;
  readonly errors?: readonly InputFault[];
}

/** Runs requests on the server's threads at one `asOf` and data version: for more draws than a page should make. */
export function createServerRunner(scope: {
  readonly asOf: IsoDate;
  readonly dataVersion: number;
}): UncertaintyRunner {
  const controller = new AbortController();
  return {
    run: async (request, watch = {}) => {
      const signals = [controller.signal, ...(watch.signal === undefined ? [] : [watch.signal])];
      const response = await fetch('/api/v1/uncertainty', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/x-ndjson' },
        body: JSON.stringify({ ...request, scenario: { ...request.scenario, ...scope } }),
        signal: AbortSignal.any(signals),
      });
      if (!response.ok) return refuse((await response.json()) as ProblemBody);
      if (response.body === null) throw new RequestFailure('the server sent no answer');
      return readLines(response.body, watch);
    },
    close: () => {
      controller.abort();
    },
  };
}

function refuse(problem: ProblemBody): ReturnType<typeof err<readonly InputFault[]>> {
  if (problem.errors === undefined) throw new RequestFailure(problem.detail ?? 'the server gave no reason');
  return err(problem.errors);
}

async function readLines(
  body: ReadableStream<Uint8Array>,
  watch: RunWatch,
): Promise<Awaited<ReturnType<UncertaintyRunner['run']>>> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const parsed = JSON.parse(line) as StreamLine & UncertaintyAnswer;
      if (parsed.problem !== undefined) return refuse(parsed.problem);
      if (parsed.progress === undefined) return ok(parsed);
      watch.onProgress?.(parsed.progress);
    }
    if (done) throw new RequestFailure('the server ended without an answer');
  }
}
