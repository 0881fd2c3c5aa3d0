import type { Route } from 'next';

/** Where "g" and a letter lead. */
export const PAGE_KEYS: readonly (readonly [letter: string, name: string, path: Route])[] = [
  ['o', 'Overview', '/'],
  ['b', 'Workbench', '/workbench'],
  ['t', 'Techniques', '/techniques'],
  ['m', 'Models', '/models'],
  ['d', 'Method', '/method'],
];
