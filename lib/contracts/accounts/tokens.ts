import { z } from 'zod';

import { SCOPES } from './role.ts';
import { nameSchema } from './text.ts';

const instant = z.iso.datetime();

const scopesSchema = z
  .array(z.enum(SCOPES))
  .min(1)
  .max(SCOPES.length)
  .refine((scopes) => new Set(scopes).size === scopes.length, 'names a scope twice')
  .readonly()
  .describe('read; write: things of your own; data: refresh and import, for editors');

export const TOKEN_DEFAULT_DAYS = 90;
export const TOKEN_MAX_DAYS = 365;

export const apiTokenSchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string().describe('first characters, to tell it among others'),
  scopes: scopesSchema,
  createdAt: instant,
  expiresAt: instant,
  lastUsedAt: instant.nullable(),
});

export const apiTokensSchema = z.strictObject({ items: z.array(apiTokenSchema).readonly() });

export const newApiTokenSchema = z.strictObject({
  name: nameSchema(60),
  scopes: scopesSchema,
  days: z.int().min(1).max(TOKEN_MAX_DAYS).default(TOKEN_DEFAULT_DAYS),
});

export const madeApiTokenSchema = z.strictObject({
  ...apiTokenSchema.shape,
  token: z.string().describe('shown once and not kept; send it as Authorization: Bearer'),
});

export type ApiTokenItem = z.output<typeof apiTokenSchema>;
export type MadeApiToken = z.output<typeof madeApiTokenSchema>;
