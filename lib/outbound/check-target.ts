import { isIP } from 'node:net';

import { err, ok, type Result } from '#lib/core/result.ts';

import { isPublicAddress } from './public-address.ts';

const URL_MAX = 2_000;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };

/** An address outside that may be asked, as far as it says itself: what its name leads to is checked on connecting. */
export interface Target {
  readonly url: URL;
  /** Whether this installation names its host as one that may lie inside the firm's own network. */
  readonly isExempt: boolean;
}

/**
 * Checks an address that a member gave: https on the usual port, no name or password in it, no address of a private
 * network. Hosts that `allowedHosts` names (`host`, any port, or `host:port`) may be anywhere, and http.
 *
 * @returns the address without its part after #, or what it must be
 */
export function checkTarget(text: string, allowedHosts: readonly string[]): Result<Target, string> {
  if (text.length > URL_MAX) return err(`must have at most ${String(URL_MAX)} characters`);
  const url = URL.canParse(text) ? new URL(text) : null;
  const port = url === null ? undefined : DEFAULT_PORTS[url.protocol];
  if (url === null || port === undefined || url.hostname === '') {
    return err('must be an address that begins with https://');
  }
  if (url.username !== '' || url.password !== '') return err('must not hold a user name or a password');
  url.hash = '';
  const isExempt =
    allowedHosts.includes(url.hostname) ||
    allowedHosts.includes(`${url.hostname}:${url.port === '' ? port : url.port}`);
  if (isExempt) return ok({ url, isExempt });
  if (url.protocol !== 'https:') return err('must begin with https://');
  if (url.port !== '') return err('must be on the usual port, 443: leave the port out');
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !isPublicAddress(literal)) {
    return err('leads into a private or reserved network, where only hosts of WEBHOOK_ALLOWED_HOSTS may lie');
  }

  return ok({ url, isExempt });
}
