import type { Route } from 'next';

/** Where "g" and a letter lead. */
export const PAGE_KEYS: readonly (readonly [letter: string, name: string, path: Route])[] = [
  ['o', 'Overview', '/'],
  ['e', 'Exposure', '/exposure'],
  ['f', 'Efficiency', '/efficiency'],
  ['r', 'Rebound', '/rebound'],
  ['n', 'Sensitivity', '/sensitivity'],
  ['p', 'Priced in', '/priced-in'],
  ['j', 'Window', '/window'],
  ['i', 'Scenarios', '/scenarios'],
  ['b', 'Workbench', '/workbench'],
  ['t', 'Techniques', '/techniques'],
  ['m', 'Models', '/models'],
  ['l', 'Labs', '/labs'],
  ['c', 'Capex', '/capex'],
  ['v', 'Events', '/events'],
  ['k', 'Companies', '/companies'],
  ['w', 'Watchlists', '/watchlists'],
  ['x', 'Alerts', '/alerts'],
  ['a', 'As of', '/as-of'],
  ['y', 'Track record', '/track-record'],
  ['s', 'Sources', '/sources'],
  ['d', 'Method', '/method'],
  ['h', 'Health', '/health'],
];
