/** Answers by key, least recently used leaves first. */
export interface AnswerCache<Answer> {
  /** The answer kept under `key`, or that of `load`, which runs once however many ask meanwhile. */
  readonly get: (key: string, load: () => Promise<Answer>) => Promise<Answer>;
}

/**
 * A cache for answers that depend on nothing but their key. Keys hold the data version, so that an import
 * makes new keys and old answers leave by age. Failures are not kept.
 *
 * @param maxEntries answers kept at most
 */
export function createAnswerCache<Answer>(maxEntries: number): AnswerCache<Answer> {
  const answers = new Map<string, Promise<Answer>>();

  const keep = (key: string, answer: Promise<Answer>): Promise<Answer> => {
    answers.delete(key);
    answers.set(key, answer);
    const oldest = answers.keys().next();
    if (answers.size > maxEntries && oldest.done !== true) answers.delete(oldest.value);

    return answer;
  };

  return {
    get: (key, load) => {
      const known = answers.get(key);
      if (known !== undefined) return keep(key, known);

      const loading = load();
      loading.catch(() => {
        if (answers.get(key) === loading) answers.delete(key);
      });

      return keep(key, loading);
    },
  };
}
