import type { Route } from 'next';

import type { AlertKind } from '#lib/contracts/alerts/alert-spec.ts';

interface BegunAlert {
  readonly kind: AlertKind;
  readonly ticker?: string;
  readonly issuer?: string;
  readonly scenarioId?: string;
  readonly table?: string;
  readonly key?: string;
}

/** Where a rule is written that a page begins: its kind, and what it is about. */
export function alertLink(begun: BegunAlert): Route {
  return `/alerts?${new URLSearchParams(Object.entries(begun)).toString()}`;
}
