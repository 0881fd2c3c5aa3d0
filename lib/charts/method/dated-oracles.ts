/** Published figures as they stand on a date: those about a model that came later are set apart. */
import type { OracleItem } from '../../contracts/catalogue.ts';
import type { VerdictWord } from '../../core/catalogue/method-link.ts';
import { verdictWords } from './oracle-words.ts';

export interface DatedOracle {
  readonly item: OracleItem;
  readonly standing: VerdictWord;
  /** Why there is no figure of ours, or why the source is doubted; null where neither. */
  readonly reason: string | null;
}

const STANDING: Readonly<Record<OracleItem['verdict'], VerdictWord>> = {
  within: 'within',
  outside: 'outside',
  'source looks wrong': 'doubted',
  'not computable': 'measured',
};

export const STANDING_WORDS: Readonly<Record<VerdictWord, string>> = {
  within: verdictWords('within'),
  outside: verdictWords('outside'),
  doubted: verdictWords('source looks wrong'),
  measured: verdictWords('not computable'),
  later: 'about a model released later',
};

/** Rows with their standing; a figure about no model, or about one in `modelIds`, keeps its verdict. */
export function dateOracles(
  items: readonly OracleItem[],
  modelIds: ReadonlySet<string>,
): readonly DatedOracle[] {
  return items.map((item) => {
    const isKnown = item.model.startsWith('technique:') || modelIds.has(item.model);
    return isKnown
      ? { item, standing: STANDING[item.verdict], reason: item.absence }
      : { item, standing: 'later', reason: 'its model is not in the catalogue at this date' };
  });
}

/** The rows with one of `standings`. */
export function withStanding(
  rows: readonly DatedOracle[],
  ...standings: readonly VerdictWord[]
): readonly DatedOracle[] {
  return rows.filter(({ standing }) => standings.includes(standing));
}
