import type {
  IAuthenticateGeneric,
  ICredentialTestRequest,
  ICredentialType,
  INodeProperties,
  Icon,
} from 'n8n-workflow';

type ByStatus = Extract<NonNullable<ICredentialTestRequest['rules']>[number], { type: 'responseCode' }>;
type ByBody = Extract<NonNullable<ICredentialTestRequest['rules']>[number], { type: 'responseSuccessBody' }>;

const elsewhere =
  'The base URL answers, but not as the AIHubMax API does. The usual one is https://api.aihubmax.com.';

const outage = 'AIHubMax has an outage at the moment. The key was not judged: test again later.';

/** n8n takes the first rule that matches; a status without a rule shows its standard HTTP text. */
const answers: Readonly<Record<number, string>> = {
  ...Object.fromEntries([301, 302, 303, 307, 308].map((status) => [status, elsewhere])),
  401: 'AIHubMax does not know this API key. Copy it again from your AIHubMax account; it may also have expired.',
  402: 'The API key is right, but its balance is used up. Top it up at AIHubMax.',
  403: 'AIHubMax knows this API key but forbids it the list of models, or something in between blocks this n8n.',
  404: 'There is no AIHubMax API at this base URL. The usual one is https://api.aihubmax.com, without a path.',
  429: 'AIHubMax gets too many requests at the moment. The key was not judged: test again in a minute.',
  500: outage,
  502: outage,
  503: outage,
  504: outage,
};

const byStatus = Object.entries(answers).map(
  ([value, message]): ByStatus => ({ type: 'responseCode', properties: { value: Number(value), message } }),
);

/** The API lists models under `data`; a web page or another service has no such list, and so no length of it. */
const notTheApi: ByBody = {
  type: 'responseSuccessBody',
  properties: {
    key: 'data.length',
    value: undefined,
    message: elsewhere,
  },
};

export class AiHubMaxApi implements ICredentialType {
  name = 'aiHubMaxApi';

  displayName = 'AIHubMax API';

  icon: Icon = {
    light: 'file:../nodes/AiHubMaxVeo/aiHubMaxVeo.svg',
    dark: 'file:../nodes/AiHubMaxVeo/aiHubMaxVeo.dark.svg',
  };

  documentationUrl = 'https://github.com/n8n-nodes-aihubmax-veo/n8n-nodes-aihubmax-veo#credentials';

  properties: INodeProperties[] = [
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      required: true,
      default: '',
      description: 'A key from your AIHubMax account, starting with sk-',
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      required: true,
      default: 'https://api.aihubmax.com',
      description: 'The address of the API. Change it only if AIHubMax gave you another one.',
    },
  ];

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: {
      headers: {
        // Keys are pasted with blanks around them, or with the word Bearer in front.
        Authorization: '=Bearer {{$credentials.apiKey.trim().replace(/^Bearer\\s+/i, "")}}',
      },
    },
  };

  test: ICredentialTestRequest = {
    request: {
      baseURL: '={{$credentials.baseUrl.trim().replace(/\\/+$/, "")}}',
      url: '/v1/models',
      // n8n would carry the key along to wherever a redirect leads.
      disableFollowRedirect: true,
    },
    // Typed as rules of one kind, but n8n's tester walks mixed ones; the suite in a real n8n holds this.
    rules: [...byStatus, notTheApi] as ICredentialTestRequest['rules'],
  };
}
