import 'server-only';

import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import type { ComparedRun } from '#lib/charts/scenarios/compared-run.ts';
import { prepareScenariosPage, type ScenariosPageModel } from '#lib/charts/scenarios/scenarios-page.ts';
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import type { ExposureAnswer, ExposureWorld } from '#lib/core/exposure/types.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import { scopeOfLink } from '#lib/core/link/pin.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { acceptScenario } from '#lib/core/scenario/accept.ts';
import { applyEdit } from '#lib/core/scenario/compare-edits.ts';
import { describeRefusals } from '#lib/core/scenario/codec.ts';
import {
  inSlot,
  nameScenarios,
  SLOTS,
  type ComparedOutput,
  type ComparedScenario,
  type CompareLink,
  type DecodedCompareLink,
} from '#lib/core/scenario/compare-link.ts';
import { withSeedOf } from '#lib/core/uncertainty/seed-of.ts';
import type { UncertaintyAnswer } from '#lib/core/uncertainty/types.ts';
import { getExposureWorld, type VersionedWorld } from '#lib/services/exposure/get-exposure-world.ts';
import { getDraws } from '#lib/services/uncertainty/get-draws.ts';

/** What the address asks for: an edit of a form, to be answered with the link that it makes, or the page. */
export type OpenedScenarios =
  { readonly kind: 'edited'; readonly link: CompareLink } | (ShownScenarios & { readonly kind: 'shown' });

/** The page; what the engine refuses is left out of its link and said. */
export interface ShownScenarios {
  readonly world: ExposureWorld;
  readonly dataVersion: number;
  readonly link: CompareLink;
  readonly names: readonly string[];
  readonly faults: readonly LinkFault[];
  readonly page: ScenariosPageModel;
}

/** Opens the page as the address asks for it. Throws when the database is away. */
export async function openScenarios(
  decoded: DecodedCompareLink,
): Promise<Result<OpenedScenarios, RequestFault>> {
  const { link, edit, faults } = decoded;
  const versioned = await getExposureWorld(scopeOfLink(link));
  if (!versioned.ok) return versioned;
  if (edit === null) return showScenarios(versioned.value, link, faults);
  const edited = applyEdit(versioned.value.world, link, edit);
  return edited.ok
    ? ok({ kind: 'edited', link: edited.value })
    : showScenarios(versioned.value, link, [...faults, ...edited.error]);
}

interface Accepted {
  readonly compared: ComparedScenario;
  readonly answer: ExposureAnswer;
  readonly faults: readonly LinkFault[];
}

/** Answers and draws of all scenarios. */
async function showScenarios(
  versioned: VersionedWorld,
  asked: CompareLink,
  linkFaults: readonly LinkFault[],
): Promise<Result<OpenedScenarios, RequestFault>> {
  const { world, dataVersion } = versioned;
  const accepted: Accepted[] = [];
  for (const [i, compared] of asked.scenarios.entries()) {
    const one = acceptCompared(world, compared, i);
    if (!one.ok) return err(invalidInput(one.error));
    accepted.push(one.value);
  }
  const link = { ...asked, scenarios: accepted.map(({ compared }) => compared) };
  const names = nameScenarios(link.scenarios);
  const runs = await Promise.all(
    accepted.map(({ compared, answer }, i) =>
      drawRun(versioned, { compared, answer, position: i, name: names[i] ?? '' }, link),
    ),
  );
  return ok({
    kind: 'shown',
    world,
    dataVersion,
    link,
    names,
    faults: [...linkFaults, ...accepted.flatMap(({ faults }) => faults)],
    page: prepareScenariosPage({
      world,
      runs,
      against: link.against,
      output: link.output,
      modelVersion: MODEL_VERSION,
      dataVersion,
    }),
  });
}

function acceptCompared(
  world: ExposureWorld,
  compared: ComparedScenario,
  position: number,
): Result<Accepted, Parameters<typeof invalidInput>[0]> {
  const accepted = acceptScenario(compared.scenario, (scenario) => evaluateExposure(world, scenario));
  if (!accepted.ok) return err(accepted.error);
  const { scenario, answer, refused } = accepted.value;
  const slot = SLOTS[position] ?? 'a';
  return ok({
    compared: { ...compared, scenario },
    answer,
    faults: describeRefusals(compared.scenario, refused).map((fault) => inSlot(slot, fault)),
  });
}

interface DrawnColumn {
  readonly compared: ComparedScenario;
  readonly answer: ExposureAnswer;
  readonly position: number;
  readonly name: string;
}

/** The run of the change, and that of the chosen output where it is another. */
async function drawRun(
  versioned: VersionedWorld,
  { compared: { scenario }, answer, position, name }: DrawnColumn,
  { output, pin }: Pick<CompareLink, 'output' | 'pin'>,
): Promise<ComparedRun> {
  const draw = async (id: ComparedOutput): Promise<UncertaintyAnswer | null> => {
    const request = { scenario, output: id, sobolDraws: 0, keepDraws: true };
    const run = await getDraws(versioned, withSeedOf(request, pin));
    return run.ok ? run.value : null;
  };
  const change = await draw('total.changeUsdBn');
  return {
    slot: SLOTS[position] ?? 'a',
    name,
    scenario,
    answer,
    change,
    output: output === 'total.changeUsdBn' ? change : await draw(output),
  };
}
