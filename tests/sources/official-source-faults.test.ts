import { afterAll, afterEach, describe, expect, it } from 'vitest';

import type { Result } from '#lib/core/result.ts';
import { createEcbSource } from '#lib/sources/ecb/ecb-source.ts';
import { createEdgarSource } from '#lib/sources/edgar/edgar-source.ts';
import { EDGAR_ISSUERS } from '#lib/sources/edgar/issuers.ts';
import { createOpenRouterSource } from '#lib/sources/openrouter/openrouter-source.ts';
import type { SourceAnswer, SourceDeps, SourceFailure } from '#lib/sources/source.ts';
import type { SourcePlace } from '#lib/sources/source-place.ts';
import { startFakeEcb } from '#tests/support/fake-ecb.ts';
import { startFakeEdgar } from '#tests/support/fake-edgar.ts';
import { openRouterModel, startFakeOpenRouter } from '#tests/support/fake-openrouter.ts';
import type { FakeFault, FakeSource } from '#tests/support/fake-source.ts';
import { liveDeps, TODAY_ON } from '#tests/support/live-deps.ts';

type Fetched = Promise<Result<SourceAnswer<unknown>, SourceFailure>>;

interface OfficialSource {
  readonly name: string;
  readonly start: () => Promise<FakeSource>;
  readonly fetch: (deps: SourceDeps, place: SourcePlace) => Fetched;
  /** Renames what every value of the answer needs. */
  readonly rename: (body: string) => string;
  /** Moves every date of the answer beyond today. */
  readonly postpone: (body: string) => string;
}

const [microsoft] = EDGAR_ISSUERS;
if (microsoft === undefined) throw new Error('there is no issuer');

const SOURCES: readonly OfficialSource[] = [
  {
    name: 'edgar',
    start: () =>
      startFakeEdgar([
        {
          cik: Number(microsoft.cik),
          entityName: 'MICROSOFT CORPORATION',
          concepts: {
            PaymentsToAcquirePropertyPlantAndEquipment: [
              {
                start: '2026-01-01',
                end: '2026-03-31',
                val: 30_876_000_000,
                accn: '0001193125-26-191507',
                fy: 2026,
                fp: 'Q3',
                form: '10-Q',
                filed: '2026-04-29',
              },
            ],
          },
        },
      ]),
    fetch: (deps, place) => createEdgarSource('Research desk@example.com', deps, place).fetchFacts(microsoft),
    rename: (body) => body.replaceAll('"val"', '"amount"'),
    postpone: (body) => body.replaceAll('2026-04-29', '2027-04-29'),
  },
  {
    name: 'ecb',
    start: () => startFakeEcb([[TODAY_ON, { USD: '1.1604' }]]),
    fetch: (deps, place) =>
      createEcbSource(deps, place).fetchRates({ currencies: ['USD'], sinceOn: '2026-11-01' }),
    rename: (body) => body.replaceAll('rate=', 'value='),
    postpone: (body) => body.replaceAll(TODAY_ON, '2027-11-23'),
  },
  {
    name: 'openrouter',
    start: () =>
      startFakeOpenRouter([openRouterModel('a/b', { prompt: '0.000001', completion: '0.000002' })]),
    fetch: (deps, place) => createOpenRouterSource(deps, place).fetchPrices(null),
    rename: (body) => body.replaceAll('"prompt"', '"input"'),
    postpone: (body) => body.replaceAll(/"created":\d+/g, `"created":${Date.UTC(2027, 10, 23) / 1000}`),
  },
];

/** What a lasting fault must lead to, and how often the source is asked at most. */
const LASTING: readonly {
  readonly fault: FakeFault;
  readonly kind: SourceFailure['kind'];
  readonly isRetryable: boolean;
  readonly tries: number;
}[] = [
  { fault: { kind: 'status', status: 429 }, kind: 'rate-limited', isRetryable: true, tries: 3 },
  { fault: { kind: 'status', status: 403 }, kind: 'refused', isRetryable: false, tries: 1 },
  { fault: { kind: 'status', status: 404 }, kind: 'not-found', isRetryable: false, tries: 1 },
  { fault: { kind: 'status', status: 503 }, kind: 'unreachable', isRetryable: true, tries: 3 },
  { fault: { kind: 'reset', isInBody: false }, kind: 'unreachable', isRetryable: true, tries: 3 },
  { fault: { kind: 'reset', isInBody: true }, kind: 'unreachable', isRetryable: true, tries: 3 },
  { fault: { kind: 'hang' }, kind: 'timed-out', isRetryable: true, tries: 3 },
];

