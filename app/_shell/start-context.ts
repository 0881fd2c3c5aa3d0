'use client';

import type { Route } from 'next';
import { createContext } from 'react';

import { PIN_PARAM } from '#lib/core/link/pin.ts';
import { SCENARIO_FIELDS } from '#lib/core/scenario/fields.ts';
import { RANGES } from '#lib/core/scenario/own-ranges-codec.ts';

/** Query of the scenario that the navigation opens pages with; empty for the base. */
export const StartContext = createContext('');

/** Pages whose address is a scenario. */
const SCENARIO_PAGES: readonly string[] = ['/', '/exposure', '/rebound', '/sensitivity', '/priced-in'];

const SCENARIO_PARAMS: ReadonlySet<string> = new Set([
  ...SCENARIO_FIELDS.map(({ param }) => param),
  ...[RANGES, 'asOf', PIN_PARAM, 'v'],
]);

/** The page that is open. */
export type Here = Pick<Location, 'pathname' | 'search'>;

/** Where the navigation leads for a page before anybody is anywhere: the member's own scenario where the page takes one. */
export function withStart(path: Route, query: string): Route {
  const isPlain = query === '' || !SCENARIO_PAGES.includes(path);
  return isPlain ? path : (`${path}?${query}` as Route);
}

/** Where it leads from a page that is open: from one scenario page to another the scenario goes along, day and pin too. */
export function withScenarioOf(path: Route, startQuery: string, here: Here): Route {
  if (!SCENARIO_PAGES.includes(here.pathname)) return withStart(path, startQuery);
  const carried = [...new URLSearchParams(here.search)].filter(([param]) => SCENARIO_PARAMS.has(param));
  // A version alone says nothing.
  const query = carried.every(([param]) => param === 'v') ? '' : new URLSearchParams(carried).toString();

  return withStart(path, query);
}
