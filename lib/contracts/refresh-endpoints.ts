import { get, post, type Endpoint } from './endpoint.ts';
import { refreshAnswerSchema, refreshPathSchema, refreshQuerySchema, refreshStateSchema } from './refresh.ts';

/** Endpoints about how current the data are. */
export const REFRESH_ENDPOINTS: readonly Endpoint[] = [
  get(
    '/api/v1/refresh',
    'listRefreshRuns',
    'Runs of the refresh with what each did, the state of each source, and what runs next',
    'RefreshState',
    { query: refreshQuerySchema, response: refreshStateSchema, isList: true },
  ),
  post(
    '/api/v1/refresh/{source}',
    'refreshSource',
    'Refreshes all of a source now; 202 with what it has done so far when that takes longer than some seconds',
    'RefreshAnswer',
    {
      access: 'editor',
      pathFields: refreshPathSchema,
      body: null,
      response: refreshAnswerSchema,
      problems: [429],
    },
  ),
];
