/** Kinds of events of the ledger that matter to each family of charts. */
import type { EventChoice } from '../../core/timeline/event-choice.ts';

/** HBM revenue, prices and wafers: what moved supply, price and need. */
export const HBM_EVENTS: EventChoice = {
  kinds: ['memory-price', 'supply', 'export-control', 'efficiency-paper'],
};

/** Figures of one year's HBM market by the day they were given: who says such figures, too. */
export const MARKET_EVENTS: EventChoice = { kinds: ['memory-price', 'supply', 'export-control', 'analyst'] };

export const CAPEX_EVENTS: EventChoice = { kinds: ['capex'] };

export const PRICE_EVENTS: EventChoice = { kinds: ['price-cut', 'price-rise', 'model-release'] };

export const EFFICIENCY_EVENTS: EventChoice = { kinds: ['efficiency-paper', 'model-release'] };

/** What a company did, and what moved prices of all memory. */
export function companyEvents(name: string): EventChoice {
  return { actors: [name], kinds: ['memory-price', 'export-control'] };
}

/** Events that name a technique. */
export function techniqueEvents(id: string): EventChoice {
  return { techniques: [id] };
}
