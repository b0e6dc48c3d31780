import {
  ApplicationError,
  type ICredentialDataDecryptedObject,
  type ICredentialType,
  type IHttpRequestOptions,
  type INodeProperties,
  type Icon,
} from 'n8n-workflow';
import { readBaseUrl, readKey } from '../nodes/AiHubMaxVeo/credential';
import { parseUrl } from '../nodes/AiHubMaxVeo/json';

function valueOf(reading: ReturnType<typeof readKey>): string {
  if ('value' in reading) return reading.value;
  throw new ApplicationError(reading.problem);
}

/** n8n's older helper, which the HTTP Request node uses, calls the URL `uri`. */
type Request = IHttpRequestOptions & { uri?: unknown };

/** Where a request goes; undefined when it cannot be told. */
const originOf = ({ url, uri, baseURL }: Request): string | undefined =>
  parseUrl(String(url || uri || ''), baseURL || undefined)?.origin;

/**
 * Adds the key, to requests to the base URL's own origin alone. n8n reads a credential again at every request, so only here
 * are key and base URL certain to be of one edit.
 */
async function authenticate(
  credential: ICredentialDataDecryptedObject,
  request: Request,
): Promise<IHttpRequestOptions> {
  const { origin } = new URL(valueOf(readBaseUrl(credential.baseUrl)));
  if (originOf(request) !== origin)
    throw new ApplicationError(`The AIHubMax API credential is for ${origin} only, so nothing was sent.`);
  return {
    ...request,
    headers: { ...request.headers, Authorization: `Bearer ${valueOf(readKey(credential.apiKey))}` },
    sendCredentialsOnCrossOriginRedirect: false,
  };
}

export class AiHubMaxApi implements ICredentialType {
  name = 'aiHubMaxApi';
  displayName = 'AIHubMax API';
  icon: Icon = {
    light: 'file:../nodes/AiHubMaxVeo/aiHubMaxVeo.svg',
    dark: 'file:../nodes/AiHubMaxVeo/aiHubMaxVeo.dark.svg',
  };
  documentationUrl = 'https://github.com/n8n-nodes-aihubmax-veo/n8n-nodes-aihubmax-veo#your-first-video';
  properties: INodeProperties[] = [
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      required: true,
      default: '',
      placeholder: 'sk-...',
      description: 'An API key from your AIHubMax account, starting with sk-',
      hint: 'Create an API key in your account at <a href="https://aihubmax.com" target="_blank">aihubmax.com</a>',
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      required: true,
      default: 'https://api.aihubmax.com',
      description: 'The URL of the API. Change it only if AIHubMax gave you another one.',
    },
  ];
  authenticate = authenticate;
}
