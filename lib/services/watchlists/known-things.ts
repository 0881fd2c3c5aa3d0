import 'server-only';

import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { findCompany } from '#lib/core/vendors/company.ts';
import { watchKey, WATCH_KINDS, type WatchKind, type WatchRef } from '#lib/core/watchlist/types.ts';
import type { WatchedThing } from '#lib/core/watchlist/unread.ts';
import { listCapexActuals, listCapexAnnouncements } from '#lib/db/capex.ts';
import { listModelArchitectures } from '#lib/db/models.ts';
import { listSavedScenarios, type StoredScenario } from '#lib/db/saved-scenarios.ts';
import { listTechniques } from '#lib/db/techniques.ts';
import { listListings } from '#lib/db/vendors.ts';
import { today } from '#lib/platform/clock.ts';

import { toPageLink } from '../saved-scenarios/saved-content.ts';
import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey, type Scope } from '../scope/resolve-scope.ts';

/** Something that can stand on a list. */
export interface KnownThing extends WatchedThing {
  readonly title: string;
  readonly detail: string;
  readonly href: string | null;
}

/** Everything that a member can put on a list today. */
export interface KnownThings extends Scope {
  readonly byKey: ReadonlyMap<string, KnownThing>;
  readonly byKind: Readonly<Record<WatchKind, readonly KnownThing[]>>;
  readonly scenarios: ReadonlyMap<string, StoredScenario>;
}

const facts = createAnswerCache<readonly KnownThing[]>(4);

/** Stocks, techniques, models and issuers on file, and the member's own scenarios. */
export async function loadKnownThings(ownerId: string): Promise<Result<KnownThings, RequestFault>> {
  const scope = await resolveScope({});
  if (!scope.ok) return scope;
  const [things, stored] = await Promise.all([
    facts.get(scopeKey(scope.value), () => loadFacts(scope.value)),
    listSavedScenarios(ownerId),
  ]);
  const all = [...things, ...stored.map(toScenario)];

  return ok({
    ...scope.value,
    byKey: new Map(all.map((thing) => [watchKey(thing), thing])),
    byKind: Object.fromEntries(
      WATCH_KINDS.map((kind) => [kind, all.filter((thing) => thing.kind === kind)]),
    ) as unknown as KnownThings['byKind'],
    scenarios: new Map(stored.map((scenario) => [scenario.id, scenario])),
  });
}

/** Whether a thing stands on file; a scenario of somebody else does not. */
export function findThing({ byKey }: KnownThings, ref: WatchRef): KnownThing | null {
  return byKey.get(watchKey(ref)) ?? null;
}

async function loadFacts(scope: Scope): Promise<readonly KnownThing[]> {
  const [listings, techniques, models, announcements, actuals] = await Promise.all([
    listListings(scope),
    listTechniques(scope),
    listModelArchitectures(scope),
    listCapexAnnouncements(scope),
    listCapexActuals(scope),
  ]);
  const issuers = new Map([...actuals, ...announcements].map(({ issuer, ticker }) => [issuer, ticker]));

  return [
    ...listings.map(({ ticker, vendor, exchange }) => ({
      kind: 'stock' as const,
      ref: ticker,
      factName: vendor,
      title: vendor,
      detail: `${ticker}, ${exchange}`,
      href: findCompany(ticker) === null ? null : `/companies/${encodeURIComponent(ticker)}`,
    })),
    ...techniques.map(({ id, name, family }) => ({
      kind: 'technique' as const,
      ref: id,
      factName: null,
      title: name,
      detail: family.replaceAll('-', ' '),
      href: `/techniques/${encodeURIComponent(id)}`,
    })),
    ...models.map(({ id, name, lab }) => ({
      kind: 'model' as const,
      ref: id,
      factName: null,
      title: name,
      detail: lab,
      href: `/models/${encodeURIComponent(id)}`,
    })),
    ...[...issuers.entries()]
      .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
      .map(([issuer, ticker]) => ({
        kind: 'issuer' as const,
        ref: issuer,
        factName: issuer,
        title: issuer,
        detail: ticker ?? 'no listing',
        href: '/capex',
      })),
  ];
}

function toScenario({ id, head }: StoredScenario): KnownThing {
  const link = toPageLink(head, today());

  return {
    kind: 'scenario',
    ref: id,
    factName: null,
    title: head.name,
    detail: head.asOf === null ? 'your scenario' : `your scenario, held at ${head.asOf}`,
    href: link === '' ? '/exposure' : `/exposure?${link}`,
  };
}
