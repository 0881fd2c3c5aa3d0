'use client';

import { useCallback, useMemo, useState } from 'react';

import type { LinkPin } from '#lib/core/link/pin.ts';

import { findDownload } from '../_page/find-download.ts';
import { PAGE_KEYS } from '../_page/page-keys.ts';
import type { TablesState } from '../_page/tables-context.ts';
import { useCopyLink } from '../_page/use-copy-link.ts';
import { pageRows, stepRows } from './step-rows.ts';
import { useGoKeys } from './use-go-keys.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** What every page offers beside its content: evidence, tables, the link, help. */
export interface PageTools {
  /** Figure whose evidence is open; null when none is. */
  readonly evidenceKey: string | null;
  readonly openEvidence: (key: string) => void;
  readonly closeEvidence: () => void;
  readonly tables: TablesState;
  readonly isHelpOpen: boolean;
  readonly openHelp: () => void;
  readonly closeHelp: () => void;
  /** Words for the status line. */
  readonly said: string;
  readonly copyLink: () => void;
  /** Null where the page has no pinned links. */
  readonly copyPinned: (() => void) | null;
  readonly pin: LinkPin | null;
}

/** What the header needs of them. */
export function headerTools({ copyLink, copyPinned, openHelp, pin }: PageTools): {
  readonly onCopyLink: () => void;
  readonly onCopyPinned: (() => void) | null;
  readonly onHelp: () => void;
  readonly pin: LinkPin | null;
} {
  return { onCopyLink: copyLink, onCopyPinned: copyPinned, onHelp: openHelp, pin };
}

/**
 * State of a page's tools and the single keys that work them; `defaultEvidence` is for a focus on no figure, `pin` what a
 * pinned link says, null where the page has none.
 */
export function usePageTools(defaultEvidence: string, pin: LinkPin | null): PageTools {
  const [evidenceKey, setEvidenceKey] = useState<string | null>(null);
  const [isTableOpen, setIsTableOpen] = useState(false);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const { said, copyLink, copyPinned, say } = useCopyLink(pin);
  const openEvidence = useCallback((key: string) => {
    setEvidenceKey(key);
  }, []);
  const closeEvidence = useCallback(() => {
    setEvidenceKey(null);
  }, []);
  const openHelp = useCallback(() => {
    setIsHelpOpen(true);
  }, []);
  const closeHelp = useCallback(() => {
    setIsHelpOpen(false);
  }, []);
  const tables = useMemo(() => ({ isTableOpen, onTableOpenChange: setIsTableOpen }), [isTableOpen]);
  useShortcuts({
    '.': () => {
      setEvidenceKey(focusedEvidence() ?? defaultEvidence);
    },
    t: () => {
      setIsTableOpen(!isTableOpen);
    },
    y: copyLink,
    Y: () => {
      if (copyPinned === null) say('This page has no pinned link: it speaks of now.');
      else copyPinned();
    },
    d: () => {
      const button = findDownload();
      if (button === null) say('There is no table on this page to download.');
      else button.click();
    },
    j: () => {
      stepRows(pageRows(), 1);
    },
    k: () => {
      stepRows(pageRows(), -1);
    },
    '?': openHelp,
  });
  useGoKeys(PAGE_KEYS);
  return {
    evidenceKey,
    openEvidence,
    closeEvidence,
    tables,
    isHelpOpen,
    openHelp,
    closeHelp,
    said,
    copyLink,
    copyPinned,
    pin,
  };
}

/** Evidence of the figure under the focus; null when no figure has it. */
function focusedEvidence(): string | null {
  const holder = document.activeElement?.closest<HTMLElement>('[data-evidence]');
  return holder?.dataset['evidence'] ?? null;
}
