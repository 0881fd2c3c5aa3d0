import type { ExposureWorld } from '../core/exposure/types.ts';
import type { IsoDate } from '../core/facts/types.ts';

import { fetchJson } from './fetch-json.ts';

interface WorldRequest {
  readonly asOf: IsoDate;
  readonly dataVersion: number;
  readonly signal: AbortSignal;
}

/** The world that the page was drawn from, at the same `asOf` and data version. */
export function fetchExposureWorld({ asOf, dataVersion, signal }: WorldRequest): Promise<ExposureWorld> {
  return fetchJson<ExposureWorld>(`/world?asOf=${asOf}&dataVersion=${String(dataVersion)}`, signal);
}
