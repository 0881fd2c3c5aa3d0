import type { Route } from 'next';

/** Where "g" and a letter lead. */
export const PAGE_KEYS: readonly (readonly [letter: string, name: string, path: Route])[] = [
  ['o', 'Overview', '/'],
  ['e', 'Efficiency', '/efficiency' as Route],
  ['b', 'Workbench', '/workbench' as Route],
  ['t', 'Techniques', '/techniques' as Route],
  ['m', 'Models', '/models' as Route],
  ['l', 'Labs', '/labs' as Route],
  ['d', 'Method', '/method' as Route],
];
