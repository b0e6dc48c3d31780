import { join } from 'node:path';
import { nodePackageName, type Release } from './versions.mts';

/** The parts of a provisioned folder. It may be moved: every path is derived from where it is now. */
export interface Installation {
  readonly release: Release;
  readonly folder: string;
  /** Folder of the provisioned Node: `bin/node` and the headers under `include/node`. */
  readonly nodeFolder: string;
  readonly node: string;
  readonly npmCli: string;
  readonly nodeGyp: string;
  readonly n8nModules: string;
  /** n8n's own command line. */
  readonly n8n: string;
}

/** Where everything lies in a folder that holds, or will hold, a release. */
export function installationIn(folder: string, release: Release): Installation {
  const tools = join(folder, 'tools', 'node_modules');
  const nodeFolder = join(tools, nodePackageName(process.platform, process.arch));
  const n8nModules = join(folder, 'n8n', 'node_modules');
  return {
    release,
    folder,
    nodeFolder,
    node: join(nodeFolder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    npmCli: join(tools, 'npm', 'bin', 'npm-cli.js'),
    nodeGyp: join(tools, 'npm', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'),
    n8nModules,
    n8n: join(n8nModules, 'n8n', 'bin', 'n8n'),
  };
}

/** Environment in which `node`, for whoever looks it up by name, is the provisioned one. */
export function onItsNode({ nodeFolder }: Installation): NodeJS.ProcessEnv {
  const separator = process.platform === 'win32' ? ';' : ':';
  return { PATH: `${join(nodeFolder, 'bin')}${separator}${process.env.PATH ?? ''}` };
}
