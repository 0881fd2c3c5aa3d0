import { isIP } from 'node:net';

import ipaddr from 'ipaddr.js';

/** First sixteen bits of what is handed out to be reached by everybody: 2000::/3 (IANA, IPv6 Global Unicast). */
const GLOBAL_V6 = { from: 0x2000, to: 0x3fff };

/**
 * Whether an IP address is one that anybody on the internet may be reached at. Not so: private, loopback, link-local,
 * shared (CGNAT), unique-local, multicast, unspecified, documentation, benchmarking and reserved ones, and every form of
 * IPv6 that carries an IPv4 address within it (mapped, NAT64, 6to4, Teredo), behind which the former could hide. What is
 * no address at all is not public either.
 */
export function isPublicAddress(text: string): boolean {
  // The parser alone would also take 1.2.3 and 0x7f.1 for addresses.
  if (isIP(text) === 0) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  if (address instanceof ipaddr.IPv4) return true;
  const [first = 0] = address.parts;

  return first >= GLOBAL_V6.from && first <= GLOBAL_V6.to;
}
