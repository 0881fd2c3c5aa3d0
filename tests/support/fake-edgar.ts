import type { IncomingMessage } from 'node:http';

import { startFakeSource, type FakeAnswer, type FakeSource } from './fake-source.ts';

/** One value as the SEC's JSON has it. */
export interface EdgarRow {
  readonly start?: string;
  readonly end: string;
  readonly val: number;
  readonly accn: string;
  readonly fy: number | null;
  readonly fp: string | null;
  readonly form: string;
  readonly filed: string;
  readonly frame?: string;
}

/** A company of the register. */
export interface EdgarCompany {
  readonly cik: number;
  readonly entityName: string;
  /** Rows in USD by concept of the US GAAP taxonomy. */
  readonly concepts: Readonly<Record<string, readonly EdgarRow[]>>;
}

/** Text of `/api/xbrl/companyfacts/CIK##########.json`. */
export function companyFactsText({ cik, entityName, concepts }: EdgarCompany): string {
  const facts = Object.fromEntries(
    Object.entries(concepts).map(([name, rows]) => [
      name,
      { label: name, description: name, units: { USD: rows } },
    ]),
  );

  return JSON.stringify({ cik, entityName, facts: { dei: {}, 'us-gaap': facts } });
}

/** Text of `/api/xbrl/companyconcept/CIK##########/us-gaap/{concept}.json`. */
export function companyConceptText({ cik, entityName, concepts }: EdgarCompany, concept: string): string {
  const units = { USD: concepts[concept] ?? [] };

  return JSON.stringify({
    cik,
    taxonomy: 'us-gaap',
    tag: concept,
    label: concept,
    description: concept,
    entityName,
    units,
  });
}

const FACTS = /^\/api\/xbrl\/companyfacts\/CIK(\d{10})\.json$/;
const CONCEPT = /^\/api\/xbrl\/companyconcept\/CIK(\d{10})\/us-gaap\/(\w+)\.json$/;
const NOT_FOUND: FakeAnswer = {
  status: 404,
  mediaType: 'application/xml',
  body: '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>',
};
const UNDECLARED: FakeAnswer = {
  status: 403,
  mediaType: 'text/html',
  body: '<html><title>SEC.gov | Request Rate Threshold Exceeded</title>Undeclared Automated Tool</html>',
};

/** The register with these companies. It refuses agents that state no address to write to, as the SEC does. */
export function startFakeEdgar(
  companies: readonly EdgarCompany[],
  options?: { readonly delayMs: number },
): Promise<FakeSource> {
  const byCik = new Map(companies.map((company) => [String(company.cik).padStart(10, '0'), company]));

  return startFakeSource((path, request) => answerOf(path, request, byCik), options);
}

function answerOf(
  path: string,
  request: IncomingMessage,
  byCik: ReadonlyMap<string, EdgarCompany>,
): FakeAnswer {
  if (!/\S@\S/.test(request.headers['user-agent'] ?? '')) return UNDECLARED;
  const company = byCik.get(FACTS.exec(path)?.[1] ?? CONCEPT.exec(path)?.[1] ?? '');
  if (company === undefined) return NOT_FOUND;
  const concept = CONCEPT.exec(path)?.[2];
  if (concept === undefined) return json(companyFactsText(company));

  return company.concepts[concept] === undefined ? NOT_FOUND : json(companyConceptText(company, concept));
}

function json(body: string): FakeAnswer {
  return { status: 200, mediaType: 'application/json', body };
}
