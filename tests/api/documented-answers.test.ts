import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { WATCHLIST_ENDPOINTS } from '#lib/contracts/watchlists/watchlist-endpoints.ts';
import { ACCOUNT_ENDPOINTS } from '#lib/contracts/accounts/account-endpoints.ts';
import { ENDPOINTS as ALL_ENDPOINTS } from '#lib/contracts/endpoints.ts';
import { makeEndedRun } from '#tests/support/refresh-rows.ts';

import { startApi } from './api-under-test.ts';
import type { ApiUnderTest } from './api-under-test.ts';

const DEPLOYMENT = {
  model: 'llama-3.1-70b',
  accelerator: 'nvidia-h100-sxm',
  accelerators: 8,
  weightDtype: 'bf16',
  kvDtype: 'bf16',
  inputTokens: 2000,
  outputTokens: 500,
};

const SMALL_CONFIG = {
  hidden_size: 4096,
  intermediate_size: 14336,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 128256,
};

/**
 * Those that need members are asked elsewhere: `documented-account-answers`, `refresh`, `imports`, `quarantine`,
 * `export-records`, `archive`.
 */
const ENDPOINTS = ALL_ENDPOINTS.filter(
  // Those of members and of watchlists are held against the document where they are tested.
  (endpoint) =>
    !endpoint.isOwn && !ACCOUNT_ENDPOINTS.includes(endpoint) && !WATCHLIST_ENDPOINTS.includes(endpoint),
);

/** One good request for each endpoint; the test fails when an endpoint is missing here. */
const GOOD_REQUESTS: Readonly<Record<string, { readonly target: string; readonly body?: object }>> = {
  getHealth: { target: '/api/v1/health' },
  summariseFacts: { target: '/api/v1/facts' },
  listRevisions: { target: '/api/v1/facts/revisions?table=assumption&key=memory_saving' },
  listRivals: { target: '/api/v1/facts/rivals?quantity=hbm_market_size' },
  listFeed: { target: '/api/v1/feed?since=2026-06-01' },
  listAnnouncements: { target: '/api/v1/capex/announcements?limit=5' },
  computeCapexTotals: { target: '/api/v1/capex/totals?year=2026' },
  listPalette: { target: '/api/v1/palette' },
  listModels: { target: '/api/v1/efficiency/models' },
  computeKvCache: {
    target: '/api/v1/efficiency/kv-cache?model=deepseek-v3&contextTokens=131072&kvDtype=fp8',
  },
  listAccelerators: { target: '/api/v1/efficiency/accelerators' },
  listTechniques: { target: '/api/v1/efficiency/techniques' },
  listOracles: { target: '/api/v1/efficiency/oracles' },
  getFleet: { target: '/api/v1/efficiency/fleet?quarters=5' },
  listEvents: { target: '/api/v1/events?kind=price-cut' },
  getEventStudy: { target: '/api/v1/events/ev087/study?window=0,1' },
  listDeflations: { target: '/api/v1/efficiency/deflator?event=ev087&by=2028-12-31' },
  readModelConfig: { target: '/api/v1/efficiency/model-config', body: { config: SMALL_CONFIG } },
  getLabEconomics: { target: '/api/v1/labs/economics?mix=agentic&passThrough=0.6&quarter=2027Q4' },
  listVendors: { target: '/api/v1/vendors' },
  getVendor: { target: '/api/v1/vendors/MU' },
  getReconciliation: { target: '/api/v1/reconciliation' },
  getBacktest: { target: '/api/v1/backtest?dates=2025-09-30,2026-05-15' },
  getTrackRecord: { target: '/api/v1/track-record?kind=hindsight&month=2025-01' },
  evaluateServing: { target: '/api/v1/efficiency/serving', body: DEPLOYMENT },
  evaluateStack: {
    target: '/api/v1/efficiency/stack',
    body: { base: DEPLOYMENT, techniques: ['kv-fp8', 'fp8-weights'] },
  },
  evaluateExposure: { target: '/api/v1/exposure', body: {} },
  listRefreshRuns: { target: '/api/v1/refresh?limit=5' },
  listImports: { target: '/api/v1/imports' },
  exportTable: { target: '/api/v1/export/technique' },
  exportReferenceRates: { target: '/api/v1/export/reference_rate' },
  exportFiledFacts: { target: '/api/v1/export/filed_fact?issuer=MSFT' },
  exportModelPrices: { target: '/api/v1/export/model_price?from=2026-01-01' },
  exportRefreshRuns: { target: '/api/v1/export/refresh_run' },
  solveImpliedSaving: { target: '/api/v1/implied-saving', body: { tickers: ['MU'], draws: 32 } },
  listWindows: { target: '/api/v1/windows?threshold=0.5' },
  evaluateUncertainty: { target: '/api/v1/uncertainty', body: { draws: 256, sobolDraws: 64 } },
};

interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let api: ApiUnderTest;
let document: Document;
beforeAll(async () => {
  api = await startApi({ seeded: true });
  await makeEndedRun(new Date('2026-11-20T22:00:00Z'));
  document = (await (await api.call('/api/v1/openapi.json')).json()) as Document;
});
afterAll(() => api.close());

function schemaOf(name: string): z.ZodType {
  const schema = document.components.schemas[name];
  if (schema === undefined) throw new Error(`no component ${name}`);

  return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
}

function send(operationId: string): Promise<Response> {
  const request = GOOD_REQUESTS[operationId];
  if (request === undefined) throw new Error(`no good request for ${operationId}`);

  return request.body === undefined ? api.call(request.target) : api.postJson(request.target, request.body);
}

async function listAnnouncedIds(): Promise<readonly string[]> {
  const response = await api.call('/api/v1/capex/announcements?limit=5');

  return ((await response.json()) as { items: { id: string }[] }).items.map((item) => item.id);
}

describe('answers are as the OpenAPI document says', () => {
  it.each(ENDPOINTS.map((endpoint) => [endpoint.operationId, endpoint] as const))(
    '%s',
    async (id, endpoint) => {
      const response = await send(id);
      const body: unknown = await response.json();

      expect(response.status).toBe(200);
      expect(schemaOf(endpoint.responseName).safeParse(body).error?.issues ?? []).toEqual([]);
      expect(endpoint.response.safeParse(body).error?.issues ?? []).toEqual([]);
      expect(JSON.stringify(body)).not.toMatch(/:"(NaN|-?Infinity)"/);
    },
  );

  it.each(ENDPOINTS.filter((endpoint) => endpoint.isList).map((endpoint) => [endpoint.operationId]))(
    '%s answers CSV too, with a heading line',
    async (id) => {
      const { target = '', body } = GOOD_REQUESTS[id] ?? {};
      const headers = { accept: 'text/csv' };
      const response = await (body === undefined
        ? api.call(target, { headers })
        : api.postJson(target, body, headers));
      const lines = (await response.text()).split('\r\n');

      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(lines.length).toBeGreaterThan(2);
    },
  );

  it('describes problems as they come', async () => {
    const response = await api.call('/api/v1/capex/totals');

    expect(schemaOf('Problem').safeParse(await response.json()).success).toBe(true);
  });
});

describe('evidence', () => {
  it('keeps rival figures side by side: four houses on the HBM market of 2026', async () => {
    const response = await api.call('/api/v1/facts/rivals?quantity=hbm_tam&period=CY2026&asOf=2026-11-23');
    const { items } = (await response.json()) as {
      items: { point: number | null; sourceTitle: string | null }[];
    };
    const points = items.map((item) => item.point);

    expect(points).toEqual(expect.arrayContaining([54.6, 77.4]));
    expect(items.every((item) => item.sourceTitle !== null)).toBe(true);
  });

  it('shows the revisions of a fact, and 404 for a key that no fact has', async () => {
    for (const item of await listAnnouncedIds()) {
      const response = await api.call(`/api/v1/facts/revisions?table=capex_announcement&key=${item}`);

      expect(response.status).toBe(200);
    }
    expect((await api.call('/api/v1/facts/revisions?table=assumption&key=no-such')).status).toBe(404);
  });

  it.each(['\u0000', 'a\u0000', '\u001b[0m'])(
    'refuses the control characters of %j instead of asking for them',
    async (text) => {
      const encoded = encodeURIComponent(text);
      for (const target of [
        `/api/v1/facts/revisions?table=assumption&key=${encoded}`,
        `/api/v1/facts/rivals?quantity=${encoded}`,
        `/api/v1/capex/announcements?issuer=${encoded}`,
        `/api/v1/efficiency/kv-cache?model=${encoded}&contextTokens=1&kvDtype=bf16`,
      ]) {
        expect((await api.call(target)).status, target).toBe(422);
      }
    },
  );
});

describe('repeated reads', () => {
  it('answers 304 while nothing has changed, and the whole list again once it has', async () => {
    const first = await api.call('/api/v1/facts');
    const etag = first.headers.get('etag') ?? '';
    const second = await api.call('/api/v1/facts', { headers: { 'if-none-match': etag } });
    const older = await api.call('/api/v1/facts?asOf=2025-01-01', { headers: { 'if-none-match': etag } });

    expect(second.status).toBe(304);
    expect(older.status).toBe(200);
  });
});
