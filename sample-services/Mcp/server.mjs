// An MCP server behind the gateway: to the gateway an API like any other, which asks for a scope; to the server, whoever calls is who the
// assertion says. It sees no access token. GATEWAY_URL=http://… AUDIENCE=mcp PORT=8080 node server.mjs
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { gatewayKeys, verifyAssertion } from '../Recipes/node/gateway-assertion.mjs';

const { GATEWAY_URL, AUDIENCE, HOST = '127.0.0.1', PORT = '8080' } = process.env;
if (!GATEWAY_URL || !AUDIENCE) {
  console.error('Set GATEWAY_URL, where the gateway is, and AUDIENCE, what this API is called in its routes file.');
  process.exit(2);
}

const keys = gatewayKeys(GATEWAY_URL);
const sessions = new Map(); // id → { transport, owner }

const server = createServer(async (request, response) => {
  let caller;
  try {
    caller = await verifyAssertion(request.headersDistinct['gateway-assertion'], {
      method: request.method, path: request.url.split('?')[0], audience: AUDIENCE, keys,
    });
  } catch (error) {
    console.error(error.message);
    response.writeHead(401, { 'Content-Type': 'application/problem+json' }).end('{"title":"Call this service through the gateway","status":401}');
    return;
  }

  // What the tools are told of their caller. The SDK wants a token here; there is none.
  request.auth = { token: '', clientId: caller.client_id ?? '', scopes: caller.scope.split(' '), extra: caller };
  const owner = JSON.stringify([caller.iss_orig, caller.sub, caller.client_id]);
  const session = sessions.get(request.headers['mcp-session-id']);
  if (session && session.owner !== owner) {
    response.writeHead(404).end(); // Somebody else's session: a session id is no credential.
    return;
  }

  const transport = session?.transport ?? await openSession(owner);
  await transport.handleRequest(request, response);
});
server.listen(Number(PORT), HOST, () => console.log(`listening on http://${HOST}:${server.address().port}`));

async function openSession(owner) {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => randomUUID(),
    onsessioninitialized: (id) => sessions.set(id, { transport, owner }),
    onsessionclosed: (id) => sessions.delete(id),
  });
  await tools().connect(transport);
  return transport;
}

function tools() {
  const mcp = new McpServer({ name: 'gateway-sample', version: '1.0.0' }, { capabilities: { logging: {} } });
  let called = () => {};
  mcp.registerTool('whoami', { description: 'Who calls, as the gateway says' }, ({ authInfo, requestInfo }) => {
    const { sub, client_id, caller, scope } = authInfo.extra;
    return text({ sub, client_id, caller, scope, authorization: requestInfo.headers.authorization ?? null });
  });

  // Says something at once, and ends only when it is told to: a proxy that held the answer back would wait for ever.
  mcp.registerTool('wait', { description: 'Waits until "go" is called' }, async ({ sendNotification }) => {
    const told = new Promise((go) => (called = go));
    await sendNotification({ method: 'notifications/message', params: { level: 'info', data: 'waiting' } });
    await told;
    return text('done');
  });
  mcp.registerTool('go', { description: 'Ends "wait"' }, () => {
    called();
    return text('gone');
  });
  return mcp;
}

const text = (value) => ({ content: [{ type: 'text', text: JSON.stringify(value) }] });
