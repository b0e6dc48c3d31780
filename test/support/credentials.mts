/** The store of credentials, as far as n8n's engine asks it. */
import { getAdditionalKeys } from 'n8n-core';
import type {
  ICredentialDataDecryptedObject,
  ICredentialsHelper,
  IHttpRequestOptions,
  INodeParameters,
} from 'n8n-workflow';

/** What the credential's fields hold; expressions start with `=`. */
export type Stored = { apiKey: string; baseUrl: string };

type GetDecrypted = Parameters<ICredentialsHelper['getDecrypted']>;

/** As n8n's CredentialsHelper does it: expressions see the item that was asked for. */
function resolvedFor(data: ICredentialDataDecryptedObject, given: unknown[]) {
  const [additional, , , mode, executeData, , values] = given as GetDecrypted;
  if (!values) return { ...data };
  const { workflow, runExecutionData, runIndex, itemIndex, node, connectionInputData } = values;
  return workflow.expression.getParameterValue(
    ...([data as INodeParameters, runExecutionData, runIndex, itemIndex, node.name] as const),
    ...([connectionInputData, mode, getAdditionalKeys(additional, mode, null), executeData] as const),
  );
}

/** Signs a request, as the credential type does it. */
export type Authenticate = (
  request: IHttpRequestOptions,
  data: ICredentialDataDecryptedObject,
) => Promise<IHttpRequestOptions>;

/** `credentials` as a function gives what a person has saved by then. */
export const credentialsHelper = (credentials: Stored | (() => Stored), authenticate: Authenticate) =>
  ({
    getParentTypes: () => [],
    isCredentialUsableByNode: () => true,
    getDecrypted: async (...given: unknown[]) =>
      resolvedFor(typeof credentials === 'function' ? credentials() : credentials, given),
    getCredentialsProperties: () => [],
    preAuthentication: async () => undefined,
    authenticate: async (data: ICredentialDataDecryptedObject, _type: string, request: IHttpRequestOptions) =>
      await authenticate(request, data),
  }) as unknown as ICredentialsHelper;
