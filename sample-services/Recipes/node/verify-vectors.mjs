// Runs the test vectors of docs/vectors, and needs no gateway: node verify-vectors.mjs DIR
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { createLocalJWKSet } from 'jose';
import { Refused, verifyAssertion } from './gateway-assertion.mjs';

const read = (name) => JSON.parse(readFileSync(`${process.argv[2]}/${name}.json`, 'utf8'));
const keys = createLocalJWKSet(read('keys'));
let [right, wrong] = [0, 0];
for (const { issuer, audience, cases } of [read('good'), read('bad')]) {
  for (const { name, assertion, at, method, path, caller } of cases) {
    const found = await verifyAssertion(assertion, { method, path, issuer, audience, keys, now: new Date(at * 1000) }).catch((error) => {
      if (!(error instanceof Refused)) {
        throw error;
      }
    });
    if (isDeepStrictEqual(found, caller)) {
      right++;
    } else {
      wrong++;
      console.error(`${name}: ${caller ? `found ${JSON.stringify(found)}` : 'was taken'}`);
    }
  }
}
console.log(`${right} as they should be, ${wrong} not`);
process.exitCode = right > 0 && wrong === 0 ? 0 : 1;
