/** A second server as a firm runs it: private, with mail and single sign-on of its own. */
import { findFreePort } from '#lib/start/ports.ts';
import { makeSecretToken } from '#lib/platform/secret-token.ts';
import { appUrl, startWebServer } from '#lib/start/web-server.ts';
import { PROJECT_ROOT } from '#tests/support/cluster.ts';
import { startMailServer, type MailServer } from '#tests/support/mail-server.ts';
import { startOpenIdProvider } from '#tests/support/openid-provider.ts';
import type { Send } from '#tests/support/members.ts';

export interface FirmApp {
  readonly baseUrl: string;
  readonly mail: MailServer;
  readonly send: Send;
  readonly stop: () => Promise<void>;
}

/** Starts the built app on a database, with real servers for mail and identity beside it. */
export async function startFirmApp(databaseUrl: string): Promise<FirmApp> {
  const port = await findFreePort();
  const baseUrl = appUrl('127.0.0.1', port);
  const mail = await startMailServer();
  const provider = await startOpenIdProvider(`${baseUrl}/api/auth/callback/oidc`);
  const settings = {
    WATERLINE_ACCESS: 'private',
    SMTP_URL: mail.url,
    MAIL_FROM: 'Waterline <waterline@firm.example>',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_NAME: 'Firm ID',
  };
  Object.assign(process.env, settings);
  const server = await startWebServer({
    root: PROJECT_ROOT,
    mode: 'start',
    host: '127.0.0.1',
    port,
    databaseUrl,
    secret: makeSecretToken(),
    signal: new AbortController().signal,
  });
  for (const name of Object.keys(settings)) Reflect.deleteProperty(process.env, name);

  return {
    baseUrl,
    mail,
    send: (method, target, body, headers) =>
      fetch(new URL(target, baseUrl), {
        method,
        redirect: 'manual',
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    stop: async () => {
      await server.stop();
      await provider.close();
      await mail.close();
    },
  };
}
