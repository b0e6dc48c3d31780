/** The store of credentials, as far as n8n's engine asks it. */
import { getAdditionalKeys } from 'n8n-core';
import type {
  ICredentialDataDecryptedObject,
  ICredentialsHelper,
  IHttpRequestOptions,
  INodeParameters,
} from 'n8n-workflow';
import { authenticated } from './authentication.mts';

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

/** `credentials` as a function gives what a person has saved by then. */
export const credentialsHelper = (credentials: Stored | (() => Stored)) =>
  ({
    getParentTypes: () => [],
    isCredentialUsableByNode: () => true,
    getDecrypted: async (...given: unknown[]) =>
      resolvedFor(typeof credentials === 'function' ? credentials() : credentials, given),
    getCredentialsProperties: () => [],
    preAuthentication: async () => undefined,
    authenticate: async (data: ICredentialDataDecryptedObject, _type: string, request: IHttpRequestOptions) =>
      await authenticated(request, data),
  }) as unknown as ICredentialsHelper;
