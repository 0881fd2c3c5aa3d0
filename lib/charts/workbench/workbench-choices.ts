/** What the Workbench's controls offer: small enough to come with the page. */
import type { EfficiencyWorld, CataloguedTechnique } from '../../core/efficiency/efficiency-world.ts';
import { areInConflict } from '../../core/efficiency/technique.ts';
import { familyWords } from '../techniques/technique-words.ts';

export interface Choice {
  readonly id: string;
  readonly label: string;
  /** Why it cannot be chosen; null when it can. */
  readonly refusal: string | null;
}

export interface ChoiceGroup {
  readonly label: string;
  readonly choices: readonly Choice[];
}

export interface TechniqueChoice extends Choice {
  /** Ids that exclude it, so that the page can say why it is closed. */
  readonly rivals: readonly string[];
}

export interface WorkbenchChoices {
  readonly models: readonly ChoiceGroup[];
  readonly accelerators: readonly ChoiceGroup[];
  readonly techniques: readonly { readonly label: string; readonly choices: readonly TechniqueChoice[] }[];
}

function grouped<Item, Shown>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  show: (item: Item) => Shown,
): { readonly label: string; readonly choices: readonly Shown[] }[] {
  const groups = new Map<string, Shown[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), show(item)]);
  return [...groups]
    .map(([label, choices]) => ({ label, choices }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

function toTechniqueChoice(
  technique: CataloguedTechnique,
  all: readonly CataloguedTechnique[],
): TechniqueChoice {
  return {
    id: technique.id,
    label: technique.name,
    refusal: technique.savingPoint === null ? 'nobody published a fraction' : null,
    rivals: all.filter((other) => areInConflict(technique, other)).map(({ id }) => id),
  };
}

/** Choices of a world, models and chips by maker, techniques by family. */
export function prepareWorkbenchChoices(world: EfficiencyWorld): WorkbenchChoices {
  return {
    models: grouped(
      world.models,
      ({ lab }) => lab,
      ({ id, name, activeParamsB }) => ({
        id,
        label: name,
        refusal: activeParamsB === null ? 'active parameters not published' : null,
      }),
    ),
    accelerators: grouped(
      world.accelerators,
      ({ vendor }) => vendor,
      ({ id, name, hbmGb }) => ({
        id,
        label: name,
        refusal: hbmGb === null ? 'memory not published' : hbmGb === 0 ? 'no HBM' : null,
      }),
    ),
    techniques: grouped(
      world.techniques,
      ({ family }) => familyWords(family).label,
      (technique) => toTechniqueChoice(technique, world.techniques),
    ),
  };
}
