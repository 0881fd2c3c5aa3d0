'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';

/** Answers are keyed by data version, so they stay true; a new version is a new key. */
const STALE_AFTER_MS = 3_600_000;

const client = new QueryClient({ defaultOptions: { queries: { staleTime: STALE_AFTER_MS, retry: 1 } } });

/** Server state for what is fetched on demand; mounted only in the browser, below what asks for it. */
export function Providers({ children }: { readonly children: ReactNode }) {
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
