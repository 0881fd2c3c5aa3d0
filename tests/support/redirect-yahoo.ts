/**
 * Preloaded into a server by a bench (`NODE_OPTIONS=--import=...`): what the server asks of Yahoo goes to the fake one
 * at `FAKE_YAHOO_ORIGIN`, and everything else to where it was meant to go.
 */
import { rewriteYahooHosts } from './yahoo-rewrite.ts';

const origin = process.env['FAKE_YAHOO_ORIGIN'];
if (origin === undefined) throw new Error('FAKE_YAHOO_ORIGIN is not set');

const direct = globalThis.fetch;
const redirected = rewriteYahooHosts(origin, direct);

globalThis.fetch = (input, init) => {
  const { hostname } = new URL(input instanceof Request ? input.url : input);

  return hostname === 'yahoo.com' || hostname.endsWith('.yahoo.com')
    ? redirected(input, init)
    : direct(input, init);
};
