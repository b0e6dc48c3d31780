/** Says what a create would refuse, what it would send and what that would cost. Sends no create and no upload: free. */
import type { IDataObject } from 'n8n-workflow';
import { examineFiles } from '../files/requestFiles';
import { buildBody } from '../request/build';
import type { FileUrls } from '../request/build';
import { valueOf } from '../request/checked';
import { priceClassOf } from '../request/priceClass';
import { readDraft } from '../request/read';
import { readIncludesInput, readOrderSettings } from '../request/settings';
import { examine } from '../request/validate';
import type { CheckedRequest } from '../request/validate';
import type { Item, Operation, Run } from './operation';
import { measure } from './order';

type Examined = Awaited<ReturnType<typeof examineFiles>>[number];

/** Items that are checked at the same time; each may open a URL. */
const concurrentChecks = 10;

/** What the parameters alone say. */
function readForm({ isLocal }: Run, { read }: Item): { issues: string[]; request: CheckedRequest | null } {
  const settings = readOrderSettings(read);
  const draft = readDraft(read);
  const { issues, request } =
    'issues' in draft ? { issues: draft.issues, request: null } : examine(draft.value, isLocal);
  return { issues: [...issues, ...('issues' in settings ? settings.issues : [])], request };
}

/** What would be sent; null where a file is missing without which there is no request. */
function bodyOf(request: CheckedRequest, files: Examined[]): object | null {
  const urls: FileUrls = {};
  for (const { name, url } of files) if (url !== null) urls[name] = [...(urls[name] ?? []), url];
  const isComplete = Object.keys(request.files).every((name) => name in urls);
  return isComplete ? buildBody(request, urls) : null;
}

/** The size of the first image; a refused file has been told of. */
const sizeOf = ([first]: Examined[]) => {
  const { width = null, height = null } = first?.report ?? {};
  return width !== null && height !== null ? { width, height } : null;
};

async function checked(run: Run, item: Item): Promise<IDataObject> {
  const { issues, request } = readForm(run, item);
  const files = request ? await examineFiles(run.files, item.index, request) : [];
  const warnings = files.flatMap((file) => file.warnings);
  const note = (sentence: string) => void warnings.push(sentence);
  const final = request && (await measure({ note }, request, async () => sizeOf(files)));
  const all = [...issues, ...files.flatMap((file) => file.issues)];
  return {
    valid: all.length === 0,
    issues: all,
    warnings,
    request: (final && bodyOf(final, files)) as IDataObject | null,
    expectedCredits: final && run.prices.of(priceClassOf(final)),
    files: files.flatMap(({ report }) => (report ? { ...report } : [])),
    balance: await run.balance(),
  };
}

export const check: Operation = async (run, item) => {
  const includesInput = valueOf(readIncludesInput(item.read));
  return {
    concurrency: concurrentChecks,
    includesInput,
    // The files come along, so that the next node can create the video.
    work: async () => ({ json: await checked(run, item), binary: item.binary }),
  };
};
