import { useEffect, useState } from 'react';

import { sendJson } from '#lib/client/send-json.ts';
import type { OpenLinkAnswer } from '#lib/contracts/accounts/members.ts';

/** A one-time link as it stands: being asked about, dead with the reason, or open with its token. */
export type OpenedLink =
  | { readonly state: 'asking' }
  | { readonly state: 'dead'; readonly detail: string }
  | { readonly state: 'open'; readonly token: string; readonly link: OpenLinkAnswer };

/** Reads the token behind # in the address and asks what it is for. Asking does not use it. */
export function useOpenedLink(): OpenedLink {
  const [opened, setOpened] = useState<OpenedLink>({ state: 'asking' });
  useEffect(() => {
    const token = window.location.hash.slice(1);
    let isGone = false;
    void sendJson<OpenLinkAnswer>('POST', '/api/v1/links/open', { token }).then((sent) => {
      if (isGone) return;
      setOpened(
        sent.ok ? { state: 'open', token, link: sent.value } : { state: 'dead', detail: sent.detail },
      );
    });
    return () => {
      isGone = true;
    };
  }, []);

  return opened;
}
