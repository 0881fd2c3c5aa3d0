/** What these figures are not; shown on the page and given with every answer. */
import { DEPLOYED_ACCELERATORS, MIN_TOKENS_PER_SECOND_PER_USER } from './deployment.ts';

export const LABS_CAUTIONS: readonly string[] = [
  'A gross margin here is a list price over a modelled serving cost. It is no lab’s reported margin: training, staff, free users, discounts, batch prices and resellers’ shares are not in it.',
  `The cost is a roofline on ${String(DEPLOYED_ACCELERATORS)} accelerators at ${String(MIN_TOKENS_PER_SECOND_PER_USER)} tokens a second per user in FP8, over the share of it that a fleet realises; that share rests on one disclosed day of one lab.`,
  'Serving a cached token is costed at nothing but its place in the context: storing and loading the cache in DRAM or on disks is not counted.',
  'Old list prices are set against today’s price of an accelerator-hour: a price of 2024 was earned on dearer hours.',
  'Prices are list prices of the lowest context tier at standard service; yuan prices are converted as the price table says.',
];
