import { paletteQuerySchema, paletteSchema } from './palette.ts';
import { SCENARIO_ENDPOINTS } from './scenarios/scenario-endpoints.ts';
import { ALERT_ENDPOINTS } from './alerts/alert-endpoints.ts';
import { NOTE_ENDPOINTS } from './notes/note-endpoints.ts';
import { WATCHLIST_ENDPOINTS } from './watchlists/watchlist-endpoints.ts';
import { DELIVERY_ENDPOINTS } from './deliveries/delivery-endpoints.ts';
import { ACCOUNT_ENDPOINTS } from './accounts/account-endpoints.ts';
import { ARCHIVE_ENDPOINTS } from './archive.ts';
import { backtestQuerySchema, backtestSchema } from './backtest.ts';
import {
  announcementsPageSchema,
  announcementsQuerySchema,
  capexTotalsQuerySchema,
  capexTotalsSchema,
} from './capex.ts';
import { acceleratorsSchema, catalogueQuerySchema, oraclesSchema, techniquesSchema } from './catalogue.ts';
import { kvCacheQuerySchema, kvCacheSchema, modelsQuerySchema, modelsSchema } from './efficiency.ts';
import { revisionsQuerySchema, revisionsSchema, rivalsQuerySchema, rivalsSchema } from './evidence.ts';
import { EVENT_ENDPOINTS } from './event-endpoints.ts';
import { exposureBodySchema, exposureSchema } from './exposure.ts';
import { factsQuerySchema, factsSummarySchema } from './facts-summary.ts';
import { FEED_ENDPOINTS } from './feed.ts';
import { deflatorQuerySchema, deflatorSchema, fleetQuerySchema, fleetSchema } from './fleet.ts';
import { healthQuerySchema, healthSchema } from './health.ts';
import { labsQuerySchema, labsSchema } from './labs.ts';
import { modelConfigBodySchema, modelConfigSchema } from './model-config.ts';
import { get, post, type Endpoint } from './endpoint.ts';
import { IMPLIED_ENDPOINTS } from './implied-saving.ts';
import { IMPORT_ENDPOINTS } from './imports/import-endpoints.ts';
import { reconciliationQuerySchema, reconciliationSchema } from './reconciliation.ts';
import { QUARANTINE_ENDPOINTS } from './quarantine.ts';
import { REFRESH_ENDPOINTS } from './refresh-endpoints.ts';
import { TRACK_RECORD_ENDPOINTS } from './track-record.ts';
import { uncertaintyBodySchema, uncertaintySchema } from './uncertainty.ts';
import { servingBodySchema, servingSchema, stackBodySchema, stackSchema } from './serving.ts';
import { vendorDetailSchema, vendorPathSchema, vendorsQuerySchema, vendorsSchema } from './vendors.ts';

