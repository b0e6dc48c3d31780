/** The evaluated node and credential, printed as the literal TypeScript that a lint can read. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';

const root = join(__dirname, '..', '..');

const isName = (key: string) => /^[A-Za-z_$][\w$]*$/.test(key);

const quoted = (text: string) =>
  `'${JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;

/** A value as a literal. */
export function literal(value: unknown, indent = ''): string {
  const deeper = `${indent}\t`;
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return String(value);
  const lines = Array.isArray(value)
    ? value.map((element) => literal(element, deeper))
    : Object.entries(value)
        .filter(([, part]) => part !== undefined)
        .map(([key, part]) => `${isName(key) ? key : quoted(key)}: ${literal(part, deeper)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return lines.length === 0
    ? open + close
    : `${open}\n${lines.map((line) => `${deeper}${line},\n`).join('')}${indent}${close}`;
}

/** A connection is a constant in the source, and the lint wants to see it as one. */
const withConnections = (text: string) => text.replace(/'main'/g, 'NodeConnectionTypes.Main');

export const nodeSource = (description: INodeTypeDescription): string => `
import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { operations } from './operations';
import { execute } from './run/execute';

export class AiHubMaxVeo implements INodeType {
\tdescription: INodeTypeDescription = ${withConnections(literal(description, '\t'))};

\tasync execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
\t\treturn await execute(this, { operations, continueOnFail: this.continueOnFail() });
\t}
}
`;

export const credentialSource = (credential: ICredentialType): string => `
import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties, Icon } from 'n8n-workflow';

export class AiHubMaxApi implements ICredentialType {
\tname = ${literal(credential.name)};

\tdisplayName = ${literal(credential.displayName)};

\ticon: Icon = ${literal(credential.icon, '\t')};

\tdocumentationUrl = ${literal(credential.documentationUrl)};

\tproperties: INodeProperties[] = ${literal(credential.properties, '\t')};

\tauthenticate: IAuthenticateGeneric = ${literal(credential.authenticate, '\t')};

\ttest: ICredentialTestRequest = ${literal(credential.test, '\t')};
}
`;

export interface Text {
  /** From the root of the project; where the lint believes it to be. */
  filePath: string;
  text: string;
}

/** What the project's own lint says of each text. */
export function lint(texts: Text[]): string[][] {
  const input = JSON.stringify(texts.map(({ filePath, text }) => ({ filePath: join(root, filePath), text })));
  // With jest's NODE_ENV the plugin takes itself to be under test and ignores file names.
  const env = { ...process.env, NODE_ENV: undefined };
  const script = join(__dirname, 'eslint.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [script], {
    cwd: root,
    input,
    env,
    encoding: 'utf8',
  });
  if (!stdout) throw new Error(`The lint did not answer: ${stderr}`);
  return JSON.parse(stdout) as string[][];
}
