'use client';

import { createContext } from 'react';

import type { LinkPin } from '#lib/core/link/pin.ts';

/** What a link to the figures on screen is pinned to; null on a page that has no pinned links. */
export const PinContext = createContext<LinkPin | null>(null);
