import { z } from 'zod';

import { roleSchema } from './role.ts';
import { emailSchema, nameSchema, secretTokenSchema } from './text.ts';

const instant = z.iso.datetime();

/** GET /api/v1/me takes nothing. */
export const meSchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  via: z.enum(['session', 'token']).describe('how this request is signed in'),
});

export const memberSchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  isDisabled: z.boolean(),
  createdAt: instant,
  lastSeenAt: instant.nullable().describe('null: no session'),
  providers: z.array(z.string()).readonly().describe('credential is a password'),
});

export const membersSchema = z.strictObject({ items: z.array(memberSchema).readonly() });

/** PATCH /api/v1/members/{id}: what is absent stays. */
export const memberChangeSchema = z
  .strictObject({ role: roleSchema.optional(), isDisabled: z.boolean().optional() })
  .refine((change) => Object.keys(change).length > 0, 'must name role or isDisabled');

export const idPathSchema = z.strictObject({ id: z.uuid('must be an id as the list gives it') });

/** POST /api/v1/members/{id}/reset-link and POST /api/v1/invitations: shown once, not kept. */
export const madeLinkSchema = z.strictObject({
  url: z.string().describe('to be handed over on a safe way; works once'),
  expiresAt: instant,
  isMailed: z.boolean().describe('whether it was also sent by mail'),
});

export const invitationSchema = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  role: roleSchema,
  createdAt: instant,
  expiresAt: instant,
});

export const invitationsSchema = z.strictObject({ items: z.array(invitationSchema).readonly() });

export const newInvitationSchema = z.strictObject({ email: emailSchema, role: roleSchema });

/** POST /api/v1/links/open: what a link is for, before it is used. */
export const linkBodySchema = z.strictObject({ token: secretTokenSchema });

export const openLinkSchema = z.strictObject({
  purpose: z.enum(['setup', 'invitation', 'reset']),
  email: z.string().nullable(),
  role: roleSchema.nullable(),
  expiresAt: instant,
});

const newPassword = z.string().max(1_000);

/** POST /api/v1/links/join: become a member by a set-up link or an invitation. */
export const joinBodySchema = z.strictObject({
  token: secretTokenSchema,
  name: nameSchema(100),
  email: emailSchema.optional().describe('needed with a set-up link; an invitation names its own'),
  password: newPassword,
});

/** POST /api/v1/links/reset: choose a new password. */
export const resetBodySchema = z.strictObject({ token: secretTokenSchema, password: newPassword });

/** POST /api/v1/links/request-reset: the same answer whether the address is known or not. */
export const requestResetBodySchema = z.strictObject({ email: emailSchema });

export const resetSchema = z.strictObject({
  email: z.string().describe('of the member whose password it is now'),
});

export const resetLinkBodySchema = z.strictObject({
  memberId: z.uuid('must be an id as the list of members gives it'),
});

export const doneSchema = z.strictObject({ done: z.literal(true) });

export const joinedSchema = z.strictObject({ email: z.string(), role: roleSchema });

export const sessionSchema = z.strictObject({
  id: z.uuid(),
  createdAt: instant,
  lastUsedAt: instant,
  expiresAt: instant,
  userAgent: z.string().nullable(),
  isCurrent: z.boolean(),
});

export const sessionsSchema = z.strictObject({ items: z.array(sessionSchema).readonly() });

export type Me = z.output<typeof meSchema>;
export type MemberItem = z.output<typeof memberSchema>;
export type MemberChange = z.output<typeof memberChangeSchema>;
export type MadeLink = z.output<typeof madeLinkSchema>;
export type Invitation = z.output<typeof invitationSchema>;
export type OpenLinkAnswer = z.output<typeof openLinkSchema>;
export type SessionItem = z.output<typeof sessionSchema>;
