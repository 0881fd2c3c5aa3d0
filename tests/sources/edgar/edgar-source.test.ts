import { afterEach, describe, expect, it } from 'vitest';

import { createEdgarSource } from '#lib/sources/edgar/edgar-source.ts';
import { EDGAR_ISSUERS, type EdgarIssuer } from '#lib/sources/edgar/issuers.ts';
import { startFakeEdgar, type EdgarCompany, type EdgarRow } from '#tests/support/fake-edgar.ts';
import type { FakeSource } from '#tests/support/fake-source.ts';
import { liveDeps } from '#tests/support/live-deps.ts';

const CONTACT = 'Example Research desk@example.com';
const PPE = 'PaymentsToAcquirePropertyPlantAndEquipment';
const LEASES = 'FinanceLeasePrincipalPayments';
const META = issuerOf('META');

const row = (val: number): EdgarRow => ({
  start: '2026-01-01',
  end: '2026-03-31',
  val,
  accn: '0001628280-26-028526',
  fy: 2026,
  fp: 'Q1',
  form: '10-Q',
  filed: '2026-04-30',
});
const meta: EdgarCompany = {
  cik: 1_326_801,
  entityName: 'Meta Platforms, Inc.',
  concepts: { [PPE]: [row(18_997)], [LEASES]: [row(843)] },
};

const started: FakeSource[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((source) => source.close()));
});

async function edgarOf(
  companies: readonly EdgarCompany[] = [meta],
  options: { readonly isPatient?: boolean; readonly delayMs?: number; readonly contact?: string | null } = {},
) {
  const { isPatient = false, delayMs = 0, contact = CONTACT } = options;
  const fake = await startFakeEdgar(companies, { delayMs });
  started.push(fake);
  const { deps, waitsMs } = liveDeps({ isPatient });
  const source = createEdgarSource(contact, deps, { baseUrl: fake.url, timeoutMs: 10_000 });

  return { fake, source, waitsMs };
}

describe('the source of filings', () => {
  it('asks once for all facts of a company, declares who runs it, and keeps the answer as it came', async () => {
    const { fake, source } = await edgarOf();
    const answer = await source.fetchFacts(META);
    if (!answer.ok) throw new Error(answer.error.detail);
    expect(answer.value.observations.map(({ concept, value }) => [concept, value])).toEqual([
      [`us-gaap:${PPE}`, 18_997],
      [`us-gaap:${LEASES}`, 843],
    ]);
    expect(answer.value.payloads).toMatchObject([{ status: 200, mediaType: 'application/json' }]);
    expect(JSON.parse(answer.value.payloads[0]?.text ?? '')).toMatchObject({ cik: 1_326_801 });
    const { paths, userAgents } = fake.traffic();
    expect(paths).toEqual(['/api/xbrl/companyfacts/CIK0001326801.json']);
    expect(userAgents).toEqual([`Waterline ${CONTACT}`]);
  });

  it.each([null, '', 'Example Research', 'Müller <müller@example.com>', 'a@b\r\nX-Other: 1'])(
    'is off and asks nobody with the contact %j',
    async (contact) => {
      const { fake, source } = await edgarOf([meta], { contact });
      const answers = [await source.fetchFacts(META), await source.probe()];
      for (const answer of answers) {
        expect(answer).toMatchObject({ ok: false, error: { kind: 'switched-off', isRetryable: false } });
        expect(answer.ok ? '' : answer.error.detail).toContain('Set SEC_CONTACT to');
      }
      expect(fake.traffic().paths).toEqual([]);
    },
  );

  it('says that the register has no such company', async () => {
    const { source } = await edgarOf([]);
    expect(await source.fetchFacts(META)).toMatchObject({ ok: false, error: { kind: 'not-found' } });
  });

  it('is well when one concept comes', async () => {
    const microsoft = { cik: 789_019, entityName: 'MICROSOFT CORPORATION', concepts: { [PPE]: [row(1)] } };
    const { fake, source } = await edgarOf([microsoft]);
    const probed = await source.probe();
    expect(probed.ok && probed.value.elapsedMs).toBeGreaterThanOrEqual(0);
    expect(fake.traffic().paths).toEqual([`/api/xbrl/companyconcept/CIK0000789019/us-gaap/${PPE}.json`]);
  });
});

describe('a register that turns this program away', () => {
  it('is refused, with the setting to check; nothing else is asked', async () => {
    const { fake, source } = await edgarOf();
    fake.fail({ kind: 'status', status: 403 });
    const answer = await source.fetchFacts(META);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'refused', isRetryable: false } });
    expect(answer.ok ? '' : answer.error.detail).toContain(
      'Check that SEC_CONTACT names who runs this program',
    );
    expect(fake.traffic().paths).toHaveLength(1);
  });

  it('would do so to an agent that does not say who runs it', async () => {
    const { fake } = await edgarOf();
    const answer = await fetch(new URL('api/xbrl/companyfacts/CIK0001326801.json', fake.url));
    expect(answer.status).toBe(403);
  });
});

