'use client';

import { createContext } from 'react';

import type { TimelineEvent } from '#lib/core/timeline/types.ts';

/** Dated events of the page, as known on its day; null where none were read. */
export const TimelineContext = createContext<readonly TimelineEvent[] | null>(null);
