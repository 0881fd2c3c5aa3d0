import { db } from '#lib/db/client.ts';
import type { SubjectTask } from '#lib/services/refresh/subject-task.ts';
import { planFilings } from '#lib/services/refresh/tasks/filing-tasks.ts';
import { planModelPrices } from '#lib/services/refresh/tasks/model-price-tasks.ts';
import { planRates } from '#lib/services/refresh/tasks/rate-tasks.ts';
import { createEcbSource } from '#lib/sources/ecb/ecb-source.ts';
import { createEdgarSource } from '#lib/sources/edgar/edgar-source.ts';
import { EDGAR_ISSUERS } from '#lib/sources/edgar/issuers.ts';
import { createOpenRouterSource } from '#lib/sources/openrouter/openrouter-source.ts';
import { startFakeEcb } from '#tests/support/fake-ecb.ts';
import { startFakeEdgar, type EdgarRow } from '#tests/support/fake-edgar.ts';
import { openRouterModel, startFakeOpenRouter } from '#tests/support/fake-openrouter.ts';
import type { FakeFault, FakeSource } from '#tests/support/fake-source.ts';
import { driveDeps } from '#tests/support/source-deps.ts';

import type { FaultRig } from './fault-row.ts';

const DAY_MS = 86_400_000;
const FIRST_MS = Date.parse('2026-01-05T17:00:00Z');
/** As Yahoo's. */
const TIMEOUT_MS = 300;

/** A rig of the nth fault: each has a week of its own, so that none finds what another left. */
export type StartOfficialRig = (nth: number, fault: FakeFault) => Promise<FaultRig>;

interface Served {
  /** The source on the first day, and with the new value beside the old one. */
  readonly peace: FakeSource;
  readonly later: FakeSource;
  readonly planOn: (fake: FakeSource, nowMs: () => number) => readonly SubjectTask[];
  readonly stored: FaultRig['stored'];
  readonly truth: readonly string[];
}

function toRig(
  source: FaultRig['source'],
  jobId: string,
  nth: number,
  fault: FakeFault,
  { peace, later, planOn, stored, truth }: Served,
): FaultRig {
  const peaceMs = FIRST_MS + nth * 7 * DAY_MS;
  const faultMs = peaceMs + DAY_MS;

  return {
    ...{ source, jobId, peaceMs, faultMs, stored },
    tasksAt: (clock) => planOn(clock() < faultMs ? peace : later, clock),
    startFault: () => {
      later.fail(fault);
    },
    endFault: () => {
      later.fail({ kind: 'rewritten', rewrite: (body) => body });
    },
    truth: () => truth,
    close: async () => {
      await peace.close();
      await later.close();
    },
  };
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The bank: a rate of the won on Monday, another on Tuesday. */
export const startEcbRig: StartOfficialRig = async (nth, fault) => {
  const mondayMs = FIRST_MS + nth * 7 * DAY_MS;
  const [monday, tuesday] = [dayOf(mondayMs), dayOf(mondayMs + DAY_MS)];
  const [first, second] = [`17${String(10 + nth)}.25`, `17${String(10 + nth)}.75`];
  const mondays = [monday, { USD: '1.16', KRW: first }] as const;
  const tuesdays = [tuesday, { USD: '1.17', KRW: second }] as const;

  return toRig('ecb', 'reference-rates', nth, fault, {
    peace: await startFakeEcb([mondays]),
    later: await startFakeEcb([tuesdays, mondays]),
    planOn: (fake, nowMs) => {
      const deps = { ...driveDeps(nowMs()), nowMs };
      const ecb = createEcbSource(deps, { baseUrl: fake.url, timeoutMs: TIMEOUT_MS });
      return planRates(['USD', 'KRW'], ecb, nowMs);
    },
    stored: async () => {
      const rows = await db().referenceRate.findMany({
        where: { currency: 'KRW', ratedOn: { gte: new Date(monday), lte: new Date(tuesday) } },
        orderBy: [{ ratedOn: 'asc' }, { revision: 'asc' }],
      });
      return rows.map((row) => `${dayOf(row.ratedOn.getTime())} ${row.unitsPerBase.toFixed(2)}`);
    },
    truth: [`${monday} ${first}`, `${tuesday} ${second}`],
  });
};

const CONCEPT = 'PaymentsToAcquirePropertyPlantAndEquipment';

/** The register: a quarter that Microsoft filed, and another filing on the day after. */
export const startEdgarRig: StartOfficialRig = async (nth, fault) => {
  const filedMs = FIRST_MS + nth * 7 * DAY_MS;
  const row = (count: 1 | 2): EdgarRow => ({
    start: dayOf(filedMs - (90 + 90 * (2 - count)) * DAY_MS),
    end: dayOf(filedMs - (1 + 90 * (2 - count)) * DAY_MS),
    val: nth * 1000 + count,
    accn: `0001193125-26-${String(nth * 2 + count).padStart(6, '0')}`,
    ...{ fy: 2026, fp: 'Q1', form: '10-Q' },
    filed: dayOf(filedMs + (count - 1) * DAY_MS),
  });
  const company = (rows: readonly EdgarRow[]) => [
    { cik: 789_019, entityName: 'MICROSOFT CORPORATION', concepts: { [CONCEPT]: rows } },
  ];
  const issuers = EDGAR_ISSUERS.filter(({ ticker }) => ticker === 'MSFT');
  const rows = [row(1), row(2)];

  return toRig('edgar', 'filings', nth, fault, {
    peace: await startFakeEdgar(company(rows.slice(0, 1))),
    later: await startFakeEdgar(company(rows)),
    planOn: (fake, nowMs) => {
      const deps = { ...driveDeps(nowMs()), nowMs };
      const place = { baseUrl: fake.url, timeoutMs: TIMEOUT_MS };
      return planFilings(issuers, createEdgarSource('Tests tests@firm.example', deps, place));
    },
    stored: async () => {
      const found = await db().filedFact.findMany({
        where: { accession: { in: rows.map(({ accn }) => accn) } },
        orderBy: [{ accession: 'asc' }, { revision: 'asc' }],
      });
      return found.map(({ accession, value }) => `${accession} ${value.toFixed(0)}`);
    },
    truth: rows.map(({ accn, val }) => `${accn} ${String(val)}`),
  });
};

/** The catalogue: a model, and a second one on the day after. */
export const startOpenRouterRig: StartOfficialRig = async (nth, fault) => {
  const created = { created: (FIRST_MS - 30 * DAY_MS) / 1000 };
  const model = (name: string, completion: string) =>
    openRouterModel(`fault-${String(nth)}/${name}`, { prompt: '0.000001', completion }, created);
  const models = [model('a', '0.000002'), model('b', '0.000003')];

  return toRig('openrouter', 'model-prices', nth, fault, {
    peace: await startFakeOpenRouter(models.slice(0, 1)),
    later: await startFakeOpenRouter(models),
    planOn: (fake, nowMs) => {
      const deps = { ...driveDeps(nowMs()), nowMs };
      return planModelPrices(createOpenRouterSource(deps, { baseUrl: fake.url, timeoutMs: TIMEOUT_MS }));
    },
    stored: async () => {
      const found = await db().modelPrice.findMany({
        where: { modelId: { startsWith: `fault-${String(nth)}/` } },
        orderBy: [{ modelId: 'asc' }, { revision: 'asc' }],
      });
      return found.map((row) => `${row.modelId} ${row.outputUsdPerMillionTokens.toFixed(2)}`);
    },
    truth: [`fault-${String(nth)}/a 2.00`, `fault-${String(nth)}/b 3.00`],
  });
};
