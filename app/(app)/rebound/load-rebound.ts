import { createReboundEngine } from '#lib/charts/rebound/rebound-engine.ts';
import type { ReboundModel } from '#lib/charts/rebound/rebound-model.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { ElasticityRow } from '#lib/core/rebound/elasticity-evidence.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { NO_VIEW, type DecodedLiveLink } from '#lib/core/scenario/live-link.ts';
import { listElasticityRows } from '#lib/services/rebound/list-elasticity-rows.ts';

import { openLivePage, type OpenedLivePage } from '../../_scenario/open-live-page.ts';

interface ReboundSource {
  readonly today: string;
  readonly link: DecodedLiveLink<null>;
}

/** All that the server reads for the page. */
export interface LoadedRebound {
  readonly opened: OpenedLivePage<null, ReboundModel>;
  readonly rows: readonly ElasticityRow[];
}

/** Opens the page and reads what was on file about use and price then. Throws when the database is away. */
export async function loadRebound(source: ReboundSource): Promise<Result<LoadedRebound, RequestFault>> {
  const opened = await openLivePage({ ...source, codec: NO_VIEW, createEngine: createReboundEngine });
  if (!opened.ok) return opened;
  const { asOf, dataVersion } = opened.value;
  return ok({ opened: opened.value, rows: await listElasticityRows({ asOf, dataVersion }) });
}
