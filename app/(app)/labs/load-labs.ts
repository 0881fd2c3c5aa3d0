import 'server-only';

import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { LabsWorld } from '#lib/core/labs/labs-world.ts';
import { scopeOfLink, type LinkMoment } from '#lib/core/link/pin.ts';
import type { Result } from '#lib/core/result.ts';
import { getLabsWorld } from '#lib/services/labs/get-labs-world.ts';

/** The world of the page. */
export function loadLabs(link: LinkMoment): Promise<Result<LabsWorld, RequestFault>> {
  return getLabsWorld(scopeOfLink(link));
}