/** Every endpoint of the API, in the order of the document. */
export const ENDPOINTS: readonly Endpoint[] = [
  get('/api/v1/health', 'getHealth', 'Whether the server and its database are well', 'Health', {
    access: 'public',
    query: healthQuerySchema,
    response: healthSchema,
  }),
  get(
    '/api/v1/facts',
    'summariseFacts',
    'Rows, newest publication and grades of each fact table',
    'FactsSummary',
    {
      query: factsQuerySchema,
      response: factsSummarySchema,
      isList: true,
    },
  ),
  get('/api/v1/facts/revisions', 'listRevisions', 'Every recorded revision of one fact', 'Revisions', {
    query: revisionsQuerySchema,
    response: revisionsSchema,
    problems: [404],
  }),
  get('/api/v1/facts/rivals', 'listRivals', 'What different sources say about one quantity', 'Rivals', {
    query: rivalsQuerySchema,
    response: rivalsSchema,
    isList: true,
  }),
  get(
    '/api/v1/capex/announcements',
    'listAnnouncements',
    'Capex announcements, newest first',
    'Announcements',
    {
      query: announcementsQuerySchema,
      response: announcementsPageSchema,
      isList: true,
    },
  ),
  get('/api/v1/capex/totals', 'computeCapexTotals', 'Capex of a calendar year by issuer', 'CapexTotals', {
    query: capexTotalsQuerySchema,
    response: capexTotalsSchema,
    isList: true,
  }),
  get('/api/v1/efficiency/models', 'listModels', 'Models and the cache that one token takes', 'Models', {
    query: modelsQuerySchema,
    response: modelsSchema,
    isList: true,
  }),
  get(
    '/api/v1/efficiency/kv-cache',
    'computeKvCache',
    'Attention memory of a model at a context',
    'KvCache',
    {
      query: kvCacheQuerySchema,
      response: kvCacheSchema,
      problems: [404],
    },
  ),
  get(
    '/api/v1/efficiency/accelerators',
    'listAccelerators',
    'Accelerators with memory, bandwidth and dense rates',
    'Accelerators',
    { query: catalogueQuerySchema, response: acceleratorsSchema, isList: true },
  ),
  get(
    '/api/v1/efficiency/techniques',
    'listTechniques',
    'Techniques with the fraction each saves and of what',
    'Techniques',
    { query: catalogueQuerySchema, response: techniquesSchema, isList: true },
  ),
  get(
    '/api/v1/efficiency/oracles',
    'listOracles',
    'Published memory figures beside ours, with deviation and source',
    'Oracles',
    { query: catalogueQuerySchema, response: oraclesSchema, isList: true },
  ),
  get(
    '/api/v1/efficiency/fleet',
    'getFleet',
    'Saving of the bottom-up fleet by quarter, its range, parts and drivers',
    'Fleet',
    { query: fleetQuerySchema, response: fleetSchema },
  ),
  get(
    '/api/v1/efficiency/deflator',
    'listDeflations',
    'From headline to effective saving, step by step, for the events of the ledger',
    'Deflations',
    { query: deflatorQuerySchema, response: deflatorSchema, problems: [404] },
  ),
  post(
    '/api/v1/efficiency/model-config',
    'readModelConfig',
    'The model that a pasted config.json, or that of a public repository, describes',
    'ModelConfig',
    { body: modelConfigBodySchema, response: modelConfigSchema, problems: [502] },
  ),
  get(
    '/api/v1/labs/economics',
    'getLabEconomics',
    'List prices against serving cost, gross margins before and after a saving, cuts of cached billing',
    'LabEconomics',
    { query: labsQuerySchema, response: labsSchema },
  ),
  get(
    '/api/v1/vendors',
    'listVendors',
    'Memory vendors: profile, quarters, figures with sources, exposure under the default scenario',
    'Vendors',
    { query: vendorsQuerySchema, response: vendorsSchema, isList: true },
  ),
  get('/api/v1/vendors/{ticker}', 'getVendor', 'One memory vendor, by the ticker of its listing', 'Vendor', {
    pathFields: vendorPathSchema,
    query: vendorsQuerySchema,
    response: vendorDetailSchema,
    problems: [404],
  }),
  get(
    '/api/v1/reconciliation',
    'getReconciliation',
    'HBM revenue by capex, published sizes, disclosures and counted chips, with the calibration factor',
    'Reconciliation',
    { query: reconciliationQuerySchema, response: reconciliationSchema },
  ),
  get(
    '/api/v1/backtest',
    'getBacktest',
    'The model at past dates against what was published since, with what was hindsight',
    'Backtest',
    { query: backtestQuerySchema, response: backtestSchema },
  ),
  post(
    '/api/v1/efficiency/serving',
    'evaluateServing',
    'Serving roofline of one deployment: batch, rates, HBM and dollars per million tokens',
    'Serving',
    { body: servingBodySchema, response: servingSchema, problems: [404] },
  ),
  post(
    '/api/v1/efficiency/stack',
    'evaluateStack',
    'What a stack of techniques saves on one deployment, step by step and order-free',
    'Stack',
    { body: stackBodySchema, response: stackSchema, problems: [404] },
  ),
  post(
    '/api/v1/exposure',
    'evaluateExposure',
    'HBM revenue and vendors under a memory saving; {} takes every default',
    'Exposure',
    { body: exposureBodySchema, response: exposureSchema },
  ),
  post(
    '/api/v1/uncertainty',
    'evaluateUncertainty',
    'Distribution of an output over all ranged inputs, and what drives it; lines of progress with Accept: application/x-ndjson',
    'Uncertainty',
    { body: uncertaintyBodySchema, response: uncertaintySchema, problems: [429] },
  ),
  ...IMPLIED_ENDPOINTS,
  get('/api/v1/palette', 'listPalette', 'What the command palette can open, by name', 'Palette', {
    query: paletteQuerySchema,
    response: paletteSchema,
  }),
  ...EVENT_ENDPOINTS,
  ...FEED_ENDPOINTS,
  ...TRACK_RECORD_ENDPOINTS,
  ...REFRESH_ENDPOINTS,
  ...QUARANTINE_ENDPOINTS,
  ...IMPORT_ENDPOINTS,
  ...ARCHIVE_ENDPOINTS,
  ...ACCOUNT_ENDPOINTS,
  ...SCENARIO_ENDPOINTS,
  ...WATCHLIST_ENDPOINTS,
  ...ALERT_ENDPOINTS,
  ...NOTE_ENDPOINTS,
  ...DELIVERY_ENDPOINTS,
];
