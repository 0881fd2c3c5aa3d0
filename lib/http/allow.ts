import type { Access } from '#lib/contracts/accounts/access.ts';
import type { Member } from '#lib/auth/viewer.ts';

/** What a route does with a request that may come in. */
export type RouteHandler = (request: Request) => Promise<Response> | Response;

/** The same for a request that only members can send. */
export type MemberHandler = (request: Request, member: Member) => Promise<Response> | Response;

/** Tries in a minute, counted in the database for each member, and for all who are not signed in together. */
export interface TryLimit {
  /** What is limited; routes with the same name share the count. */
  readonly name: string;
  readonly perMinute: number;
}

/** A handler and who may call it. */
export type AllowedHandler =
  | {
      readonly access: 'public' | 'dashboards';
      readonly handle: RouteHandler;
      readonly limit: TryLimit | null;
    }
  | {
      readonly access: Exclude<Access, 'public' | 'dashboards'>;
      readonly handle: MemberHandler;
      readonly limit: TryLimit | null;
    };

/** Says who may call a handler. There is no default: what nobody decided is not served. */
export function allow(
  access: 'public' | 'dashboards',
  handle: RouteHandler,
  limit?: TryLimit,
): AllowedHandler;
export function allow(
  access: Exclude<Access, 'public' | 'dashboards'>,
  handle: MemberHandler,
  limit?: TryLimit,
): AllowedHandler;
export function allow(access: Access, handle: MemberHandler, limit?: TryLimit): AllowedHandler {
  return access === 'public' || access === 'dashboards'
    ? { access, handle: handle as RouteHandler, limit: limit ?? null }
    : { access, handle, limit: limit ?? null };
}
