import { createExposureEngine } from '#lib/charts/exposure/exposure-engine.ts';
import { EXPOSURE_CODEC } from '#lib/core/scenario/exposure-view.ts';
import { decodeLiveLink } from '#lib/core/scenario/live-link.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import type { AddressPairs } from '../../_page/read-search-params.ts';
import { openLivePage } from '../../_scenario/open-live-page.ts';

/** The Exposure page of an address. Throws when the database is away. */
export function openExposure(pairs: AddressPairs) {
  const today = getToday();
  const link = decodeLiveLink(pairs, today, EXPOSURE_CODEC);
  return openLivePage({ today, link, codec: EXPOSURE_CODEC, createEngine: createExposureEngine });
}
