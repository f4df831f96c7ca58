// The official client of the Model Context Protocol, against an MCP server behind the gateway. It knows the server's address and its own
// credentials; where to get a token it finds out from the 401. Prints what it found as one line of JSON.
//
//   node client.mjs URL CLIENT SECRET RESOURCE SCOPE
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { ClientCredentialsProvider } from '@modelcontextprotocol/sdk/client/auth-extensions.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { LoggingMessageNotificationSchema } from '@modelcontextprotocol/sdk/types.js';

const [url, clientId, clientSecret, resource, scope] = process.argv.slice(2);
const found = { metadata: [] };

/** As it is, but for what the authorization server calls the API: this one knows it by another name than its address. */
class Provider extends ClientCredentialsProvider {
  validateResourceURL(_, advertised) {
    found.resource = advertised;
    return Promise.resolve(new URL(resource));
  }
}

/** Notes what the client asks for on the way to a token. */
const noting = async (address, init) => {
  if (String(address).includes('/.well-known/')) {
    found.metadata.push(new URL(address).pathname);
  }
  const answer = await fetch(address, init);
  if (answer.status === 401) {
    found.challenge = answer.headers.get('www-authenticate');
  }
  return answer;
};

const authProvider = new Provider({ clientId, clientSecret, scope });
const transport = new StreamableHTTPClientTransport(new URL(url), { authProvider, fetch: noting });
const client = new Client({ name: 'interop', version: '1.0.0' });
try {
  const waiting = new Promise((resolve) => client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => resolve(params.data)));
  await client.connect(transport);
  found.tools = (await client.listTools()).tools.map((tool) => tool.name).sort();
  found.whoami = JSON.parse((await client.callTool({ name: 'whoami' })).content[0].text);

  const waited = client.callTool({ name: 'wait' });
  found.streamed = await waiting; // Arrives while the call is still open.
  await client.callTool({ name: 'go' });
  found.waited = JSON.parse((await waited).content[0].text);
  found.session = transport.sessionId;
  await transport.terminateSession();
} catch (error) {
  found.error = { name: error.name, code: error.code ?? null, message: error.message };
}
await client.close();
console.log(JSON.stringify(found));
process.exit(0);
