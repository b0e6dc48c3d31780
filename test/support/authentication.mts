/** What n8n makes of the credential: its expressions evaluated, its headers set. */
import { Workflow } from 'n8n-workflow';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions, INodeTypes } from 'n8n-workflow';
import { AiHubMaxApi } from '../../credentials/AiHubMaxApi.credentials';
import { node } from './form.mts';

export const credential = new AiHubMaxApi();

const noTypes = {
  getByName: () => undefined,
  getByNameAndVersion: () => undefined,
  getKnownTypes: () => ({}),
};

const workflow = new Workflow({
  id: 'credentials',
  nodes: [node],
  connections: {},
  active: false,
  nodeTypes: noTypes as unknown as INodeTypes,
});

/** The text that an expression of the credential gives. */
export const evaluated = (expression: string, credentials: ICredentialDataDecryptedObject): string =>
  String(
    workflow.expression.getSimpleParameterValue(
      node,
      expression,
      'internal',
      { $credentials: credentials },
      undefined,
      '',
    ),
  );

/** The request with what the credential adds to it. */
export function authenticated(
  request: IHttpRequestOptions,
  credentials: ICredentialDataDecryptedObject,
): IHttpRequestOptions {
  const headers = Object.entries(credential.authenticate.properties.headers ?? {}).map(([name, value]) => [
    name,
    evaluated(String(value), credentials),
  ]);
  return { ...request, headers: { ...request.headers, ...Object.fromEntries(headers) } };
}
