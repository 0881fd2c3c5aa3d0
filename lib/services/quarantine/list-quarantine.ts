import 'server-only';

import type { z } from 'zod';

import type { Quarantine, quarantineQuerySchema } from '#lib/contracts/quarantine.ts';
import { describeRemedy } from '#lib/core/quarantine/describe-remedy.ts';
import { listQuarantined } from '#lib/db/quarantined-values.ts';

/** Values that are kept apart until somebody decides, or those decided about last. */
export async function listQuarantine({
  state,
  limit,
}: z.output<typeof quarantineQuerySchema>): Promise<Quarantine> {
  const { items, openCount } = await listQuarantined(state, limit);

  return {
    openCount,
    items: items.map(({ held, ...item }) => ({
      ...item,
      wouldStore: held,
      remedy: held === null ? describeRemedy(item.source, item.field) : null,
    })),
  };
}
