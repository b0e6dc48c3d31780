/**
 * n8n requires every node at startup. In the source the description is computed from the catalogue, which takes a dozen
 * files and 20 ms; so the build writes the result into the compiled node.
 */
const assert = require('node:assert');

/** The class field as tsc prints it. Its lines are indented, so that nothing behind the field can match. */
const computed = /^ {4}description = \{\n(?: {8}.*\n)+ {4}\};$/gm;

const withoutUnusedImports = (code) =>
  code.replace(/^const (\w+) = require\(.+\);\n/gm, (line, name) =>
    code.split(name).length > 2 ? line : '',
  );

/** What runs when the file itself is required; everything indented runs later. */
const topLevelRequire = /^(?!\s).*\brequire\(/gm;

/**
 * The compiled node with its description as a literal. Throws when JSON would lose part of the description, when the code
 * does not have the shape expected here, and when requiring the node would still load another file.
 */
function withLiteralDescription(code, description) {
  const json = JSON.stringify(description, null, 2);
  assert.deepStrictEqual(JSON.parse(json), description, 'The description is more than JSON can hold.');
  assert.strictEqual(
    code.match(computed)?.length,
    1,
    'The compiled node has no single `description = {…};`.',
  );
  // A function, because `$` has a meaning in a replacement string, and n8n's expressions are full of it.
  const literal = withoutUnusedImports(code.replace(computed, () => `    description = ${json};`));
  assert.strictEqual(
    literal.match(topLevelRequire),
    null,
    'The node still loads other files when it is required.',
  );
  return literal;
}

module.exports = { withLiteralDescription };
