'use client';

import { useCallback, useEffect, useState } from 'react';

import type { CatalogueRow } from '#lib/charts/catalogue-table.ts';
import type { CacheChoice } from '#lib/charts/models/model-figures.ts';
import { readOwnModelsText } from '#lib/client/own-models-key.ts';

interface OwnModelsState {
  readonly rows: readonly CatalogueRow[];
  /** Why models that were added are missing; null when none is. */
  readonly fault: string | null;
  /** Reads them again, after one was added. */
  readonly refresh: () => void;
  readonly remove: (id: string) => void;
}

const NONE = { rows: [] as readonly CatalogueRow[], fault: null as string | null };

/** Rows of the reader's own models. The code that computes them is fetched only where there are some. */
export function useOwnModels({ contextTokens, kvDtype }: CacheChoice): OwnModelsState {
  const [state, setState] = useState(NONE);

  const refresh = useCallback(() => {
    if (readOwnModelsText() === null) return;
    void import('./own-model-rows.ts').then(
      ({ readOwnRows }) => {
        setState(readOwnRows({ contextTokens, kvDtype }));
      },
      () => {
        setState({ ...NONE, fault: 'your own models could not be computed: their code did not load' });
      },
    );
  }, [contextTokens, kvDtype]);

  useEffect(refresh, [refresh]);

  const remove = useCallback(
    (id: string) => {
      void import('./own-model-rows.ts').then(({ forgetOwnModel }) => {
        const fault = forgetOwnModel(id);
        if (fault === null) refresh();
        else setState((last) => ({ ...last, fault }));
      });
    },
    [refresh],
  );

  return { ...state, refresh, remove };
}
