// A JSON Schema validator that nobody here wrote: Ajv, with the dialect of draft 2020-12.
//
// In:  the first line on stdin is a schema, every further line a document.
// Out: one line on stdout for each document: "valid", or what is wrong with it.
import { createInterface } from 'node:readline';
import Ajv from 'ajv/dist/2020.js';

let validate;
for await (const line of createInterface({ input: process.stdin })) {
  const json = JSON.parse(line);
  if (!validate) {
    // Strict: a keyword that is misspelt or out of place in the schema is an error.
    validate = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: true }).compile(json);
    continue;
  }
  console.log(validate(json) ? 'valid' : validate.errors.map((error) => `${error.instancePath} ${error.message}`).join('; '));
}
