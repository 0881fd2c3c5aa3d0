import { createSensitivityEngine } from '#lib/charts/sensitivity/sensitivity-engine.ts';
import { SENSITIVITY_CODEC } from '#lib/core/scenario/sensitivity-view.ts';
import { decodeLiveLink } from '#lib/core/scenario/live-link.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import type { AddressPairs } from '../../_page/read-search-params.ts';
import { openLivePage } from '../../_scenario/open-live-page.ts';

/** The Sensitivity page of an address. Throws when the database is away. */
export function openSensitivity(pairs: AddressPairs) {
  const today = getToday();
  const link = decodeLiveLink(pairs, today, SENSITIVITY_CODEC);
  return openLivePage({ today, link, codec: SENSITIVITY_CODEC, createEngine: createSensitivityEngine });
}
