import type { BarPlotModel } from '#lib/charts/bar-plot-model.ts';
import { prepareCapexPage } from '#lib/charts/capex/capex-page.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { WaterlineModel } from '#lib/charts/waterline-model.ts';
import type { XyPlotModel } from '#lib/charts/xy-plot-model.ts';
import type { EmbedId } from '#lib/contracts/embeds.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { readCapexLink } from '#lib/core/catalogue/capex-link.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { decodeLiveLink, NO_VIEW } from '#lib/core/scenario/live-link.ts';
import { getToday } from '#lib/services/overview/get-today.ts';

import { loadCapex } from '../(app)/capex/load-capex.ts';
import { openExposure } from '../(app)/exposure/open-exposure.ts';
import { loadOverview } from '../(app)/_overview/load-overview.ts';
import { openOverview } from '../(app)/_overview/open-overview.ts';
import { loadRebound } from '../(app)/rebound/load-rebound.ts';
import { openSensitivity } from '../(app)/sensitivity/open-sensitivity.ts';
import type { AddressPairs } from '../_page/read-search-params.ts';

/** What is drawn; null where there is nothing to draw, with the reason. */
export type EmbedDrawing =
  | { readonly kind: 'waterline'; readonly model: WaterlineModel }
  | { readonly kind: 'bars'; readonly model: BarPlotModel }
  | { readonly kind: 'xy'; readonly model: XyPlotModel }
  | { readonly kind: 'none'; readonly reason: string };

/** One chart of a page, as that page draws it for the same address. */
export interface OpenedEmbed {
  readonly drawing: EmbedDrawing;
  readonly provenance: ChartProvenance;
  readonly asOf: string;
  readonly dataVersion: number;
  readonly faults: readonly LinkFault[];
}

type Opened = Promise<Result<OpenedEmbed, RequestFault>>;

const OPENERS: Readonly<Record<EmbedId, (pairs: AddressPairs) => Opened>> = {
  waterline: openWaterline,
  exposure: async (pairs) => {
    const opened = await openExposure(pairs);
    return opened.ok ? ok(ofLive(opened.value, bars(opened.value.model.bars))) : opened;
  },
  rebound: openCrossing,
  tornado: async (pairs) => {
    const opened = await openSensitivity(pairs);
    return opened.ok ? ok(ofLive(opened.value, bars(opened.value.model.tornado))) : opened;
  },
  distribution: async (pairs) => {
    const opened = await openSensitivity(pairs);
    return opened.ok ? ok(ofLive(opened.value, xy(opened.value.model.distribution))) : opened;
  },
  capex: openGuides,
};

/** Opens the chart of an address, by the very code of its page. Throws when the database is away. */
export function openEmbed(chart: EmbedId, pairs: AddressPairs): Opened {
  return OPENERS[chart](pairs);
}

const BUSY = 'too many runs are under way to draw it; load it again in a few seconds';

function bars(model: BarPlotModel | null): EmbedDrawing {
  return model === null ? { kind: 'none', reason: BUSY } : { kind: 'bars', model };
}

function xy(model: XyPlotModel | null, reason = BUSY): EmbedDrawing {
  return model === null ? { kind: 'none', reason } : { kind: 'xy', model };
}

interface LivePage {
  readonly asOf: string;
  readonly dataVersion: number;
  readonly link: { readonly faults: readonly LinkFault[] };
  readonly model: { readonly provenance: ChartProvenance };
}

function ofLive({ asOf, dataVersion, link, model }: LivePage, drawing: EmbedDrawing): OpenedEmbed {
  return { drawing, provenance: model.provenance, asOf, dataVersion, faults: link.faults };
}

async function openWaterline(pairs: AddressPairs): Opened {
  const link = decodeLiveLink(pairs, getToday(), NO_VIEW);
  const loaded = await loadOverview(link);
  if (!loaded.ok) return loaded;
  const { world, dataVersion } = loaded.value;
  const opened = await openOverview(loaded.value, link);
  if (!opened.ok) return err(invalidInput(opened.error));
  const { model, link: used } = opened.value;
  const drawing = { kind: 'waterline', model: model.waterline } as const;
  return ok({ drawing, provenance: model.provenance, asOf: world.asOf, dataVersion, faults: used.faults });
}

async function openCrossing(pairs: AddressPairs): Opened {
  const today = getToday();
  const loaded = await loadRebound({ today, link: decodeLiveLink(pairs, today, NO_VIEW) });
  if (!loaded.ok) return loaded;
  const { opened } = loaded.value;
  return ok(ofLive(opened, xy(opened.model.crossing)));
}

async function openGuides(pairs: AddressPairs): Opened {
  const loaded = await loadCapex(readCapexLink(pairs));
  if (!loaded.ok) return loaded;
  const { facts, totals, decoded } = loaded.value;
  const prepared = prepareCapexPage({ facts, totals, modelVersion: MODEL_VERSION }, decoded);
  if (!prepared.ok) return err(invalidInput(prepared.error));
  const { guides, provenance, study } = prepared.value;
  const reason = `no guide for the whole of ${String(study.year)} in numbers was known by then`;
  const { asOf, dataVersion } = facts;
  return ok({ drawing: xy(guides, reason), provenance, asOf, dataVersion, faults: study.faults });
}
