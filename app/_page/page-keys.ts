import type { Route } from 'next';

/** Where "g" and a letter lead. */
export const PAGE_KEYS: readonly (readonly [letter: string, name: string, path: Route])[] = [
  ['o', 'Overview', '/'],
  ['e', 'Efficiency', '/efficiency'],
  ['b', 'Workbench', '/workbench'],
  ['t', 'Techniques', '/techniques'],
  ['m', 'Models', '/models'],
  ['l', 'Labs', '/labs'],
  ['n', 'Scenarios', '/scenarios'],
  ['d', 'Method', '/method'],
];
