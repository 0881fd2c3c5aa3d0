'use client';

import { createContext } from 'react';

/** Tells the page what its address holds now beside the date, after a part of the page has rewritten it. */
export type TellKept = (kept: readonly (readonly [string, string])[]) => void;

export const KeptContext = createContext<TellKept>(() => undefined);
