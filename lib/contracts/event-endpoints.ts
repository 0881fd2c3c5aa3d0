import { get, type Endpoint } from './endpoint.ts';
import {
  eventPathSchema,
  eventsQuerySchema,
  eventsSchema,
  studyQuerySchema,
  studySchema,
} from './event-studies.ts';

/** The ledger of events and the studies of them. */
export const EVENT_ENDPOINTS: readonly Endpoint[] = [
  get(
    '/api/v1/events',
    'listEvents',
    'Dated events with the first sessions in which they could trade',
    'Events',
    {
      query: eventsQuerySchema,
      response: eventsSchema,
      isList: true,
    },
  ),
  get(
    '/api/v1/events/{id}/study',
    'getEventStudy',
    'Abnormal returns of the memory shares about one event, with tests, placebo dates and warnings',
    'EventStudy',
    { pathFields: eventPathSchema, query: studyQuerySchema, response: studySchema, problems: [404] },
  ),
];
