import type { Role, Scope } from '#lib/contracts/accounts/role.ts';

/** Somebody who is signed in, in a browser or by an API token. */
export interface Member {
  readonly kind: 'member';
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly via:
    | { readonly kind: 'session'; readonly sessionId: string }
    | { readonly kind: 'token'; readonly tokenId: string; readonly scopes: readonly Scope[] };
}

/** Who sends a request. */
export type Viewer = { readonly kind: 'anonymous' } | Member;

export const ANONYMOUS: Viewer = { kind: 'anonymous' };
