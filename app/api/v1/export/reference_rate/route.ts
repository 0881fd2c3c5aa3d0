import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';

import { answerRecords } from '../answer-records.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', (request) => answerRecords('reference_rate', request)),
});
