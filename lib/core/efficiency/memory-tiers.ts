/** Where the cache of live and idle sessions lies when HBM is full: HBM, then host DRAM, then flash. */

/** Bytes of one deployment's tiers beside HBM, per accelerator. */
export interface TierSizes {
  readonly dramBytesPerAccelerator: number;
  readonly flashBytesPerAccelerator: number;
}

/** Sessions by the tier that holds their cache; they sum to the sessions asked for. */
export interface TierFill {
  readonly hbmSessions: number;
  readonly dramSessions: number;
  readonly flashSessions: number;
  /** No tier has room for these: their prefix is computed again. */
  readonly evictedSessions: number;
  readonly hbmBytes: number;
  readonly dramBytes: number;
  readonly flashBytes: number;
}

/**
 * Fills the tiers with the caches of `sessions` of `bytesPerSession` each, fastest first; a session lies in one tier
 * whole. `freeHbmBytes` is what weights leave of the usable HBM of the deployment, at least 0.
 */
export function fillTiers(
  sessions: number,
  bytesPerSession: number,
  freeHbmBytes: number,
  accelerators: number,
  sizes: TierSizes,
): TierFill {
  const roomFor = (bytes: number): number => Math.max(0, Math.floor(bytes / bytesPerSession));
  let left = sessions;
  const take = (bytes: number): number => {
    const taken = Math.min(left, roomFor(bytes));
    left -= taken;
    return taken;
  };
  const hbmSessions = take(freeHbmBytes);
  const dramSessions = take(accelerators * sizes.dramBytesPerAccelerator);
  const flashSessions = take(accelerators * sizes.flashBytesPerAccelerator);
  return {
    hbmSessions,
    dramSessions,
    flashSessions,
    evictedSessions: left,
    hbmBytes: hbmSessions * bytesPerSession,
    dramBytes: dramSessions * bytesPerSession,
    flashBytes: flashSessions * bytesPerSession,
  };
}

/** Traffic of prefix reuse between the tier that holds prefixes and the accelerators. */
export interface PrefixTraffic {
  /** Tokens of one request whose cache is fetched instead of computed. */
  readonly prefixTokens: number;
  readonly bytesPerRequest: number;
  /** Bytes per second that one accelerator reads from the tier when it is busy; null when nothing is served. */
  readonly bytesPerSecondPerAccelerator: number | null;
}

/**
 * Bytes fetched for the cached part of a request's input. `storedBytes` is what that prefix takes in the cache;
 * a state model fetches one checkpoint. `acceleratorSecondsPerRequest` from the roofline sets the rate.
 */
export function prefixTraffic(
  prefixTokens: number,
  storedBytes: number,
  acceleratorSecondsPerRequest: number | null,
): PrefixTraffic {
  const bytesPerRequest = prefixTokens === 0 ? 0 : storedBytes;
  return {
    prefixTokens,
    bytesPerRequest,
    bytesPerSecondPerAccelerator:
      acceleratorSecondsPerRequest === null ? null : bytesPerRequest / acceleratorSecondsPerRequest,
  };
}
