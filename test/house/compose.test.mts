/** compose.yaml: what it mounts is what npm would install, and what it starts exists. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(__dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Service {
  image: string;
  ports?: string[];
  environment?: Record<string, string>;
  network_mode?: string;
  entrypoint?: string[];
  command?: string;
  volumes: string[];
}

interface Compose {
  services: Record<'n8n' | 'api', Service>;
  volumes: Record<string, null>;
}

const { services, volumes }: Compose = parse(read('compose.yaml'), { strict: true });
const { name, files, main, scripts } = JSON.parse(read('package.json'));

const mounts = Object.values(services)
  .flatMap((service) => service.volumes)
  .map((volume) => volume.split(':'));

test('n8n finds the package where it looks for community packages, with all that is published', () => {
  const mounted = mounts.filter(([, to = '']) => to.startsWith('/package/')).map(([from]) => from);
  expect(services.n8n.entrypoint?.join(' ')).toContain(
    `ln -sfn /package /home/node/.n8n/nodes/node_modules/${name} `,
  );
  expect(mounted.sort()).toEqual(['package.json', ...files].map((file) => `./${file}`).sort());
  expect(files).toContain(main);
});

test('unverified packages are let in, which n8n 3.0 asks for', () => {
  expect(services.n8n.environment?.N8N_UNVERIFIED_PACKAGES_ENABLED).toBe('true');
});

test('the editor is open to this machine only, and the local API to n8n only', () => {
  expect(services.n8n.ports).toEqual(['127.0.0.1:5678:5678']);
  expect([services.api.network_mode, services.api.ports]).toEqual(['service:n8n', undefined]);
});

test('what is started exists, and what is mounted is a volume or a file of the project', () => {
  const started = [...(services.api.command ?? '').matchAll(/npm run (\w+)/g)].map(
    ([, script = '']) => script,
  );
  expect(started).toEqual(['emulator']);
  expect(scripts).toHaveProperty('emulator');
  for (const [from = ''] of mounts)
    if (!from.startsWith('.')) expect(volumes).toHaveProperty(from);
    else if (from !== './dist') expect(existsSync(join(root, from))).toBe(true);
});
