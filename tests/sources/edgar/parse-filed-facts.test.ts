import { describe, expect, it } from 'vitest';

import { parseCompanyConcept, parseCompanyFacts } from '#lib/sources/edgar/company-facts.ts';
import { EDGAR_ISSUERS, type EdgarIssuer } from '#lib/sources/edgar/issuers.ts';
import { parseFiledFacts } from '#lib/sources/edgar/parse-filed-facts.ts';
import { companyConceptText, companyFactsText, type EdgarRow } from '#tests/support/fake-edgar.ts';

const TODAY = '2026-11-23';
const PPE = 'PaymentsToAcquirePropertyPlantAndEquipment';

const META: EdgarIssuer = {
  ticker: 'META',
  issuer: 'Meta Platforms',
  cik: '0001326801',
  registerWord: 'meta',
  fiscalYearEndMonth: 12,
  concepts: [{ measure: 'cash-capex', name: PPE, isChecked: true, fact: null }],
};
const REGISTER = { cik: 1_326_801, entityName: 'Meta Platforms, Inc.' };
const ROW: EdgarRow = {
  start: '2026-01-01',
  end: '2026-03-31',
  val: 18_997_000_000,
  accn: '0001628280-26-028526',
  fy: 2026,
  fp: 'Q1',
  form: '10-Q',
  filed: '2026-04-30',
};

type Loose = Readonly<Record<string, unknown>>;

function parsed(rows: readonly Loose[], issuer = META, register = REGISTER) {
  const text = companyFactsText({ ...register, concepts: { [PPE]: rows as unknown as EdgarRow[] } });
  const company = parseCompanyFacts(text);
  if (!company.ok) throw new Error(company.error);

  return parseFiledFacts(company.value, issuer, TODAY);
}

const reasonsOf = (rows: readonly Loose[]): string[] => parsed(rows).quarantined.map(({ reason }) => reason);

function without(name: keyof EdgarRow): Loose {
  return Object.fromEntries(Object.entries(ROW).filter(([key]) => key !== name));
}

describe('filed facts of a company', () => {
  it('keep period, filing and unit as filed', () => {
    expect(parsed([{ ...ROW }])).toEqual({
      observations: [
        {
          issuer: 'Meta Platforms',
          cik: '0001326801',
          concept: `us-gaap:${PPE}`,
          unit: 'USD',
          periodStartOn: '2026-01-01',
          periodEndOn: '2026-03-31',
          value: 18_997_000_000,
          form: '10-Q',
          accession: '0001628280-26-028526',
          filedOn: '2026-04-30',
          fiscalYear: 2026,
          fiscalPeriod: 'Q1',
        },
      ],
      quarantined: [],
      missing: [],
    });
  });

  it('may belong to no fiscal year of their filing, as in an 8-K', () => {
    const { observations } = parsed([{ ...ROW, fy: null, fp: null, form: '8-K' }]);
    expect(observations).toMatchObject([{ fiscalYear: null, fiscalPeriod: null, form: '8-K' }]);
  });

  it('are the same from the address of one concept', () => {
    const concept = parseCompanyConcept(companyConceptText({ ...REGISTER, concepts: { [PPE]: [ROW] } }, PPE));
    if (!concept.ok) throw new Error(concept.error);
    expect(parseFiledFacts(concept.value, META, TODAY)).toEqual(parsed([{ ...ROW }]));
  });

  it('that are sent twice are one', () => {
    expect(parsed([{ ...ROW }, { ...ROW, frame: 'CY2026Q1' }]).observations).toHaveLength(1);
  });

  it('of two filings for one period are two', () => {
    const later = { ...ROW, accn: '0001628280-27-028526', filed: '2026-10-30', val: 18_990_000_000 };
    expect(parsed([{ ...ROW }, later]).observations.map(({ value }) => value)).toEqual([
      18_997_000_000, 18_990_000_000,
    ]);
  });

  it('name a concept that the company has never filed', () => {
    const amazon = {
      ...META,
      concepts: [{ ...(META.concepts[0] ?? fail()), name: 'PaymentsToAcquireProductiveAssets' }],
    };
    expect(parsed([{ ...ROW }], amazon).missing).toEqual([
      {
        subject: 'META PaymentsToAcquireProductiveAssets',
        reason: 'Meta Platforms, Inc. has filed no us-gaap:PaymentsToAcquireProductiveAssets.',
      },
    ]);
  });
});

