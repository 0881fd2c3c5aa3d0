import 'server-only';
import { createTransport, type Transporter } from 'nodemailer';

import { env } from '#lib/platform/env.ts';
import { log } from '#lib/platform/log.ts';

/** A message in plain words; no HTML, no tracking, no attachment. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

const TIMEOUT_MS = 10_000;

let remembered: Transporter | null = null;

/** Whether this installation can send mail. */
export function canSendMail(): boolean {
  return env().smtp !== null;
}

/**
 * Sends a message.
 *
 * @returns whether the mail server took it; why not is in the log, without the message
 */
export async function sendMail(mail: Mail): Promise<boolean> {
  const { smtp } = env();
  if (smtp === null) return false;
  remembered ??= createTransport({
    url: smtp.url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await remembered.sendMail({ ...mail, from: smtp.from });
    return true;
  } catch (error) {
    // The server's words only: the message holds a link that opens an account.
    log().error({ reason: error instanceof Error ? error.message : 'unknown' }, 'a mail was not sent');
    return false;
  }
}
