import { z } from 'zod';

/** What a person may do, least first; each may do all that the ones before it may. */
export const ROLES = ['viewer', 'analyst', 'editor', 'admin'] as const;

export type Role = (typeof ROLES)[number];

export const roleSchema = z
  .enum(ROLES)
  .describe(
    'viewer reads; analyst keeps things of their own; editor changes data; admin looks after members',
  );

/** Whether `role` may do what `least` may. */
export function isAtLeast(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** What a program with an API token may do for its owner, never more than the owner may. */
export const SCOPES = ['read', 'write', 'data'] as const;

export type Scope = (typeof SCOPES)[number];
