// An authorization server that nobody here wrote: oidc-provider, certified by the OpenID Foundation. What the tests need of it, and no
// more.
//
// In:  each line on stdin is a JWK set with private keys; the server signs with the first key that fits and publishes all of them. The
//      first line starts it, every further one rotates the keys: sessions, codes and tokens live on. It ends when stdin does.
// Out: one line on stdout for each line read: "ready ISSUER".
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Provider, errors } from 'oidc-provider';
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js';

// What tokens may be asked for (RFC 8707 resource indicators), and what comes of it. Three names for one audience: only the token differs.
const api = { audience: 'https://api.example.com', scope: 'read write', accessTokenFormat: 'jwt', accessTokenTTL: 86400 };
const resources = {
  'https://api.example.com': { ...api, jwt: { sign: { alg: 'ES256' } } },
  'https://api.example.com/rs256': { ...api, jwt: { sign: { alg: 'RS256' } } },
  'https://api.example.com/brief': { ...api, jwt: { sign: { alg: 'ES256' } }, accessTokenTTL: 60 },
  'https://other.example.com': { ...api, jwt: { sign: { alg: 'ES256' } }, audience: 'https://other.example.com' },
  'https://opaque.example.com': { ...api, accessTokenFormat: 'opaque', audience: 'https://opaque.example.com' },
};

const machine = { grant_types: ['client_credentials'], response_types: [], redirect_uris: [] };
const user = {
  grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], redirect_uris: ['https://app.example.com/callback'],
};
const clients = [
  { ...machine, client_id: 'nightly', client_secret: 'nightly-secret' },
  { ...user, client_id: 'web', client_secret: 'web-secret' },
  { ...user, client_id: 'app', token_endpoint_auth_method: 'none' },
  { ...machine, client_id: 'gateway', client_secret: 'gateway-secret', grant_types: [] }, // asks about opaque tokens
];

const configuration = {
  clients: clients.map((client) => ({ id_token_signed_response_alg: 'ES256', ...client })),
  scopes: ['openid', 'read', 'write'],
  cookies: { keys: ['only for tests'] },
  pkce: { required: () => true },
  adapter: createMemoryAdapter(),
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  issueRefreshToken: () => true,
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: (_, client) => client.clientId === 'gateway' },
    revocation: { enabled: true, allowedPolicy: (_, client, token) => client.clientId === token.clientId },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo(_, resource) {
        if (!Object.hasOwn(resources, resource)) {
          throw new errors.InvalidTarget();
        }
        return resources[resource];
      },
    },
  },
};

let provider;
const server = createServer((request, response) =>
  request.url.startsWith('/interaction/') ? signIn(request, response) : provider.callback()(request, response));
await new Promise((listening) => server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;

for await (const line of createInterface({ input: process.stdin })) {
  provider = new Provider(issuer, { ...configuration, jwks: JSON.parse(line) });
  console.log(`ready ${issuer}`);
}
process.exit(0);

/** Whoever comes is ana, and agrees to everything. */
async function signIn(request, response) {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login') {
    await provider.interactionFinished(request, response, { login: { accountId: 'ana' } });
    return;
  }

  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope((prompt.details.missingOIDCScope ?? []).join(' '));
  for (const [resource, scopes] of Object.entries(prompt.details.missingResourceScopes ?? {})) {
    grant.addResourceScope(resource, scopes.join(' '));
  }
  await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}
