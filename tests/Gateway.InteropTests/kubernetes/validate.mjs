// Kubernetes' own description of its objects, in two packages that nobody here wrote: what is required and of which type
// (kubernetes-models, made from the API's schema), and that no field is there that does not exist (the official client's models), which
// a cluster would drop without a word.
//
// In:  one object on each line of stdin: the text of a YAML document, as a JSON string.
// Out: one line on stdout for each: "valid", or what is wrong with it.
import { createInterface } from 'node:readline';
import * as client from '@kubernetes/client-node';
import { load } from 'js-yaml';

for await (const line of createInterface({ input: process.stdin })) {
  const object = load(JSON.parse(line));
  const { apiVersion, kind } = object;
  const wrong = [];
  try {
    const { [kind]: Model } = await import(`kubernetes-models/${apiVersion}`);
    new Model(object).validate();
  } catch (error) {
    wrong.push(error.message);
  }
  unknownFields(object, modelOf(apiVersion, kind), kind, wrong);
  console.log(wrong.length === 0 ? 'valid' : wrong.join('; ').replaceAll('\n', ' '));
}

/** V1Deployment of apps/v1 Deployment. */
function modelOf(apiVersion, kind) {
  const version = apiVersion.split('/').at(-1);
  return version[0].toUpperCase() + version.slice(1) + kind;
}

function unknownFields(value, type, path, wrong) {
  const list = /^Array<(.*)>$/.exec(type);
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (list) {
    value.forEach((item, index) => unknownFields(item, list[1], `${path}[${index}]`, wrong));
  } else if (map) {
    Object.entries(value).forEach(([key, item]) => unknownFields(item, map[1], `${path}.${key}`, wrong));
  } else if (client[type]?.getAttributeTypeMap) {
    const fields = new Map(client[type].getAttributeTypeMap().map((field) => [field.baseName, field.type]));
    for (const [name, item] of Object.entries(value)) {
      if (fields.has(name)) {
        unknownFields(item, fields.get(name), `${path}.${name}`, wrong);
      } else {
        wrong.push(`${path}.${name}: there is no such field`);
      }
    }
  }
}
