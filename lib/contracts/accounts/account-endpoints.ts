import { z } from 'zod';

import { get, post, send, type Endpoint } from '../endpoint.ts';
import { auditPageSchema, auditQuerySchema } from './audit.ts';
import {
  doneSchema,
  idPathSchema,
  invitationsSchema,
  joinBodySchema,
  joinedSchema,
  linkBodySchema,
  madeLinkSchema,
  memberChangeSchema,
  membersSchema,
  meSchema,
  newInvitationSchema,
  openLinkSchema,
  requestResetBodySchema,
  resetBodySchema,
  resetLinkBodySchema,
  resetSchema,
  sessionsSchema,
} from './members.ts';
import { settingsChangeSchema, settingsSchema } from './settings.ts';
import { apiTokensSchema, madeApiTokenSchema, newApiTokenSchema } from './tokens.ts';

const none = z.strictObject({});

/** Endpoints about who is who: members, sessions, tokens, links, audit. */
export const ACCOUNT_ENDPOINTS: readonly Endpoint[] = [
  get('/api/v1/me', 'getMe', 'Who the request is signed in as', 'Me', {
    access: 'member',
    query: none,
    response: meSchema,
  }),
  get('/api/v1/me/settings', 'getSettings', 'How you want Waterline to look and behave', 'Settings', {
    access: 'member',
    query: none,
    response: settingsSchema,
  }),
  send(
    'patch',
    '/api/v1/me/settings',
    'changeSettings',
    'Changes your settings; what is absent stays',
    'Settings',
    {
      access: 'member',
      body: settingsChangeSchema,
      response: settingsSchema,
    },
  ),
  get('/api/v1/sessions', 'listSessions', 'Your own signed-in browsers', 'Sessions', {
    access: 'account',
    query: none,
    response: sessionsSchema,
  }),
  send('delete', '/api/v1/sessions/{id}', 'endSession', 'Ends one of your sessions', 'Done', {
    access: 'account',
    pathFields: idPathSchema,
    body: null,
    response: doneSchema,
    problems: [404],
  }),
  get('/api/v1/tokens', 'listTokens', 'Your own API tokens that work', 'ApiTokens', {
    access: 'account',
    query: none,
    response: apiTokensSchema,
  }),
  post('/api/v1/tokens', 'makeToken', 'Makes an API token; it is shown once', 'MadeApiToken', {
    access: 'account',
    body: newApiTokenSchema,
    response: madeApiTokenSchema,
    problems: [429],
  }),
  send('delete', '/api/v1/tokens/{id}', 'revokeToken', 'Revokes one of your API tokens', 'Done', {
    access: 'account',
    pathFields: idPathSchema,
    body: null,
    response: doneSchema,
    problems: [404],
  }),
  post('/api/v1/links/open', 'openLink', 'What a one-time link is for, without using it', 'OpenLink', {
    access: 'public',
    body: linkBodySchema,
    response: openLinkSchema,
    problems: [404, 429],
  }),
  post('/api/v1/links/join', 'joinByLink', 'Becomes a member by a set-up link or invitation', 'Joined', {
    access: 'public',
    body: joinBodySchema,
    response: joinedSchema,
    problems: [404, 429],
  }),
  post('/api/v1/links/reset', 'resetByLink', 'Chooses a new password by a reset link', 'Reset', {
    access: 'public',
    body: resetBodySchema,
    response: resetSchema,
    problems: [404, 429],
  }),
  post(
    '/api/v1/links/request-reset',
    'requestReset',
    'Mails a reset link, if the address is a member’s; the answer does not tell',
    'Done',
    { access: 'public', body: requestResetBodySchema, response: doneSchema, problems: [429] },
  ),
  get('/api/v1/members', 'listMembers', 'Everybody of the firm', 'Members', {
    access: 'admin',
    query: none,
    response: membersSchema,
  }),
  send('patch', '/api/v1/members/{id}', 'changeMember', 'Changes a role, or disables a member', 'Done', {
    access: 'admin',
    pathFields: idPathSchema,
    body: memberChangeSchema,
    response: doneSchema,
    problems: [404],
  }),
  post('/api/v1/reset-links', 'makeResetLink', 'A reset link to hand over; it is shown once', 'MadeLink', {
    access: 'admin',
    body: resetLinkBodySchema,
    response: madeLinkSchema,
    problems: [404],
  }),
  get('/api/v1/invitations', 'listInvitations', 'Invitations that still work', 'Invitations', {
    access: 'admin',
    query: none,
    response: invitationsSchema,
  }),
  post('/api/v1/invitations', 'inviteMember', 'Invites somebody; the link is shown once', 'MadeLink', {
    access: 'admin',
    body: newInvitationSchema,
    response: madeLinkSchema,
  }),
  send('delete', '/api/v1/invitations/{id}', 'withdrawInvitation', 'Takes an invitation back', 'Done', {
    access: 'admin',
    pathFields: idPathSchema,
    body: null,
    response: doneSchema,
    problems: [404],
  }),
  get('/api/v1/audit', 'listAudit', 'Who changed what, newest first', 'AuditPage', {
    access: 'admin',
    query: auditQuerySchema,
    response: auditPageSchema,
  }),
];
