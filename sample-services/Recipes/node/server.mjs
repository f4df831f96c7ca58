// A service behind the gateway: answers every request with who calls. GATEWAY_URL=http://… AUDIENCE=timesheets PORT=8080 node server.mjs
import { createServer } from 'node:http';
import { gatewayKeys, KeysUnavailable, Refused, verifyAssertion } from './gateway-assertion.mjs';

const { GATEWAY_URL, AUDIENCE, HOST = '127.0.0.1', PORT = '8080' } = process.env;
if (!GATEWAY_URL || !AUDIENCE) {
  console.error('Set GATEWAY_URL, where the gateway is, and AUDIENCE, what this API is called in its routes file.');
  process.exit(2);
}

const keys = gatewayKeys(GATEWAY_URL);

const server = createServer(async (request, response) => {
  try {
    const caller = await verifyAssertion(request.headersDistinct['gateway-assertion'], {
      method: request.method,
      path: request.url.split('?')[0], // As it was on the wire; frameworks decode it or cut a prefix off elsewhere.
      audience: AUDIENCE,
      keys,
    });
    const { sub, client_id, scope, claims } = caller;
    answer(response, 200, { sub, client_id, caller: caller.caller, scope, claims });
  } catch (error) {
    if (error instanceof KeysUnavailable) {
      response.setHeader('Retry-After', '1');
      answer(response, 503, { title: 'It cannot be said who calls', status: 503 });
    } else if (error instanceof Refused) {
      response.setHeader('WWW-Authenticate', 'Bearer realm="gateway"');
      answer(response, 401, { title: 'Call this service through the gateway', status: 401 });
    } else {
      answer(response, 500, { title: 'Something went wrong', status: 500 });
    }
    console.error(error.message);
  }
});
server.listen(Number(PORT), HOST, () => console.log(`listening on http://${HOST}:${server.address().port}`));

function answer(response, status, body) {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}
