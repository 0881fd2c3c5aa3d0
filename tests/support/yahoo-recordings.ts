import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { RawPayload } from '#lib/sources/source.ts';

/** Real answers of Yahoo lie beside the project, not in it: they may be played, not passed on. */
const FOLDER = path.resolve(import.meta.dirname, '../../../shared/yahoo-recordings');

/** Whether the recordings are there to be played. */
export const hasYahooRecordings = existsSync(FOLDER);

interface Recording {
  readonly request: { readonly url: string };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly bodyJson?: unknown;
    readonly bodyText?: string;
  };
}

/** One recorded answer, such as `2025-03/quote-SIX.json`, and the instant it was recorded at. */
export function readYahooRecording(name: string): RawPayload & { readonly recordedMs: number } {
  const { request, response } = JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as Recording;
  const recordedMs = Date.parse(String(response.headers['date']));

  return {
    url: request.url,
    status: response.status,
    receivedAt: new Date(recordedMs).toISOString(),
    mediaType: String(response.headers['content-type']),
    text: response.bodyText ?? JSON.stringify(response.bodyJson),
    recordedMs,
  };
}