const running: FakeSource[] = [];
const table: Record<string, string>[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((source) => source.close()));
});
afterAll(() => {
  console.table(table);
});

async function meet(source: OfficialSource, fault: FakeFault, times?: number) {
  const fake = await source.start();
  running.push(fake);
  fake.fail(fault, times);
  const { deps, waitsMs } = liveDeps();
  const answer = await source.fetch(deps, { baseUrl: fake.url, timeoutMs: 500 });
  const { paths } = fake.traffic();
  table.push({
    source: source.name,
    fault: describeFault(fault, times),
    requests: String(paths.length),
    stored: answer.ok ? `${answer.value.observations.length} values` : 'nothing',
    quarantined: answer.ok ? String(answer.value.quarantined.length) : '',
    shown: answer.ok ? (answer.value.quarantined[0]?.reason ?? '') : answer.error.detail.slice(0, 90),
  });

  return { answer, paths, waitsMs };
}

function describeFault(fault: FakeFault, times: number | undefined): string {
  const detail = fault.kind === 'status' ? ` ${fault.status} ${fault.retryAfter ?? ''}` : '';

  return `${fault.kind}${detail}${times === undefined ? '' : `, ${times} times`}`;
}

describe.each(SOURCES)('$name under a fault that lasts', (source) => {
  it.each(LASTING)('$fault.kind $fault.status is $kind', async ({ fault, kind, isRetryable, tries }) => {
    const { answer, paths } = await meet(source, fault);
    expect(answer).toMatchObject({ ok: false, error: { kind, isRetryable, retryAfterSeconds: null } });
    expect(paths).toHaveLength(tries);
  });

  it('reports how long it is asked to wait', async () => {
    const { answer, waitsMs } = await meet(source, { kind: 'status', status: 429, retryAfter: '7' });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'rate-limited', retryAfterSeconds: 7 } });
    expect(waitsMs.filter((wait) => wait === 7000)).toHaveLength(2);
  });

  it.each<FakeFault>([{ kind: 'empty' }, { kind: 'truncated' }])('$kind is malformed', async (fault) => {
    const { answer } = await meet(source, fault);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'malformed' } });
  });
});

describe.each(SOURCES)('$name under a fault that passes', (source) => {
  it.each<FakeFault>([
    { kind: 'status', status: 429 },
    { kind: 'status', status: 503 },
    { kind: 'reset', isInBody: false },
    { kind: 'reset', isInBody: true },
    { kind: 'empty' },
    { kind: 'hang' },
  ])('$kind $status brings its value at the next try', async (fault) => {
    const { answer, paths } = await meet(source, fault, 1);
    expect(answer).toMatchObject({ ok: true, value: { quarantined: [] } });
    expect(answer.ok && answer.value.observations).toHaveLength(1);
    expect(paths).toHaveLength(2);
  });
});

describe.each(SOURCES)('$name with another content', (source) => {
  it('quarantines a renamed field with a reason', async () => {
    const { answer } = await meet(source, { kind: 'rewritten', rewrite: source.rename });
    expect(answer).toMatchObject({ ok: true, value: { observations: [] } });
    expect(answer.ok && answer.value.quarantined).toHaveLength(1);
    expect(answer.ok && answer.value.quarantined[0]?.reason).toMatch(/is not there|lacks/);
  });

  it('quarantines dates in the future', async () => {
    const { answer } = await meet(source, { kind: 'rewritten', rewrite: source.postpone });
    expect(answer).toMatchObject({ ok: true, value: { observations: [] } });
    expect(answer.ok && answer.value.quarantined[0]?.reason).toContain('in the future');
  });
});
