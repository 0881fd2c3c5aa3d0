import type { Member } from '#lib/auth/viewer.ts';
import { listMemberChannels } from '#lib/services/deliveries/show-channels.ts';

import section from '../../_page/section.module.css';
import { ChannelsPanel } from './ChannelsPanel.tsx';

/** Where notices go beside the inbox: e-mail and webhooks, failing ones first. */
export async function ChannelsSection({ member }: { readonly member: Member }) {
  const channels = await listMemberChannels(member);
  return (
    <section className={section['section']} aria-labelledby="channels-title">
      <h2 id="channels-title" tabIndex={-1}>
        Where notices go
      </h2>
      <ChannelsPanel channels={channels} email={member.email} />
    </section>
  );
}
