/** What the Overview says of prices: one sentence about the makers of HBM, under the base scenario. */
import type { ImpliedListingItem } from '../../contracts/implied-saving.ts';
import { makesHbm } from '../../core/implied-saving/evaluate.ts';
import { formatDate } from '../format.ts';
import { rangeWords, rootWords } from './implied-words.ts';

/** "Prices of 20 Aug 2026 already imply … of this"; an absence by its reason. */
export function pricedInClause(listings: readonly ImpliedListingItem[]): string {
  const makers = listings.filter(({ ticker }) => makesHbm(ticker));
  const read = makers.flatMap(({ name, d0On, newest }) =>
    newest === null || d0On === null ? [] : [{ name, d0On, newest }],
  );
  const [first] = read;
  if (first === undefined) {
    return `What prices already imply cannot be said: ${makers[0]?.absence ?? 'no maker of HBM is followed'}.`;
  }
  const implied = read.flatMap(({ name, newest }) =>
    newest.verdict === 'implied' ? [`${name} ${rootWords(newest.roots)} (${rangeWords(newest)})`] : [],
  );
  const others = read.flatMap(({ name, newest }) => (newest.verdict === 'implied' ? [] : [name]));
  const since = `since the close of ${formatDate(first.d0On)}, at prices of ${formatDate(first.newest.sessionOn)}`;
  if (implied.length === 0) {
    return `Prices already imply no saving that can be told from the noise of the shares: ${joined(others)}, ${since}.`;
  }
  const rest = others.length === 0 ? '' : `; of ${joined(others)} none can be read`;
  return `Prices already imply a saving of ${implied.join(', ')}${rest}, ${since}.`;
}

function joined(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
