import { createServer } from 'node:http';

import { Provider } from 'oidc-provider';

import { makeSecretToken } from '#lib/platform/secret-token.ts';
import { findFreePort } from '#lib/start/ports.ts';

/** A real OpenID provider on loopback. Whoever signs in there with an e-mail as their name has that e-mail. */
export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly close: () => Promise<void>;
}

/** People whose address the provider has not verified. */
export const UNVERIFIED = 'unverified@firm.example';

/** Starts it for one client that comes back to `redirectUri`. */
export async function startOpenIdProvider(redirectUri: string): Promise<OpenIdProvider> {
  const port = await findFreePort();
  const issuer = `http://127.0.0.1:${String(port)}`;
  const clientSecret = makeSecretToken();
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'waterline', client_secret: clientSecret, redirect_uris: [redirectUri] }],
    cookies: { keys: [makeSecretToken()] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: id !== UNVERIFIED, name: id.split('@')[0] ?? id }),
    }),
  });
  const answer = provider.callback();
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });

  return {
    issuer,
    clientId: 'waterline',
    clientSecret,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
