import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

import { isPublicAddress } from './public-address.ts';

/** Every address of a name; rejects where there is none. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** A name leads to an address that nobody outside may be sent to. It does not say to which. */
export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress';
}

/**
 * The name look-up of one connection. What it hands on is what the socket then connects to, without asking again, so a
 * name that answers differently the second time gains nothing. One address that is not public refuses them all.
 */
export function checkedLookup(
  resolve: Resolve,
  { isExempt }: { readonly isExempt: boolean },
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined || !addresses.every(({ address }) => isExempt || isPublicAddress(address))) {
          callback(new RefusedAddress(`${hostname} leads to no public address`), '', 0);
        } else if (options.all === true) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error('the name was not found'), '', 0);
      },
    );
  };
}
