/** From the parameters of one item to the body that is sent for it, as far as nothing has to be uploaded. */
import type { FieldName } from '../../nodes/AiHubMaxVeo/catalogue/queries';
import { buildBody, type FileUrls } from '../../nodes/AiHubMaxVeo/request/body';
import type { CheckedRequest } from '../../nodes/AiHubMaxVeo/request/checked';
import { validate } from '../../nodes/AiHubMaxVeo/request/validate';

export type Result = { body: Record<string, unknown>; issues: [] } | { body: null; issues: string[] };

/** Files by address stay as they are; others get one of their own, as an upload would give it. */
function addressesOf({ files }: CheckedRequest): FileUrls {
  const urls: FileUrls = {};
  for (const [name, sources] of Object.entries(files)) {
    urls[name as FieldName] = (sources ?? []).map(({ kind, value }) =>
      kind === 'url' ? String(value) : `https://files.example.test/${kind}/${String(value)}`,
    );
  }
  return urls;
}

const refused = (issues: string[]): Result => ({ body: null, issues });

export function asked(parameters: Record<string, unknown>, { allowsPrivate = false } = {}): Result {
  const checked = validate((name) => parameters[name], allowsPrivate);
  if ('issues' in checked) return refused(checked.issues);
  return { body: buildBody(checked.value, addressesOf(checked.value)), issues: [] };
}
