'use client';

import { createContext, useContext } from 'react';

/** Whether the table twins of a page's charts are open, all at once. */
export interface TablesState {
  readonly isTableOpen: boolean;
  readonly onTableOpenChange: (isOpen: boolean) => void;
}

export const TablesContext = createContext<TablesState>({
  isTableOpen: false,
  onTableOpenChange: () => undefined,
});

/** State of the tables, to be spread into a chart. */
export function useTables(): TablesState {
  return useContext(TablesContext);
}