describe('filed facts that may not be believed', () => {
  it.each(['start', 'end', 'val', 'accn', 'form', 'filed'] as const)(
    'lack the field "%s", which is said once for all rows',
    (name) => {
      const { observations, quarantined } = parsed([without(name), without(name), { ...ROW }]);
      expect(observations).toHaveLength(1);
      expect(quarantined).toHaveLength(1);
      expect(quarantined[0]).toMatchObject({ subject: 'META', field: `${PPE}.USD` });
      expect(quarantined[0]?.reason).toMatch(new RegExp(`^${name} is not there; .*\\(2 of 3 rows\\)\\.$`));
    },
  );

  it.each([
    ['text', '18997000000'],
    ['nothing', null],
    ['an empty object', {}],
  ])('have %s for a value', (_, val) => {
    expect(parsed([{ ...ROW, val }]).observations).toEqual([]);
    expect(reasonsOf([{ ...ROW, val }])).toEqual([expect.stringMatching(/^val: /)]);
  });

  it('have an infinite value, as JSON can', () => {
    const text = companyFactsText({ ...REGISTER, concepts: { [PPE]: [ROW] } }).replace(
      '18997000000',
      '1e999',
    );
    const company = parseCompanyFacts(text);
    if (!company.ok) throw new Error(company.error);
    const { observations, quarantined } = parseFiledFacts(company.value, META, TODAY);
    expect(observations).toEqual([]);
    expect(quarantined[0]?.reason).toMatch(/^val: /);
  });

  it.each([
    ['ends before it starts', { start: '2026-04-01' }, 'The period ends before it starts.'],
    [
      'lasts longer than a year of 53 weeks',
      { start: '2025-03-01' },
      'The period lasts 396 days, longer than any fiscal year.',
    ],
    ['was filed in the future', { filed: '2026-11-24' }, 'The filing is dated 2026-11-24, in the future.'],
    [
      'was filed before it ended',
      { filed: '2026-03-30' },
      'It was filed on 2026-03-30, before the period ended.',
    ],
    [
      'has a day that no calendar has',
      { filed: '2026-04-31' },
      'filed: is not a calendar date (1 of 1 rows).',
    ],
  ])('are of a period that %s', (_, change, reason) => {
    expect(parsed([{ ...ROW, ...change }]).observations).toEqual([]);
    expect(reasonsOf([{ ...ROW, ...change }])).toEqual([reason]);
  });

  it('may last the longest year and be filed today', () => {
    const longest = { ...ROW, start: '2025-03-17', filed: TODAY };
    expect(parsed([longest])).toMatchObject({ observations: [{ filedOn: TODAY }], quarantined: [] });
  });

  it('are two values of one filing for one period, each of which could be accepted', () => {
    const { observations, quarantined } = parsed([{ ...ROW }, { ...ROW, val: 1 }]);
    expect(observations).toEqual([]);
    expect(quarantined).toMatchObject([
      { rawValue: '18997000000', held: { table: 'filed_fact', row: { value: 18_997_000_000 } } },
      { rawValue: '1', held: { table: 'filed_fact', row: { value: 1 } } },
    ]);
    expect(quarantined[0]?.reason).toContain('0001628280-26-028526 states several values');
  });

  it('are those of another company', () => {
    const stranger = parsed([{ ...ROW }], META, { cik: 1_326_801, entityName: 'MetLife Inc' });
    expect(stranger.observations).toEqual([]);
    expect(stranger.quarantined).toMatchObject([{ field: 'entityName', rawValue: 'MetLife Inc' }]);
    expect(parsed([{ ...ROW }], META, { ...REGISTER, cik: 1 }).observations).toEqual([]);
  });

  it('have no list of values, while other concepts are read', () => {
    const text = companyFactsText({ ...REGISTER, concepts: { [PPE]: [ROW], Revenues: [ROW] } });
    const company = parseCompanyFacts(text.replace('"units":{', '"unit":{'));
    if (!company.ok) throw new Error(company.error);
    const concepts = [PPE, 'Revenues'].map(
      (name) => ({ measure: 'revenue', name, isChecked: true, fact: null }) as const,
    );
    const { observations, quarantined } = parseFiledFacts(company.value, { ...META, concepts }, TODAY);
    expect(observations.map(({ concept }) => concept)).toEqual(['us-gaap:Revenues']);
    expect(quarantined).toMatchObject([{ field: PPE, reason: 'The concept has no list of values.' }]);
  });
});

describe('an answer that is none', () => {
  it.each([
    ['{}', 'cik: '],
    ['[]', 'the answer: '],
    ['{"cik":1,"entityName":"X"}', 'facts is not there'],
    ['{"cik":1,"entityName":"X","facts":{"us-gaap":', 'JSON'],
    ['<html></html>', 'JSON'],
  ])('is said for %s', (text, reason) => {
    const company = parseCompanyFacts(text);
    expect(company.ok ? '' : company.error).toContain(reason);
  });
});

describe('the issuers', () => {
  it('have keys of ten digits, each its own, and at least one concept', () => {
    expect(EDGAR_ISSUERS.filter(({ cik }) => !/^\d{10}$/.test(cik))).toEqual([]);
    expect(new Set(EDGAR_ISSUERS.map(({ cik }) => cik)).size).toBe(EDGAR_ISSUERS.length);
    expect(EDGAR_ISSUERS.filter(({ concepts }) => concepts.length === 0)).toEqual([]);
  });
});

function fail(): never {
  throw new Error('there is no concept');
}
