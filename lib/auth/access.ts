import type { Access } from '#lib/contracts/accounts/access.ts';
import { isAtLeast, type Role, type Scope } from '#lib/contracts/accounts/role.ts';

import type { Viewer } from './viewer.ts';

/** What of a request decides, beside who sends it. */
export interface AccessQuestion {
  readonly access: Access;
  readonly isChange: boolean;
  readonly mode: 'open' | 'private';
}

/** Why a request may not go on: nobody is signed in, or this member may not. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly detail: string;
}

const SIGN_IN = 'Sign in first, or send an API token: Authorization: Bearer wl_...';

/** Decides whether `viewer` may go on; null when so. The one table of who may what. */
export function findRefusal(viewer: Viewer, { access, isChange, mode }: AccessQuestion): Refusal | null {
  if (access === 'public' || (access === 'dashboards' && mode === 'open')) return null;
  if (viewer.kind === 'anonymous') return { status: 401, detail: SIGN_IN };
  const least = leastRole(access);
  if (!isAtLeast(viewer.role, least)) {
    return {
      status: 403,
      detail: `This needs the role ${least}; you are ${viewer.role}. An admin can change that.`,
    };
  }
  if (viewer.via.kind === 'session') return null;
  if (access === 'account' || access === 'admin') {
    return { status: 403, detail: 'This is done in a browser, signed in; API tokens may not.' };
  }

  return refuseScope(viewer.via.scopes, neededScope(access, isChange));
}

function leastRole(access: Access): Role {
  return access === 'analyst' || access === 'editor' || access === 'admin' ? access : 'viewer';
}

/** Computing what a scenario comes to changes nothing, so a dashboard's POST is reading. */
function neededScope(access: Access, isChange: boolean): Scope {
  if (access === 'dashboards' || !isChange) return 'read';

  return access === 'editor' ? 'data' : 'write';
}

function refuseScope(scopes: readonly Scope[], needed: Scope): Refusal | null {
  if (scopes.includes(needed)) return null;

  return { status: 403, detail: `This token lacks the scope ${needed}; it has ${scopes.join(', ')}.` };
}
