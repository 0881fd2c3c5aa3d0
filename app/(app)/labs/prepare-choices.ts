import { quarterIndexOf, quarterLabel } from '#lib/core/calendar/quarter.ts';
import { LAB_SETS, PRICE_PARTS, writeLabsLink } from '#lib/core/labs/labs-link.ts';
import type { LabSet, LabsLink, PricePart } from '#lib/core/labs/labs-link.ts';

import type { LinkedChoice } from '../../_ui/ChoiceRow.tsx';

/** Ways to draw the price history, as links. */
export interface HistoryChoiceRow {
  readonly label: string;
  readonly choices: readonly LinkedChoice[];
}

const PART_NAMES: Readonly<Record<PricePart, string>> = {
  cached: 'Cached input',
  input: 'Input',
  output: 'Output',
  blend: 'The mix and its cost',
};

const SET_NAMES: Readonly<Record<LabSet, string>> = {
  main: 'OpenAI, Anthropic, DeepSeek',
  us: 'US',
  cn: 'Chinese',
  all: 'All labs',
};

/** Links for what the history draws and for whom. */
export function prepareHistoryChoices(link: LabsLink): HistoryChoiceRow[] {
  return [
    {
      label: 'Price',
      choices: PRICE_PARTS.map((series) =>
        toChoice(series, PART_NAMES[series], { ...link, series }, series === link.series),
      ),
    },
    {
      label: 'Labs',
      choices: LAB_SETS.map((show) => toChoice(show, SET_NAMES[show], { ...link, show }, show === link.show)),
    },
  ];
}

function toChoice(key: string, text: string, link: LabsLink, isChosen: boolean): LinkedChoice {
  return { key, text, href: `/labs${writeLabsLink(link)}`, isChosen };
}

const QUARTERS_OFFERED = 17;

/** Quarters at which the fleet's saving can be read, from that of `asOf` on: four years. */
export function listQuarterChoices(asOf: string): string[] {
  const first = quarterIndexOf(asOf);
  return Array.from({ length: QUARTERS_OFFERED }, (_, index) => quarterLabel(first + index));
}
