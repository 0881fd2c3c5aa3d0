import 'server-only';
import { createTransport, type Transporter } from 'nodemailer';

import { env } from '#lib/platform/env.ts';
import { log } from '#lib/platform/log.ts';

/** A message in plain words; no HTML, no tracking, no attachment. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Names the message, so that one that comes twice is seen to be the same; made up when absent. */
  readonly messageId?: string;
}

const TIMEOUT_MS = 10_000;

const FAULTS: Readonly<Record<string, string>> = {
  EAUTH: 'the mail server did not accept the sender',
  EENVELOPE: 'the mail server did not accept the address',
  EMESSAGE: 'the mail server did not accept the message',
  ETIMEDOUT: 'the mail server did not answer in time',
};

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
  return (await tryMail(mail)) === null;
}

/**
 * Sends a message, within ten seconds in all.
 *
 * @returns null when the mail server took it, else why not in words for the member: neither server nor message is in
 *   them. A message that was given up on for time may arrive all the same.
 */
export async function tryMail(mail: Mail): Promise<string | null> {
  const { smtp } = env();
  if (smtp === null) return 'no mail server is set up';
  remembered ??= createTransport({
    url: smtp.url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(Object.assign(new Error('no end within the time limit'), { code: 'ETIMEDOUT' }));
  }, TIMEOUT_MS);
  try {
    await Promise.race([remembered.sendMail({ ...mail, from: smtp.from }), late.promise]);
    return null;
  } catch (error) {
    // The server's words only: the message may hold a link that opens an account.
    log().error({ reason: error instanceof Error ? error.message : 'unknown' }, 'a mail was not sent');
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return FAULTS[code] ?? 'the mail server could not be reached';
  } finally {
    clearTimeout(timer);
  }
}
