// Who calls, as the gateway says it in the header Gateway-Assertion. Needs the package jose. The rules, and why: docs/downstream.md
import { createRemoteJWKSet, jwtVerify } from 'jose';

const SKEW_SECONDS = 5;
const LIFE_SECONDS_MAX = 60;
const CALLERS = ['user', 'machine', 'unknown'];

/** The assertion is not good for this request: 401. The message is for the log; it holds nothing of the assertion. */
export class Refused extends Error {}

/** The gateway's keys could never be fetched, so nobody can say: 503. */
export class KeysUnavailable extends Error {}

/** The gateway's keys: fetched when they are first needed, every ten minutes, and, every ten seconds at most, when a kid is unknown. */
export function gatewayKeys(gateway) {
  const keys = createRemoteJWKSet(new URL('/.well-known/gateway/jwks.json', gateway), {
    cooldownDuration: 10_000,
    timeoutDuration: 3_000,
    cacheMaxAge: Infinity, // With an end, an outage of the gateway's would throw keys away that are still good.
  });
  setInterval(() => keys.reload().catch(() => {}), 600_000).unref();
  return async (header, assertion) => {
    try {
      return await keys(header, assertion);
    } catch (error) {
      throw keys.jwks() ? error : new KeysUnavailable('The keys of the gateway cannot be fetched', { cause: error });
    }
  };
}

/** @param lines the values of the header, one for each of its lines: Node.js joins them in req.headers, so take req.headersDistinct. */
export async function verifyAssertion(lines, { method, path, audience, keys, issuer = 'gateway', now = new Date() }) {
  // Before the library, which would ignore white space and other bytes that are not base64url (RFC 7515 section 2).
  if (lines?.length !== 1 || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(lines[0])) {
    throw new Refused('There has to be one assertion');
  }

  const header = strictObject(lines[0].split('.')[0]);
  const payload = strictObject(lines[0].split('.')[1]);
  if (header.typ !== 'gateway+jwt' || typeof header.kid !== 'string' || 'crit' in header) {
    throw new Refused('It is no assertion of the gateway');
  }

  try {
    await jwtVerify(lines[0], keys, {
      algorithms: ['ES256'],
      issuer,
      audience,
      clockTolerance: SKEW_SECONDS,
      maxTokenAge: LIFE_SECONDS_MAX,
      currentDate: now,
    });
  } catch (error) {
    throw error instanceof KeysUnavailable ? error : new Refused(`It does not verify: ${error.code ?? error.name}`, { cause: error });
  }

  const { aud, iat, exp, htm, htu, jti, sub, client_id, caller, scope, iss_orig, claims } = payload;
  check(aud === audience, 'aud is a string'); // The library takes an array too.
  check(typeof exp === 'number' && exp - iat <= LIFE_SECONDS_MAX, 'It lives too long');
  check(htm === method && htu === path, 'It was made for another request');
  check([jti, scope, iss_orig].every(isText) && [sub, client_id].every((one) => one === undefined || isText(one)), 'A member is no string');
  check(CALLERS.includes(caller), 'caller is unheard of');
  check(claims === undefined || isObject(claims), 'claims is no object');
  return { sub: sub ?? null, client_id: client_id ?? null, caller, scope, iss_orig, claims: claims ?? {} };
}

/** One JSON object in which no name is there twice: JSON.parse would take the second of them in silence, another parser the first. */
function strictObject(part) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url'));
    const value = JSON.parse(text);
    const written = [...text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:?)/g)].filter(([, colon]) => colon).length;
    check(isObject(value) && members(value) === written, 'It is no JSON object, or has a member twice');
    return value;
  } catch (error) {
    throw error instanceof Refused ? error : new Refused('It is no JSON', { cause: error });
  }
}

const members = (value) =>
  (isObject(value) ? Object.keys(value).length : 0) +
  (value !== null && typeof value === 'object' ? Object.values(value).reduce((sum, one) => sum + members(one), 0) : 0);

const isText = (value) => typeof value === 'string';
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

function check(holds, otherwise) {
  if (!holds) {
    throw new Refused(otherwise);
  }
}
