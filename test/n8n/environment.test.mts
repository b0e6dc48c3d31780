import { callersNpm, cleanEnvironment } from '../../dev/n8n/environment.mts';

test('what npm run and this project put into the environment does not reach npm or n8n', () => {
  const source = {
    npm_config_ignore_scripts: 'true',
    npm_config_local_prefix: '/project',
    NPM_CONFIG_OMIT: 'dev',
    npm_lifecycle_event: 'demo',
    INIT_CWD: '/project',
    NODE_OPTIONS: '--inspect',
    N8N_PORT: '1',
    DB_TYPE: 'postgresdb',
    AIHUBMAX_API_KEY: 'sk-secret',
  };
  expect(cleanEnvironment({}, source)).toEqual({});
});

test('the registry, the certificates, the proxy and the home of the user stay', () => {
  const source = {
    npm_config_registry: 'https://npm.example',
    npm_config_cafile: '/certificates',
    NODE_EXTRA_CA_CERTS: '/certificates',
    HTTPS_PROXY: 'http://proxy.example',
    HOME: '/home/ada',
  };
  expect(cleanEnvironment({}, source)).toEqual(source);
});

test('what is asked for wins', () => {
  expect(cleanEnvironment({ N8N_PORT: '2' }, { N8N_PORT: '1' })).toEqual({ N8N_PORT: '2' });
});

test('the npm that started us is used, else the one on the PATH', () => {
  const script = '/lib/npm/bin/npm-cli.js';
  expect(callersNpm({ npm_execpath: script })).toEqual({ file: process.execPath, before: [script] });
  expect(callersNpm({ npm_execpath: '/lib/yarn.js' }).before).toEqual([]);
  expect(callersNpm({}).before).toEqual([]);
});
