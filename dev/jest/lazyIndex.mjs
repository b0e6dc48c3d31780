/**
 * Makes the index of a package load what is asked for: each test file loads its packages anew, and the index of n8n-workflow
 * brings 680 modules where the node needs 240.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const own = readFileSync(new URL(import.meta.url), 'utf8');

/** What `import *` and its like make of a module: an object of its own with the same members. */
const isStarOf = (found, members) =>
  Object.keys(found ?? {}).length > 0 &&
  Object.keys(found).every((name) => name === 'default' || found[name] === members[name]);

/** The module, and the name there, that an export of the index comes from; undefined where the index has made it by itself. */
function originOf(name, index, modules) {
  for (const [path, members] of modules) {
    if (Object.hasOwn(members, name) && members[name] === index[name]) return { path, name };
  }
  const star = modules.find(([, members]) => isStarOf(index[name], members));
  return star && { path: star[0] };
}

function lazyCode(source, filename) {
  const load = createRequire(filename);
  const index = load(filename);
  const paths = new Set([...source.matchAll(/require\("(\.[^"]+)"\)/g)].map(([, path]) => path));
  const modules = [...paths].map((path) => [path, load(path)]);
  const getters = Object.keys(index).map((name) => {
    const origin = originOf(name, index, modules);
    if (!origin) throw new Error(`${filename} exports ${name}, which none of its modules has`);
    const member = origin.name === undefined ? '' : `[${JSON.stringify(origin.name)}]`;
    return `get ${JSON.stringify(name)}() { return modules[${JSON.stringify(origin.path)}]()${member}; },`;
  });
  const loaders = [...paths].map(
    (path) => `${JSON.stringify(path)}: once(() => require(${JSON.stringify(path)})),`,
  );
  return `"use strict";
const once = (load) => { let loaded; return () => (loaded ??= load()); };
const modules = {
${loaders.join('\n')}
};
module.exports = {
${getters.join('\n')}
};
Object.defineProperty(module.exports, "__esModule", { value: true });
`;
}

export default {
  process: (source, filename) => ({ code: lazyCode(source, filename) }),
  // A module may have other exports in the next version of its package, with the same index.
  getCacheKey: (source, filename) =>
    createHash('sha256')
      .update(own)
      .update(source)
      .update(readFileSync(createRequire(filename).resolve('n8n-workflow/package.json')))
      .digest('hex'),
};
