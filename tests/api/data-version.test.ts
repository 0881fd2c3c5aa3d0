import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { importFacts } from '#lib/services/imports/import-facts.ts';

import { startApi } from './api-under-test.ts';
import type { ApiUnderTest } from './api-under-test.ts';

const AS_OF = '2026-11-23';
const TOTALS = `/api/v1/capex/totals?year=2026&asOf=${AS_OF}`;
const SHIPPED = new URL('../../prisma/seed/data/capex_announcements.csv', import.meta.url);

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ seeded: true });
});
afterAll(() => api.close());

interface Totals {
  readonly dataVersion: number;
  readonly pointUsdBn: number;
}

async function totalsOf(target: string): Promise<Totals> {
  const response = await api.call(target);
  expect(response.status).toBe(200);

  return (await response.json()) as Totals;
}

/** Amazon's guide for 2026 of July, moved from 220 to 230 USD bn. */
async function reviseAmazonGuide(): Promise<void> {
  const lines = readFileSync(SHIPPED, 'utf8').split('\n');
  const revised = lines.map((line) =>
    line.startsWith('amzn-cy2026-20260730,') ? line.replace(',220,', ',230,') : line,
  );
  expect(revised).not.toEqual(lines);
  const outcome = await importFacts({
    files: [{ name: 'capex_announcements.csv', bytes: Buffer.from(revised.join('\n')) }],
    origin: 'seed',
    summary: 'Amazon raises',
    owner: 'test',
    author: 'test',
    collectedOn: AS_OF,
  });
  expect(outcome).toMatchObject({ ok: true, value: { status: 'committed', dataVersion: 3 } });
}

describe('a new import', () => {
  it('is seen within a second, moves totals and exposure, and leaves the old version to be had again', async () => {
    const before = await api.call(TOTALS);
    const old = (await before.clone().json()) as Totals;
    const etag = before.headers.get('etag') ?? '';
    const exposureOf = async (body: object): Promise<string> =>
      (await api.postJson('/api/v1/exposure', { asOf: AS_OF, ...body })).text();
    const oldExposure = await exposureOf({});

    await reviseAmazonGuide();
    await sleep(1_100);

    const now = await api.call(TOTALS, { headers: { 'if-none-match': etag } });
    expect(now.status).toBe(200);
    expect(((await now.json()) as Totals).pointUsdBn).toBeCloseTo(old.pointUsdBn + 10, 9);
    expect(await totalsOf(`${TOTALS}&dataVersion=2`)).toEqual(old);
    expect(await exposureOf({})).not.toBe(oldExposure);
    expect(await exposureOf({ dataVersion: 2 })).toBe(oldExposure);
  });

  it('shows as two revisions of the guide, newest first', async () => {
    const target = '/api/v1/facts/revisions?table=capex_announcement&key=amzn-cy2026-20260730';
    const { items } = (await (await api.call(target)).json()) as {
      items: { recordedInBatch: number; content: Record<string, unknown> }[];
    };

    expect(items.map((item) => [item.recordedInBatch, Number(item.content['pointUsdBn'])])).toEqual([
      [3, 230],
      [1, 220],
    ]);
  });
});
