import type { ReactNode } from 'react';

import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { Result } from '#lib/core/result.ts';
import type { EventChoice } from '#lib/core/timeline/event-choice.ts';
import { getFreshness } from '#lib/services/overview/get-freshness.ts';

import { requireReader } from '../_auth/current-viewer.ts';
import { describeFailure } from '../_shell/describe-failure.ts';
import { withTimeline } from '../_timeline/load-timeline.tsx';
import { Failure } from '../_ui/Failure.tsx';
import { FreshnessStrip } from './FreshnessStrip.tsx';
import { UnknownDate } from './UnknownDate.tsx';

interface PageLoad<Loaded> {
  readonly path: string;
  readonly asOf: string;
  readonly load: () => Promise<Result<Loaded, RequestFault>>;
  /** Which dated events the time axes of the page choose from; none when left out. */
  readonly events?: (loaded: Loaded) => readonly EventChoice[];
  readonly render: (loaded: Loaded) => ReactNode;
}

/** Draws a page from what it loads: a database that is away, or a date without facts, is said on the page. */
export async function loadPage<Loaded>({
  path,
  asOf,
  load,
  render,
  events = () => [],
}: PageLoad<Loaded>): Promise<ReactNode> {
  await requireReader();
  const loaded = await load().catch((error: unknown) => describeFailure(error, path));
  if ('detail' in loaded) {
    return (
      <Failure {...loaded}>
        <a href={path}>Try again</a>
      </Failure>
    );
  }
  if (!loaded.ok) return <UnknownDate asOf={asOf} fault={loaded.error} />;
  return withTimeline(asOf, events(loaded.value), render(loaded.value));
}

/** The strip that says how old the facts are; left out where even that cannot be read. */
export async function freshnessStrip(scope: {
  readonly asOf: string;
  readonly dataVersion: number;
}): Promise<ReactNode> {
  const freshness = await getFreshness(scope);
  return freshness.ok ? <FreshnessStrip freshness={freshness.value} asOf={scope.asOf} /> : null;
}
