/** What a typed base URL means. */
import { readBaseUrl } from '../../nodes/AiHubMaxVeo/credential';
import { baseUrls } from '../support/pasted.mts';

const usual = 'https://api.aihubmax.com';

test.each([
  [usual, usual],
  [` ${usual}// `, usual],
  [`${usual}/v1`, usual],
  [`${usual}/v1/`, usual],
  [`${usual}/v1//`, usual],
  [`${usual}/V1`, usual],
  [`${usual}/v1/v1`, usual],
  [`${usual}/v1/videos/generations`, usual],
  [`${usual}/v1/models?x=1#y`, usual],
  ['api.aihubmax.com', usual],
  ['api.aihubmax.com/v1', usual],
  ['//api.aihubmax.com', usual],
  ['HTTPS://API.AIHubMax.com', usual],
  ['https//api.aihubmax.com', usual],
  ['https:/api.aihubmax.com', usual],
  ['https://https://api.aihubmax.com', usual],
  ['http://https//api.aihubmax.com/v1', usual],
  [`\u200b${usual}\ufeff`, usual],
  ['https://api.aihub\u200bmax.com', usual],
  [`\u00a0${usual}\u3000`, usual],
  [`"${usual}",`, usual],
  ['', usual],
  ['  ', usual],
  ['http://127.0.0.1:4010/', 'http://127.0.0.1:4010'],
  ['http://emulator:4010', 'http://emulator:4010'],
  ['http://emulator', 'http://emulator'],
  ['localhost:4010', 'https://localhost:4010'],
  ['http://[::1]:4010', 'http://[::1]:4010'],
  // A gateway may have a path of its own, and a version in it.
  ['https://gate.example.test/aihubmax/', 'https://gate.example.test/aihubmax'],
  ['https://gate.example.test/aihubmax/v1', 'https://gate.example.test/aihubmax'],
  ['https://gate.example.test/v1/aihubmax', 'https://gate.example.test/v1/aihubmax'],
  ['https://gate.example.test/av1', 'https://gate.example.test/av1'],
])('%j means %s', (typed, value) => {
  expect(readBaseUrl(typed)).toEqual({ value });
});

test.each([
  ['htps://api.aihubmax.com', /^Base URL is "htps:.*must start with https/],
  ['ftp://api.aihubmax.com', /^Base URL is "ftp:.*must start with https/],
  ['ws://api.aihubmax.com', /must start with https/],
  ['file:///etc/passwd', /must start with https/],
  ['javascript:alert(1)', /must be a URL/],
  ['htps:/api.aihubmax.com', /must be a URL/],
  ['https://', /must be a URL/],
  ['https://api. aihubmax .com', /must be a URL/],
  ['aihubmax', /^Base URL is "aihubmax", but must be a URL\. The usual one is https:..api\.aihubmax\.com\.$/],
  ['https://me:secret@api.aihubmax.com', /user name or a password/],
  ['{{ $json.url }}', /must be a URL/],
])('%j is refused', (typed, problem) => {
  expect(readBaseUrl(typed)).toEqual({ problem: expect.stringMatching(problem) as string });
});

test.each(['sk-abc-12345678', 'Bearer sk-abc-12345678', 'ftp://sk-abc-12345678'])(
  'a key that was pasted into the wrong field is not shown: %j',
  (typed) => {
    const reading = readBaseUrl(typed);
    expect(reading).toEqual({ problem: expect.stringMatching(/^Base URL looks like an API key/) as string });
    expect(JSON.stringify(reading)).not.toContain('12345678');
  },
);

test.each(baseUrls)(
  'a megabyte of %s is read, and told in a line; npm run bench -- loop shows how fast',
  (_what, text) => {
    const reading = readBaseUrl(text);
    expect('problem' in reading ? reading.problem.length : 0).toBeLessThan(500);
  },
);
