'use client';

import { useCallback, useState } from 'react';

/** Copies the address of the page as it is; gives the words for the status line. */
export function useCopyLink(): { readonly said: string; readonly copyLink: () => void } {
  const [said, setSaid] = useState('');
  const copyLink = useCallback(() => {
    void navigator.clipboard.writeText(window.location.href).then(
      () => {
        setSaid('Link copied.');
      },
      () => {
        setSaid('The browser did not allow copying; take the link from the address bar.');
      },
    );
  }, []);
  return { said, copyLink };
}
