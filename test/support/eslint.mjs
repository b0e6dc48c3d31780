// Lints texts as if they stood at the given paths, with the project's own configuration. Runs in a process of its own,
// since ESLint loads that configuration as an ES module. In: JSON [{filePath, text}] on stdin; out: JSON of the messages.
import { readFileSync } from 'node:fs';
import { ESLint } from 'eslint';

const eslint = new ESLint();
const found = [];
for (const { filePath, text } of JSON.parse(readFileSync(0, 'utf8'))) {
  const [result] = await eslint.lintText(text, { filePath });
  found.push((result?.messages ?? []).map(({ ruleId, message, line }) => `${line}: ${message} (${ruleId})`));
}
process.stdout.write(JSON.stringify(found));
