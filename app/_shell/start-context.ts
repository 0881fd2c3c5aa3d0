'use client';

import type { Route } from 'next';
import { createContext } from 'react';

/** Query of the scenario that the navigation opens pages with; empty for the base. */
export const StartContext = createContext('');

/** Pages whose address is a scenario. */
const SCENARIO_PAGES: readonly string[] = ['/', '/exposure', '/rebound', '/sensitivity'];

/** Where the navigation leads for a page: the member's own scenario where the page takes one. */
export function withStart(path: Route, startQuery: string): Route {
  const isPlain = startQuery === '' || !SCENARIO_PAGES.includes(path);
  return isPlain ? path : (`${path}?${startQuery}` as Route);
}
