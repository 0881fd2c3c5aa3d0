/** How many released models store less than shared heads do, year by year: counts of models, not of use. */
import type { AttentionKind, ModelArchitecture } from '../architecture.ts';

/** Attention that stores less per token than keys and values of shared heads: the fleet's group "attention". */
const STORES_LESS: readonly AttentionKind[] = [
  'mla',
  'sparse-dsa',
  'swa-hybrid',
  'chunked-hybrid',
  'linear-hybrid',
  'mamba-hybrid',
  'csa-hca',
];

const COUNTED_FROM_PARAMS_B = 100;

/** Trained to compare attention in a paper, never released for use. */
const NOT_RELEASED = /ablation/i;

export interface AttentionCount {
  readonly year: number;
  readonly isChinese: boolean;
  readonly count: number;
  readonly total: number;
  readonly names: readonly string[];
}

/** Counts among models of 100 B parameters or more by year of release, apart for Chinese and other labs. */
export function countAttention(models: readonly ModelArchitecture[]): readonly AttentionCount[] {
  const large = models.filter(
    ({ name, totalParamsB }) => totalParamsB >= COUNTED_FROM_PARAMS_B && !NOT_RELEASED.test(name),
  );
  const years = [...new Set(large.map(({ releasedOn }) => Number(releasedOn.slice(0, 4))))].sort(
    (a, b) => a - b,
  );
  return years.flatMap((year) =>
    [true, false].flatMap((isChinese) => {
      const released = large.filter(
        ({ releasedOn, country }) =>
          Number(releasedOn.slice(0, 4)) === year && (country === 'CN') === isChinese,
      );
      if (released.length === 0) return [];
      const less = released.filter(({ attention }) => STORES_LESS.includes(attention));
      const names = less.map(({ name }) => name);
      return [{ year, isChinese, count: less.length, total: released.length, names }];
    }),
  );
}
