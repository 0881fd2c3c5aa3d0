'use client';

import type { ReactNode } from 'react';

import type { TimelineEvent } from '#lib/core/timeline/types.ts';

import { TimelineContext } from './timeline-context.ts';

interface TimelineProps {
  readonly events: readonly TimelineEvent[];
  readonly children: ReactNode;
}

/** Hands the dated events of a page to every time axis on it. */
export function Timeline({ events, children }: TimelineProps) {
  return <TimelineContext value={events}>{children}</TimelineContext>;
}
