import { acceptLive } from '#lib/charts/accept-live.ts';
import type { LiveEngine, LiveModel, LiveVersions } from '#lib/charts/live-model.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import { scopeOfLink } from '#lib/core/link/pin.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { DecodedLiveLink, ViewCodec } from '#lib/core/scenario/live-link.ts';
import { withSeedOf } from '#lib/core/uncertainty/seed-of.ts';
import type { UncertaintyAnswer, UncertaintyRequest } from '#lib/core/uncertainty/types.ts';
import { getExposureWorld, type VersionedWorld } from '#lib/services/exposure/get-exposure-world.ts';
import { getDraws } from '#lib/services/uncertainty/get-draws.ts';

import type { LiveOpening } from '../_hooks/use-live-page.ts';

interface LivePageSource<View, Model extends LiveModel> {
  readonly today: string;
  readonly link: DecodedLiveLink<View>;
  readonly codec: ViewCodec<View>;
  readonly createEngine: (world: ExposureWorld, versions: LiveVersions) => LiveEngine<View, Model>;
}

/** A live page as the server opens it: world, draws and model of what the address asks for. */
export interface OpenedLivePage<View, Model extends LiveModel> extends LiveOpening<View, Model> {
  readonly world: ExposureWorld;
}

/** Opens a live page; what the engine refuses is left out and said. Throws when the database is away. */
export async function openLivePage<View, Model extends LiveModel>({
  today,
  link,
  codec,
  createEngine,
}: LivePageSource<View, Model>): Promise<Result<OpenedLivePage<View, Model>, RequestFault>> {
  const versioned = await getExposureWorld(scopeOfLink(link));
  if (!versioned.ok) return versioned;
  const { world, dataVersion } = versioned.value;
  const engine = createEngine(world, { modelVersion: MODEL_VERSION, dataVersion });

  const sound = acceptLive(engine, link, codec.read(new Map()).view, null);
  if (!sound.ok) return err(invalidInput(sound.error));
  const { used, faults } = sound.value;
  const draws = await readDraws(versioned.value, withSeedOf(engine.request(used), link.pin));
  const model = engine.prepare(used, draws);
  if (!model.ok) return err(invalidInput(model.error));

  return ok({
    today,
    asOf: world.asOf,
    dataVersion,
    modelVersion: MODEL_VERSION,
    world,
    link: { ...link, ...used, faults: [...link.faults, ...faults] },
    model: model.value,
  });
}

/** Null while too many runs are under way: the page then says that its ranges are missing. */
async function readDraws(
  versioned: VersionedWorld,
  request: UncertaintyRequest,
): Promise<UncertaintyAnswer | null> {
  const draws = await getDraws(versioned, request);
  return draws.ok ? draws.value : null;
}
