import { toDayNumber, toIsoDate } from '#lib/core/calendar/day-number.ts';
import type { EuroReferenceRate } from '#lib/core/currencies/euro-rates.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { createHttpClient } from '../http.ts';
import { malformed } from '../http-failure.ts';
import { probeAddress } from '../probe-address.ts';
import type { HealthProbe, SourceAnswer, SourceDeps, SourceDescription, SourceFailure } from '../source.ts';
import { TIMEOUT_MS, type SourcePlace } from '../source-place.ts';
import { checkUsdBands } from './check-usd-bands.ts';
import { parseEuroRates } from './parse-euro-rates.ts';

/** What is said about the source; one file holds every currency, so a fetch is one request. */
export const ECB_DESCRIPTION: SourceDescription = {
  id: 'ecb',
  name: 'ECB euro foreign exchange reference rates',
  terms:
    'Free to use with the source named; for information, not for transactions. Published around 16:00 CET on ' +
    'TARGET working days: https://www.ecb.europa.eu/services/using-our-site/disclaimer/html/index.en.html',
  batchLimit: 50,
  maxUnderWay: 1,
  requiredSetting: null,
};

/** Which rates are wanted. */
export interface EuroRatesRequest {
  /** ISO codes; the US dollar comes in addition whether asked for or not, since bands are per dollar. */
  readonly currencies: readonly string[];
  /** First day wanted. */
  readonly sinceOn: IsoDate;
}

/** Euro reference rates. Days without rates (weekends, TARGET holidays) are gaps. */
export interface EcbSource {
  /** @returns failures of the client, and `malformed` for a file that is cut off or of another form */
  readonly fetchRates: (
    request: EuroRatesRequest,
  ) => Promise<Result<SourceAnswer<EuroReferenceRate>, SourceFailure>>;
  readonly probe: HealthProbe;
}

const MS_PER_DAY = 86_400_000;
/** The short file covers 90 days; five less, because today's file may still be yesterday's. */
const SHORT_FILE_DAYS = 85;

/** The source, at the ECB's own address unless `place` says otherwise. */
export function createEcbSource(deps: SourceDeps, place: SourcePlace = {}): EcbSource {
  const baseUrl = place.baseUrl ?? new URL('https://www.ecb.europa.eu/');
  const client = createHttpClient(
    {
      timeoutMs: place.timeoutMs ?? TIMEOUT_MS,
      maxTries: 3,
      maxBytes: 32_000_000,
      minIntervalMs: 1000,
      maxUnderWay: ECB_DESCRIPTION.maxUnderWay,
      userAgent: 'Waterline',
    },
    deps,
  );
  const urlOf = (file: string): URL => new URL(`stats/eurofxref/${file}`, baseUrl);

  return {
    async fetchRates(request) {
      const today = Math.floor(deps.nowMs() / MS_PER_DAY);
      const isRecent = today - toDayNumber(request.sinceOn) <= SHORT_FILE_DAYS;
      const answer = await client.get(urlOf(isRecent ? 'eurofxref-hist-90d.xml' : 'eurofxref-hist.xml'));
      if (!answer.ok) return answer;
      const parsed = parseEuroRates(answer.value.text, toIsoDate(today));
      if (!parsed.ok) return err(malformed(`${baseUrl.host} sent no file of rates: ${parsed.error}.`, true));

      return ok({ ...select(checkUsdBands(parsed.value), request), payloads: [answer.value] });
    },
    probe: () => probeAddress(client, urlOf('eurofxref-daily.xml'), deps),
  };
}

function select(
  { rates, quarantined }: ReturnType<typeof checkUsdBands>,
  { currencies, sinceOn }: EuroRatesRequest,
): Omit<SourceAnswer<EuroReferenceRate>, 'payloads'> {
  const wanted = new Set([...currencies, 'USD']);
  const known = new Set([
    ...rates.map(({ currency }) => currency),
    ...quarantined.map(({ subject }) => subject),
  ]);

  return {
    observations: rates.filter(({ currency, ratedOn }) => wanted.has(currency) && ratedOn >= sinceOn),
    quarantined: quarantined.filter(({ subject }) => wanted.has(subject) || subject === 'EUR'),
    missing: [...wanted]
      .filter((currency) => !known.has(currency))
      .map((subject) => ({ subject, reason: `The ECB publishes no reference rate of ${subject}.` })),
  };
}
