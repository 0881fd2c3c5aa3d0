import { listOutputChoices } from '#lib/charts/scenarios/scenarios-page.ts';
import {
  addScenario,
  duplicateScenario,
  removeScenario,
  resetScenario,
} from '#lib/core/scenario/compare-edits.ts';
import {
  writeCompareLink,
  type ComparedScenario,
  type CompareLink,
} from '#lib/core/scenario/compare-link.ts';
import { encodeScenario } from '#lib/core/scenario/codec.ts';
import { SCENARIO_PRESETS } from '#lib/core/scenario/defaults.ts';

import type { LinkedChoice } from '../../_ui/ChoiceRow.tsx';

interface NamedLink {
  readonly text: string;
  readonly href: string;
}

const addressOf = (link: CompareLink, today: string): string => `/scenarios${writeCompareLink(link, today)}`;

/** The scenarios that the first can be set against. */
export function preparePairChoices(
  link: CompareLink,
  names: readonly string[],
  today: string,
): readonly LinkedChoice[] {
  return names.slice(1).map((name, i) => ({
    key: String(i + 1),
    text: name,
    href: addressOf({ ...link, against: i + 1 }, today),
    isChosen: link.against === i + 1,
  }));
}

export function prepareOutputChoices(link: CompareLink, today: string): readonly LinkedChoice[] {
  return listOutputChoices().map(({ id, label }) => ({
    key: id,
    text: label,
    href: addressOf({ ...link, output: id }, today),
    isChosen: link.output === id,
  }));
}

/** Presets that can be added; none when there is no room. */
export function prepareAdditions(link: CompareLink, today: string): readonly NamedLink[] {
  return SCENARIO_PRESETS.flatMap(({ name, scenario }) => {
    const added = addScenario(link, { name: null, scenario });
    return added === null ? [] : [{ text: name, href: addressOf(added, today) }];
  });
}

/** The comparison with one more scenario; null when there is no room. */
export function prepareAddition(link: CompareLink, added: ComparedScenario, today: string): string | null {
  const more = addScenario(link, added);
  return more === null ? null : addressOf(more, today);
}

/** What can be done to a column that needs no value. */
export function prepareColumnEdits(link: CompareLink, column: number, today: string): readonly NamedLink[] {
  const edits = [
    ['Duplicate', duplicateScenario(link, column)],
    ['Reset', resetScenario(link, column)],
    ['Remove', removeScenario(link, column)],
  ] as const;
  return edits.flatMap(([text, edited]) =>
    edited === null ? [] : [{ text, href: addressOf(edited, today) }],
  );
}

const LIVE_PAGES = [
  ['Overview', '/'],
  ['Exposure', '/exposure'],
  ['Sensitivity', '/sensitivity'],
] as const;

/** Pages on which a column's scenario can be taken further. */
export function prepareOpenings(link: CompareLink, column: number, today: string): readonly NamedLink[] {
  const scenario = link.scenarios[column]?.scenario ?? {};
  const query = encodeScenario({ asOf: link.asOf, pin: link.pin, scenario }, today);
  return LIVE_PAGES.map(([text, path]) => ({ text, href: query === '' ? path : `${path}?${query}` }));
}
