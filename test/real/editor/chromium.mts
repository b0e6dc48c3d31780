import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const isExecutable = (path: string) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** A Chromium or Chrome of this machine. CHROMIUM_PATH names another. Throws, saying how to get one. */
export async function findChromium(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const { CHROMIUM_PATH: named, PATH = '' } = environment;
  const onPath = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  for (const path of named ? [named] : [...onPath, ...applications])
    if (await isExecutable(path)) return path;
  const missing = named ? `CHROMIUM_PATH is ${named}, which is no program.` : 'No Chromium was found.';
  throw new Error(
    `${missing} On Debian or Ubuntu: apt-get update && apt-get install -y chromium. Elsewhere install Chromium or ` +
      'Google Chrome, and set CHROMIUM_PATH to it if it is not on the PATH.',
  );
}
