import { toIsoDate } from '#lib/core/calendar/day-number.ts';
import type { FiledFact } from '#lib/core/filings/types.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { createHttpClient, type HttpClient } from '../http.ts';
import { malformed } from '../http-failure.ts';
import { probeAddress } from '../probe-address.ts';
import type {
  HealthProbe,
  RawPayload,
  SourceAnswer,
  SourceDeps,
  SourceDescription,
  SourceFailure,
} from '../source.ts';
import { TIMEOUT_MS, type SourcePlace } from '../source-place.ts';
import { parseCompanyConcept, parseCompanyFacts } from './company-facts.ts';
import { EDGAR_ISSUERS, TAXONOMY, type EdgarIssuer } from './issuers.ts';
import { parseFiledFacts } from './parse-filed-facts.ts';

const MS_PER_DAY = 86_400_000;
/** Eight a second: the SEC allows ten from one address. */
const MIN_INTERVAL_MS = 125;

/** What is said about the source; one company a fetch, because the SEC has one address for each. */
export const EDGAR_DESCRIPTION: SourceDescription = {
  id: 'edgar',
  name: 'SEC EDGAR company facts',
  terms:
    'Public domain. The SEC serves programs that declare who runs them, at most 10 requests a second: ' +
    'https://www.sec.gov/search-filings/edgar-search-assistance/accessing-edgar-data',
  batchLimit: 1,
  maxUnderWay: 2,
  requiredSetting: 'SEC_CONTACT',
};

/** Filed facts of companies, one company a fetch. */
export interface EdgarSource {
  /** @returns failures of {@link HttpClient}, `malformed`, and `switched-off` without a contact */
  readonly fetchFacts: (issuer: EdgarIssuer) => Promise<Result<SourceAnswer<FiledFact>, SourceFailure>>;
  readonly probe: HealthProbe;
}

/**
 * The source; it asks nothing without a contact. All its fetches share one pace.
 *
 * @param contact value of SEC_CONTACT, a name and an e-mail address of who runs this program; null when it is not set
 */
export function createEdgarSource(
  contact: string | null,
  deps: SourceDeps,
  place: SourcePlace = {},
): EdgarSource {
  const off = findOff(contact);
  if (off !== null) {
    return { fetchFacts: () => Promise.resolve(err(off)), probe: () => Promise.resolve(err(off)) };
  }
  const baseUrl = place.baseUrl ?? new URL('https://data.sec.gov/');
  const client = createHttpClient(
    {
      timeoutMs: place.timeoutMs ?? TIMEOUT_MS,
      maxTries: 3,
      maxBytes: 32_000_000,
      minIntervalMs: MIN_INTERVAL_MS,
      maxUnderWay: EDGAR_DESCRIPTION.maxUnderWay,
      userAgent: `Waterline ${contact ?? ''}`,
    },
    deps,
  );
  const [first] = EDGAR_ISSUERS;
  const probed = conceptUrl(baseUrl, first?.cik ?? '', first?.concepts[0]?.name ?? '');

  return {
    fetchFacts: async (issuer) => explain(await fetchFacts(issuer, { client, baseUrl, nowMs: deps.nowMs })),
    probe: async () => explain(await probeAddress(client, probed, deps)),
  };
}

function findOff(contact: string | null): SourceFailure | null {
  // A header carries printable ASCII only, and the SEC wants an address that it can write to.
  if (contact !== null && /^[\x20-\x7e]{3,200}$/.test(contact) && /\S@\S/.test(contact)) return null;

  return {
    kind: 'switched-off',
    isRetryable: false,
    retryAfterSeconds: null,
    detail:
      'SEC EDGAR is off, because the SEC serves only programs that say who runs them. Set SEC_CONTACT to a name ' +
      'and an e-mail address, such as "Example Research desk@example.com".',
  };
}

/** The SEC turns away whom it cannot write to and who asked too much: the operator is told which setting counts. */
function explain<T>(result: Result<T, SourceFailure>): Result<T, SourceFailure> {
  if (result.ok || result.error.kind !== 'refused') return result;
  const detail = `${result.error.detail} Check that SEC_CONTACT names who runs this program; wait ten minutes.`;

  return err({ ...result.error, detail });
}

interface Asking {
  readonly client: HttpClient;
  readonly baseUrl: URL;
  readonly nowMs: () => number;
}

async function fetchFacts(
  issuer: EdgarIssuer,
  asking: Asking,
): Promise<Result<SourceAnswer<FiledFact>, SourceFailure>> {
  const url = new URL(`api/xbrl/companyfacts/CIK${issuer.cik}.json`, asking.baseUrl);
  const answer = await asking.client.get(url);
  if (!answer.ok) return answer.error.kind === 'malformed' ? fetchConcepts(issuer, asking, []) : answer;
  const company = parseCompanyFacts(answer.value.text);
  // All facts of a large company are megabytes; one concept may come whole where they break off.
  if (!company.ok) return fetchConcepts(issuer, asking, [answer.value]);

  return ok({
    ...parseFiledFacts(company.value, issuer, todayOf(asking)),
    payloads: [answer.value],
  });
}

async function fetchConcepts(
  issuer: EdgarIssuer,
  asking: Asking,
  broken: readonly RawPayload[],
): Promise<Result<SourceAnswer<FiledFact>, SourceFailure>> {
  const parts: SourceAnswer<FiledFact>[] = [
    { observations: [], quarantined: [], missing: [], payloads: broken },
  ];
  for (const concept of issuer.concepts) {
    const answer = await asking.client.get(conceptUrl(asking.baseUrl, issuer.cik, concept.name));
    if (!answer.ok && answer.error.kind !== 'not-found') return answer;
    if (!answer.ok) {
      parts.push(missingConcept(issuer, concept.name, answer.error.detail));
      continue;
    }
    const company = parseCompanyConcept(answer.value.text);
    if (!company.ok)
      return err(malformed(`${asking.baseUrl.host} sent facts of another form: ${company.error}.`, true));
    const one = { ...issuer, concepts: [concept] };
    parts.push({ ...parseFiledFacts(company.value, one, todayOf(asking)), payloads: [answer.value] });
  }

  return ok({
    observations: parts.flatMap(({ observations }) => observations),
    quarantined: parts.flatMap(({ quarantined }) => quarantined),
    missing: parts.flatMap(({ missing }) => missing),
    payloads: parts.flatMap(({ payloads }) => payloads),
  });
}

function conceptUrl(baseUrl: URL, cik: string, concept: string): URL {
  return new URL(`api/xbrl/companyconcept/CIK${cik}/${TAXONOMY}/${concept}.json`, baseUrl);
}

function missingConcept(issuer: EdgarIssuer, concept: string, reason: string): SourceAnswer<FiledFact> {
  return {
    observations: [],
    quarantined: [],
    missing: [{ subject: `${issuer.ticker} ${concept}`, reason }],
    payloads: [],
  };
}

function todayOf({ nowMs }: Asking): string {
  return toIsoDate(Math.floor(nowMs() / MS_PER_DAY));
}
