import { shortIssuer } from '#lib/charts/capex/capex-words.ts';
import { formatDate } from '#lib/charts/format.ts';
import {
  CAPEX_VIEWS,
  ISSUER_SETS,
  tickerOfView,
  tickersOf,
  writeCapexLink,
  type CapexLink,
  type CapexView,
  type IssuerSet,
} from '#lib/core/catalogue/capex-link.ts';
import { INCLUDED_ISSUERS } from '#lib/core/demand/consolidation.ts';
import type { GuidanceHistory } from '#lib/core/demand/guidance-history.ts';

import type { LinkedChoice } from '../../_ui/ChoiceRow.tsx';

const SET_NAMES: Readonly<Record<IssuerSet, string>> = { four: 'Big four', six: 'All six' };

function toChoice(key: string, text: string, link: CapexLink, isChosen: boolean): LinkedChoice {
  return { key, text, href: `/capex${writeCapexLink(link)}`, isChosen };
}

/** Years, the one of the date left out of the address; another year counts from its own first day. */
export function prepareYearChoices(link: CapexLink, year: number, years: readonly number[]): LinkedChoice[] {
  return years.map((each) =>
    toChoice(String(each), String(each), { ...link, year: each, since: null }, each === year),
  );
}

/** The big four or all six; a view of an issuer outside the set falls back to the sum. */
export function prepareSetChoices(link: CapexLink): LinkedChoice[] {
  return ISSUER_SETS.map((set) => {
    const ticker = tickerOfView(link.view);
    const view = ticker === null || tickersOf(set).includes(ticker) ? link.view : 'sum';
    return toChoice(set, SET_NAMES[set], { ...link, set, view, since: null }, set === link.set);
  });
}

function viewName(view: CapexView): string {
  const ticker = tickerOfView(view);
  if (ticker === null) return view === 'sum' ? 'Sum' : 'Each issuer';
  return shortIssuer(INCLUDED_ISSUERS.find((issuer) => issuer.ticker === ticker)?.issuer ?? ticker);
}

/** What the charts draw. */
export function prepareViewChoices(link: CapexLink): LinkedChoice[] {
  const tickers = tickersOf(link.set);
  return CAPEX_VIEWS.filter((view) => {
    const ticker = tickerOfView(view);
    return ticker === null || tickers.includes(ticker);
  }).map((view) => toChoice(view, viewName(view), { ...link, view }, view === link.view));
}

/** Days from which the change can be counted: those of the sums but the newest. */
export function prepareSinceChoices(link: CapexLink, { sums }: GuidanceHistory): LinkedChoice[] {
  const days = sums.slice(0, -1).map(({ knownOn }) => knownOn);
  const [first] = days;
  return days.map((day) =>
    toChoice(
      day,
      formatDate(day),
      { ...link, since: day === first ? null : day },
      day === (link.since ?? first),
    ),
  );
}
