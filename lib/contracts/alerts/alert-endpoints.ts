import { z } from 'zod';

import { doneSchema, idPathSchema } from '../accounts/members.ts';
import { get, post, send, type Endpoint } from '../endpoint.ts';
import {
  alertChangeSchema,
  alertPreviewSchema,
  alertSchema,
  alertsSchema,
  newAlertSchema,
  previewAlertSchema,
} from './alerts.ts';
import { inboxMarkedSchema, inboxQuerySchema, inboxSchema, markInboxSchema } from './inbox.ts';

const none = z.strictObject({});
const PATH = '/api/v1/alerts';
const member = { access: 'member' } as const;

/** Endpoints about what a member wants to be told, and what they were told. */
export const ALERT_ENDPOINTS: readonly Endpoint[] = [
  get(PATH, 'listAlerts', 'Your alert rules with why each is quiet', 'Alerts', {
    ...member,
    query: none,
    response: alertsSchema,
  }),
  post(PATH, 'makeAlert', 'Makes an alert rule and evaluates it', 'Alert', {
    ...member,
    body: newAlertSchema,
    response: alertSchema,
    problems: [409],
  }),
  get(`${PATH}/{id}`, 'getAlert', 'An alert rule with what it fired for last', 'Alert', {
    ...member,
    pathFields: idPathSchema,
    query: none,
    response: alertSchema,
    problems: [404],
  }),
  send(
    'patch',
    `${PATH}/{id}`,
    'reviseAlert',
    'Changes an alert rule; 409 when somebody changed it meanwhile',
    'Alert',
    {
      ...member,
      pathFields: idPathSchema,
      body: alertChangeSchema,
      response: alertSchema,
      problems: [404, 409],
    },
  ),
  send('delete', `${PATH}/{id}`, 'deleteAlert', 'Deletes an alert rule; its inbox entries stay', 'Done', {
    ...member,
    pathFields: idPathSchema,
    body: null,
    response: doneSchema,
    problems: [404],
  }),
  post(
    `${PATH}/preview`,
    'previewAlert',
    'How often a rule would have fired in the last year',
    'AlertPreview',
    {
      ...member,
      body: previewAlertSchema,
      response: alertPreviewSchema,
    },
  ),
  get('/api/v1/inbox', 'listInbox', 'What your alert rules fired for, newest first', 'Inbox', {
    ...member,
    query: inboxQuerySchema,
    response: inboxSchema,
  }),
  send(
    'patch',
    '/api/v1/inbox',
    'markInbox',
    'Marks entries of your inbox as read or unread',
    'InboxMarked',
    {
      ...member,
      body: markInboxSchema,
      response: inboxMarkedSchema,
    },
  ),
];
