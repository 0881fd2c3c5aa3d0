import type { MadeLink } from '#lib/contracts/accounts/members.ts';
import type { NewLink } from '#lib/db/one-time-links.ts';
import { now } from '#lib/platform/clock.ts';
import { env } from '#lib/platform/env.ts';
import { hashSecretToken, makeSecretToken } from '#lib/platform/secret-token.ts';
import { canSendMail, sendMail } from '#lib/mail/send-mail.ts';

const HOUR_MS = 3_600_000;
const INVITATION_HOURS = 7 * 24;
const RESET_HOURS = 2;

/** Where people open Waterline. */
export function publicOrigin(): string {
  const { publicUrl, host, port } = env();
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;

  return publicUrl ?? `http://${name.includes(':') ? `[${name}]` : name}:${String(port)}`;
}

/** A new link: what is stored of it, and what is shown once. */
export interface DraftLink {
  readonly stored: NewLink;
  readonly url: string;
}

/**
 * Drafts an invitation or a reset. The token stands behind #, which browsers send to no server: it gets into no log and
 * no Referer.
 */
export function draftLink(
  link: Pick<NewLink, 'purpose' | 'email' | 'role' | 'userId' | 'createdById'>,
): DraftLink {
  const token = makeSecretToken();
  const hours = link.purpose === 'reset' ? RESET_HOURS : INVITATION_HOURS;
  const page = link.purpose === 'reset' ? 'reset-password' : 'join';

  return {
    stored: {
      ...link,
      tokenHash: hashSecretToken(token),
      expiresAt: new Date(now().getTime() + hours * HOUR_MS),
    },
    url: `${publicOrigin()}/${page}#${token}`,
  };
}

/** Mails a link, where mail is set up, and says what to show. */
export async function handOverLink(draft: DraftLink, to: string): Promise<MadeLink> {
  const isReset = draft.stored.purpose === 'reset';
  const hours = isReset ? `${String(RESET_HOURS)} hours` : `${String(INVITATION_HOURS / 24)} days`;
  const isMailed =
    canSendMail() &&
    (await sendMail({
      to,
      subject: isReset ? 'Waterline: choose a new password' : 'Waterline: your invitation',
      text: [
        isReset
          ? 'Somebody asked for a new password for your account at Waterline.'
          : 'You are invited to Waterline, your desk for memory stocks.',
        `Open this link within ${hours}; it works once:`,
        '',
        draft.url,
        '',
        isReset
          ? 'If it was not you, do nothing: your password stays.'
          : 'If you do not know why, do nothing.',
      ].join('\n'),
    }));

  return { url: draft.url, expiresAt: draft.stored.expiresAt.toISOString(), isMailed };
}
