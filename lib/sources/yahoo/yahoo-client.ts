import YahooFinance from 'yahoo-finance2';
import { ExtendedCookieJar } from 'yahoo-finance2/lib/cookieJar';
import { getCrumbClear } from 'yahoo-finance2/lib/getCrumb';

import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { malformed } from '../http-failure.ts';
import type { HttpPolicy } from '../http.ts';
import type { RawPayload, SourceDeps, SourceFailure } from '../source.ts';
import { createGuardedFetch, YahooFault } from './guarded-fetch.ts';

/** What a call of yahoo-finance2 is given beside its own options. */
export interface CallOptions {
  readonly fetch: typeof fetch;
  readonly validateResult: false;
}

/** Asks Yahoo through yahoo-finance2 and returns what came as it came. */
export interface YahooClient {
  /**
   * The data answer of one call. Only its addresses, session, crumb and queue are yahoo-finance2's; what it makes of
   * the answer is not used.
   */
  readonly ask: (
    call: (yahoo: YahooFinanceInstance, options: CallOptions) => Promise<unknown>,
  ) => Promise<Result<RawPayload, SourceFailure>>;
}

type YahooFinanceInstance = InstanceType<typeof YahooFinance>;

const SILENT = { info: ignore, warn: ignore, error: ignore, debug: ignore, dir: ignore };

/** One instance has one session and one queue, at most `maxUnderWay` requests at once. */
export function createYahooClient(policy: HttpPolicy, deps: SourceDeps): YahooClient {
  // The default jar is one for the whole process.
  const cookieJar = new ExtendedCookieJar();
  const yahoo = new YahooFinance({
    cookieJar,
    queue: { concurrency: policy.maxUnderWay, interval: policy.minIntervalMs },
    versionCheck: false,
    suppressNotices: ['yahooSurvey', 'ripHistorical'],
    logger: SILENT,
  });

  async function askOnce(
    call: (yahoo: YahooFinanceInstance, options: CallOptions) => Promise<unknown>,
  ): Promise<Result<RawPayload, SourceFailure>> {
    const kept: RawPayload[] = [];
    const guarded = createGuardedFetch(policy, deps, (payload) => kept.push(payload));
    let message = 'yahoo-finance2 asked nothing';
    try {
      await call(yahoo, { fetch: guarded, validateResult: false });
    } catch (error) {
      if (error instanceof YahooFault) return err(error.failure);
      message = error instanceof Error ? error.message : String(error);
    }
    const payload = kept.at(-1);

    return payload === undefined
      ? err(malformed(`Yahoo could not be asked: ${message.slice(0, 200)}`, true))
      : ok(payload);
  }

  let sessionNumber = 0;

  return {
    async ask(call) {
      const sessionBefore = sessionNumber;
      const first = await askOnce(call);
      if (first.ok || first.error.kind !== 'refused') return first;
      // A crumb that has lapsed is refused; yahoo-finance2 would go on sending it for as long as the process lives.
      // Of several calls that are refused together, one opens the new session for all.
      if (sessionBefore === sessionNumber) {
        sessionNumber += 1;
        await getCrumbClear(cookieJar);
      }

      return askOnce(call);
    },
  };
}

function ignore(): void {
  // What it prints is in the results already, and its addresses carry crumbs.
}