describe('facts that break off', () => {
  it('are asked for concept by concept; the broken answer is kept too', async () => {
    const { fake, source } = await edgarOf();
    fake.fail({ kind: 'truncated' }, 1);
    const answer = await source.fetchFacts(META);
    if (!answer.ok) throw new Error(answer.error.detail);
    expect(answer.value.observations.map(({ value }) => value)).toEqual([18_997, 843]);
    expect(answer.value.payloads).toHaveLength(3);
    expect(fake.traffic().paths.slice(1)).toEqual(
      [PPE, LEASES].map((concept) => `/api/xbrl/companyconcept/CIK0001326801/us-gaap/${concept}.json`),
    );
  });

  it('leave a concept missing that the company does not have', async () => {
    const { fake, source } = await edgarOf([{ ...meta, concepts: { [PPE]: [row(18_997)] } }]);
    fake.fail({ kind: 'truncated' }, 1);
    const answer = await source.fetchFacts(META);
    expect(answer).toMatchObject({
      ok: true,
      value: { observations: [{ value: 18_997 }], missing: [{ subject: `META ${LEASES}` }] },
    });
  });

  it('are malformed when concepts break off too', async () => {
    const { fake, source } = await edgarOf();
    fake.fail({ kind: 'truncated' });
    expect(await source.fetchFacts(META)).toMatchObject({ ok: false, error: { kind: 'malformed' } });
  });
});

describe('facts that are not as they were', () => {
  it('are quarantined when a field is renamed', async () => {
    const { fake, source } = await edgarOf();
    fake.fail({ kind: 'rewritten', rewrite: (body) => body.replaceAll('"val"', '"value"') });
    const answer = await source.fetchFacts(META);
    expect(answer).toMatchObject({ ok: true, value: { observations: [] } });
    expect(answer.ok && answer.value.quarantined.map(({ field }) => field)).toEqual([
      `${PPE}.USD`,
      `${LEASES}.USD`,
    ]);
  });

  it('are quarantined when dated in the future, and one when sent twice', async () => {
    const { fake, source } = await edgarOf([
      { ...meta, concepts: { [PPE]: [row(1), row(1)], [LEASES]: [row(2)] } },
    ]);
    const twice = await source.fetchFacts(META);
    expect(twice.ok && twice.value.observations.map(({ value }) => value)).toEqual([1, 2]);
    fake.fail({ kind: 'rewritten', rewrite: (body) => body.replaceAll('2026-04-30', '2027-04-30') });
    const future = await source.fetchFacts(META);
    expect(future.ok && future.value.observations).toEqual([]);
    expect(future.ok && future.value.quarantined[0]?.reason).toContain('in the future');
  });
});

describe('the pace', () => {
  it('is at most eight requests a second and two at once, over all companies', async () => {
    const companies = EDGAR_ISSUERS.map(({ cik, issuer, concepts }) => ({
      cik: Number(cik),
      entityName: issuer,
      concepts: Object.fromEntries(concepts.map(({ name }) => [name, [row(1)]])),
    }));
    const { fake, source } = await edgarOf(companies, { isPatient: true, delayMs: 400 });
    const answers = await Promise.all(EDGAR_ISSUERS.map((issuer) => source.fetchFacts(issuer)));
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
    const { paths, maxUnderWay, maxPerSecond } = fake.traffic();
    expect(paths).toHaveLength(EDGAR_ISSUERS.length);
    expect(maxUnderWay).toBe(2);
    expect(maxPerSecond).toBeLessThanOrEqual(8);
  });

  it('is at most eight requests a second when answers come at once', async () => {
    const { fake, source } = await edgarOf([meta], { isPatient: true });
    await Promise.all(Array.from({ length: 17 }, () => source.fetchFacts(META)));
    const { paths, maxPerSecond } = fake.traffic();
    expect(paths).toHaveLength(17);
    expect(maxPerSecond).toBeGreaterThan(4);
    // A timer that fires late lets two starts come closer than they left: one more may fall into a second.
    expect(maxPerSecond).toBeLessThanOrEqual(9);
  });
});

function issuerOf(ticker: string): EdgarIssuer {
  const issuer = EDGAR_ISSUERS.find((one) => one.ticker === ticker);
  if (issuer === undefined) throw new Error(`no issuer ${ticker}`);

  return issuer;
}
