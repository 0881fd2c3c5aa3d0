import 'server-only';

import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { LabsWorld } from '#lib/core/labs/labs-world.ts';
import type { Result } from '#lib/core/result.ts';
import { getLabsWorld } from '#lib/services/labs/get-labs-world.ts';

/** The world of the page; `asOf` null = today. */
export function loadLabs(asOf: string | null): Promise<Result<LabsWorld, RequestFault>> {
  return getLabsWorld(asOf === null ? {} : { asOf });
}
