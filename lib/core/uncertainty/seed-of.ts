import type { LinkPin } from '../link/pin.ts';
import { DEFAULT_SEED, type UncertaintyRequest } from './types.ts';

/** Seed of the draws that a link asks for: the pinned one, else the usual. */
export function seedOf(pin: LinkPin | null): number {
  return pin?.seed ?? DEFAULT_SEED;
}

/** `request` with the seed of a pin; the usual one is left out, so that one run serves pinned and live pages. */
export function withSeedOf(request: UncertaintyRequest, pin: LinkPin | null): UncertaintyRequest {
  const seed = seedOf(pin);
  return seed === DEFAULT_SEED ? request : { ...request, seed };
}
