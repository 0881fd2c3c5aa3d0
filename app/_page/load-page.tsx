import type { ReactNode } from 'react';

import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { LinkPin } from '#lib/core/link/pin.ts';
import type { Result } from '#lib/core/result.ts';
import type { EventChoice } from '#lib/core/timeline/event-choice.ts';
import { getFreshness } from '#lib/services/overview/get-freshness.ts';
import { getPinStanding } from '#lib/services/scope/get-pin-standing.ts';

import { requireReader } from '../_auth/current-viewer.ts';
import { describeFailure } from '../_shell/describe-failure.ts';
import { withTimeline } from '../_timeline/load-timeline.tsx';
import { Failure } from '../_ui/Failure.tsx';
import { FreshnessStrip } from './FreshnessStrip.tsx';
import { UnknownDate } from './UnknownDate.tsx';
import { UnknownPin } from './UnknownPin.tsx';

/** An address that may be pinned, with all of its parameters. */
interface PinnedAddress {
  readonly pin: LinkPin | null;
  readonly pairs: readonly (readonly [string, string])[];
}

interface PageLoad<Loaded> {
  readonly path: string;
  readonly asOf: string;
  /** Left out where a page has no pinned links. */
  readonly pinned?: PinnedAddress;
  readonly load: () => Promise<Result<Loaded, RequestFault>>;
  /** Which dated events the time axes of the page choose from; none when left out. */
  readonly events?: () => readonly EventChoice[];
  readonly render: (loaded: Loaded) => ReactNode;
}

/** Draws a page from what it loads: a database that is away, or a date without facts, is said on the page. */
export async function loadPage<Loaded>({
  path,
  asOf,
  pinned,
  load,
  render,
  events = () => [],
}: PageLoad<Loaded>): Promise<ReactNode> {
  await requireReader();
  const loaded = await openPinned(pinned, load).catch((error: unknown) => describeFailure(error, path));
  if ('unknown' in loaded) return <UnknownPin path={path} {...loaded.unknown} />;
  if ('detail' in loaded) {
    return (
      <Failure {...loaded}>
        <a href={path}>Try again</a>
      </Failure>
    );
  }
  if (!loaded.ok) return <UnknownDate path={path} asOf={asOf} fault={loaded.error} />;
  const scope = { asOf, dataVersion: pinned?.pin?.dataVersion };
  return withTimeline(scope, events(), render(loaded.value));
}

interface UnknownVersion {
  readonly unknown: Omit<Parameters<typeof UnknownPin>[0], 'path'>;
}

/** What is loaded, unless the address is pinned to facts that are not here. */
async function openPinned<Loaded>(
  pinned: PinnedAddress | undefined,
  load: PageLoad<Loaded>['load'],
): Promise<Result<Loaded, RequestFault> | UnknownVersion> {
  if (pinned?.pin == null) return load();
  const { dataVersion } = pinned.pin;
  const standing = await getPinStanding(dataVersion);
  if (standing === null || standing.pinned !== null) return load();
  return { unknown: { pairs: pinned.pairs, dataVersion, newest: standing.newest.dataVersion } };
}

/** The strip that says how old the facts are; left out where even that cannot be read. */
export async function freshnessStrip(scope: {
  readonly asOf: string;
  readonly dataVersion: number;
}): Promise<ReactNode> {
  const freshness = await getFreshness(scope);
  return freshness.ok ? <FreshnessStrip freshness={freshness.value} asOf={scope.asOf} /> : null;
}
