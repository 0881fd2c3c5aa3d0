import { z } from 'zod';

import { doneSchema, idPathSchema } from '../accounts/members.ts';
import { get, post, send, type Endpoint } from '../endpoint.ts';
import {
  duplicateScenarioSchema,
  newScenarioSchema,
  restoreScenarioSchema,
  savedScenarioSchema,
  savedScenariosSchema,
  scenarioChangeSchema,
  scenarioHistorySchema,
} from './saved-scenarios.ts';

const none = z.strictObject({});

/** Endpoints about scenarios that a member keeps: one's own only. */
export const SCENARIO_ENDPOINTS: readonly Endpoint[] = [
  get('/api/v1/scenarios', 'listScenarios', 'Your saved scenarios, newest first', 'SavedScenarios', {
    access: 'member',
    query: none,
    response: savedScenariosSchema,
  }),
  post('/api/v1/scenarios', 'saveScenario', 'Saves a scenario under a name', 'SavedScenario', {
    access: 'member',
    body: newScenarioSchema,
    response: savedScenarioSchema,
    problems: [409],
  }),
  get(
    '/api/v1/scenarios/{id}',
    'getScenario',
    'One of your scenarios with its versions and what changed between them',
    'ScenarioHistory',
    {
      access: 'member',
      pathFields: idPathSchema,
      query: none,
      response: scenarioHistorySchema,
      problems: [404],
    },
  ),
  send(
    'patch',
    '/api/v1/scenarios/{id}',
    'reviseScenario',
    'Makes the next version of a scenario; 409 when somebody made one meanwhile',
    'SavedScenario',
    {
      access: 'member',
      pathFields: idPathSchema,
      body: scenarioChangeSchema,
      response: savedScenarioSchema,
      problems: [404, 409],
    },
  ),
  send(
    'delete',
    '/api/v1/scenarios/{id}',
    'deleteScenario',
    'Deletes a scenario; restore takes it back',
    'Done',
    {
      access: 'member',
      pathFields: idPathSchema,
      body: null,
      response: doneSchema,
      problems: [404],
    },
  ),
  post('/api/v1/scenarios/restore', 'restoreScenario', 'Takes a deletion back', 'SavedScenario', {
    access: 'member',
    body: restoreScenarioSchema,
    response: savedScenarioSchema,
    problems: [404, 409],
  }),
  post('/api/v1/scenarios/duplicate', 'duplicateScenario', 'Copies one of your scenarios', 'SavedScenario', {
    access: 'member',
    body: duplicateScenarioSchema,
    response: savedScenarioSchema,
    problems: [404, 409],
  }),
];
