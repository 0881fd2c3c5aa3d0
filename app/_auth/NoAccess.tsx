import { StatePanel } from '../_ui/StatePanel.tsx';

/** Drawn state of a page that this member may not see. */
export function NoAccess({ detail }: { readonly detail: string }) {
  return (
    <StatePanel title="This page is not for your role." isPage>
      <p>{detail}</p>
      <a href="/account">See your account</a>
    </StatePanel>
  );
}
