/** What a freeze says, as the text that its digest is of: one line a call, numbers to their last digit. */
import { levelValues, targetKey, type ForecastCall } from './types.ts';

/** Versions and calls of a freeze; all of it is in the digest. */
export interface FreezeContent {
  readonly month: string;
  readonly asOf: string;
  readonly dataVersion: number;
  readonly modelVersion: string;
  readonly seed: number;
  readonly draws: number;
  /** Digest of the freeze before; null for the first one. So that none can be changed or put between unseen. */
  readonly previousDigest: string | null;
  readonly calls: readonly ForecastCall[];
}

/** Text of a freeze; the same for the same content, in whatever order its calls come. */
export function freezeText({ calls, ...freeze }: FreezeContent): string {
  const { month, asOf, dataVersion, modelVersion, seed, draws, previousDigest } = freeze;
  const head = [
    'waterline freeze 1',
    month,
    asOf,
    dataVersion,
    modelVersion,
    seed,
    draws,
    previousDigest ?? '-',
  ];
  const lines = calls.map((call) =>
    [
      targetKey(call),
      call.periodStartOn,
      call.periodEndOn,
      call.horizonQuarters,
      call.unit,
      ...levelValues(call.quantiles),
    ].join('|'),
  );
  return `${[head.join('|'), ...lines.toSorted()].join('\n')}\n`;
}
