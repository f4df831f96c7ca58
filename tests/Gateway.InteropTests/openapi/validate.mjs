// A validator of OpenAPI documents that nobody here wrote: @seriousme/openapi-schema-validator, which also resolves every reference.
//
// In:  every line on stdin is a document.
// Out: one line on stdout for each: "valid 3.1", or what is wrong with it.
import { createInterface } from 'node:readline';
import { Validator } from '@seriousme/openapi-schema-validator';

for await (const line of createInterface({ input: process.stdin })) {
  const validator = new Validator();
  const result = await validator.validate(JSON.parse(line));
  let wrong = result.valid ? '' : JSON.stringify(result.errors);
  if (result.valid) {
    try {
      validator.resolveRefs();
    } catch (error) {
      wrong = String(error);
    }
  }
  console.log(wrong ? wrong.replaceAll('\n', ' ') : `valid ${validator.version}`);
}
