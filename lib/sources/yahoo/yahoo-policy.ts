import type { HttpPolicy } from '../http.ts';

/**
 * How Yahoo is asked by default. The user agent is the one that yahoo-finance2 names itself with, which Yahoo serves.
 * Five years of daily bars are about 150 kB.
 */
export const YAHOO_POLICY: HttpPolicy = {
  timeoutMs: 20_000,
  maxTries: 2,
  maxBytes: 8_000_000,
  minIntervalMs: 50,
  maxUnderWay: 2,
  userAgent: 'Mozilla/5.0 (compatible; yahoo-finance2/4.0.2)',
};
