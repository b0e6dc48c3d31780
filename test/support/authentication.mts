/** What n8n makes of the credential: the request with what the credential adds to it. */
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { AiHubMaxApi } from '../../credentials/AiHubMaxApi.credentials';

export const credential = new AiHubMaxApi();

/** The request as n8n sends it; rejects when the credential refuses to sign it. */
export const authenticated = async (
  request: IHttpRequestOptions,
  credentials: ICredentialDataDecryptedObject,
): Promise<IHttpRequestOptions> => await credential.authenticate(credentials, request);
