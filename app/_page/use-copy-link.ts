'use client';

import { useCallback, useState } from 'react';

import type { LinkPin } from '#lib/core/link/pin.ts';
import { pinAddress } from '#lib/core/link/read-link.ts';

interface CopyLink {
  /** Words for the status line. */
  readonly said: string;
  readonly copyLink: () => void;
  /** Null where the page has no pinned links. */
  readonly copyPinned: (() => void) | null;
  /** Puts other words on the status line. */
  readonly say: (words: string) => void;
}

/** Copies the address of the page: live as it is, or held by `pin` to the figures that it shows. */
export function useCopyLink(pin: LinkPin | null): CopyLink {
  const [said, setSaid] = useState('');
  const copy = useCallback((link: string, done: string) => {
    void navigator.clipboard.writeText(link).then(
      () => {
        setSaid(done);
      },
      () => {
        setSaid('The browser did not allow copying; take the link from the address bar.');
      },
    );
  }, []);
  const copyLink = useCallback(() => {
    copy(window.location.href, 'Link copied.');
  }, [copy]);
  const copyPinned = useCallback(() => {
    if (pin === null) return;
    const words = `data version ${String(pin.dataVersion)}, model ${pin.modelVersion}`;
    copy(pinAddress(window.location.href, pin), `Pinned link copied: ${words}.`);
  }, [copy, pin]);
  return { said, copyLink, copyPinned: pin === null ? null : copyPinned, say: setSaid };
}
