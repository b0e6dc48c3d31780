import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';
import { nodePackageName, type Release } from './versions.mts';

/** This project's root. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** Where provisioned n8ns live: the user's cache folder (XDG_CACHE_HOME is respected). */
export const cacheFolder = envPaths('n8n-nodes-aihubmax-veo', { suffix: '' }).cache;

/** The parts of a provisioned folder. It may be moved: every path is derived from where it is now. */
export type Installation = ReturnType<typeof installationIn>;

/** Where everything lies in a folder that holds, or will hold, a release. */
export function installationIn(folder: string, release: Release) {
  const tools = join(folder, 'tools', 'node_modules');
  const nodeFolder = join(tools, nodePackageName(process.platform, process.arch));
  const n8nModules = join(folder, 'n8n', 'node_modules');
  return {
    release,
    folder,
    /** Folder of the provisioned Node: `bin/node` and the headers under `include/node`. */
    nodeFolder,
    node: join(nodeFolder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    npmCli: join(tools, 'npm', 'bin', 'npm-cli.js'),
    nodeGyp: join(tools, 'npm', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'),
    n8nModules,
    /** n8n's own command line. */
    n8n: join(n8nModules, 'n8n', 'bin', 'n8n'),
  } as const;
}

/** Environment in which `node`, for whoever looks it up by name, is the provisioned one. */
export const onItsNode = ({ nodeFolder }: Installation): NodeJS.ProcessEnv => ({
  PATH: `${join(nodeFolder, 'bin')}${delimiter}${process.env.PATH ?? ''}`,
});
