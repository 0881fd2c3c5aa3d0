import { z } from 'zod';

import { doneSchema, idPathSchema } from '../accounts/members.ts';
import { get, post, send, type Endpoint } from '../endpoint.ts';
import {
  changedChannelSchema,
  channelChangeSchema,
  channelsSchema,
  deliveriesQuerySchema,
  deliveriesSchema,
  madeChannelSchema,
  newChannelSchema,
} from './channels.ts';

const PATH = '/api/v1/channels';
const member = { access: 'member' } as const;

/** Endpoints about where a member's notices go and what became of them. */
export const DELIVERY_ENDPOINTS: readonly Endpoint[] = [
  get(PATH, 'listChannels', 'Where your notices go beside the inbox', 'Channels', {
    ...member,
    query: z.strictObject({}),
    response: channelsSchema,
  }),
  post(PATH, 'makeChannel', 'Lets notices go to your e-mail address or to a webhook', 'MadeChannel', {
    ...member,
    body: newChannelSchema,
    response: madeChannelSchema,
    problems: [409, 429],
  }),
  send(
    'patch',
    `${PATH}/{id}`,
    'changeChannel',
    'Switches a channel on or off, sends a test on it, or gives it another secret',
    'ChangedChannel',
    {
      ...member,
      pathFields: idPathSchema,
      body: channelChangeSchema,
      response: changedChannelSchema,
      problems: [404, 429],
    },
  ),
  send('delete', `${PATH}/{id}`, 'removeChannel', 'Removes a channel', 'Done', {
    ...member,
    pathFields: idPathSchema,
    body: null,
    response: doneSchema,
    problems: [404],
  }),
  get('/api/v1/deliveries', 'listDeliveries', 'What was sent on your channels, newest first', 'Deliveries', {
    ...member,
    query: deliveriesQuerySchema,
    response: deliveriesSchema,
  }),
];
