/** Says what a create would refuse, what it would send and what that would cost. Sends no create and no upload: free. */
import type { IDataObject } from 'n8n-workflow';
import { examineFiles } from '../files/requestFiles';
import { buildBody, priceClassOf } from '../request/body';
import type { FileUrls } from '../request/body';
import { valueOf } from '../request/checked';
import type { CheckedRequest } from '../request/checked';
import { readDraft } from '../request/read';
import { readIncludesInput, readOrderSettings } from '../request/settings';
import { examine } from '../request/validate';
import type { Item, Operation, Run } from './operation';
import { measure } from './order';

type Examined = Awaited<ReturnType<typeof examineFiles>>[number];

/** Items that are checked at the same time; each may open a URL. */
const concurrentChecks = 10;

/** What would be sent; null where a file is missing without which there is no request. */
function bodyOf(request: CheckedRequest, files: Examined[]): IDataObject | null {
  const urls: FileUrls = {};
  for (const { name, url } of files) if (url !== null) urls[name] = [...(urls[name] ?? []), url];
  const isComplete = Object.keys(request.files).every((name) => name in urls);
  return isComplete ? (buildBody(request, urls) as IDataObject) : null;
}

/** The size of the first image; null where the file does not tell, or was refused, which is an issue of its own. */
function sizeOf([first]: Examined[]) {
  const { width = null, height = null } = first?.report ?? {};
  return width !== null && height !== null ? { width, height } : null;
}

async function checkItem(run: Run, item: Item): Promise<IDataObject> {
  const settings = readOrderSettings(item.read);
  const draft = readDraft(item.read);
  const typed =
    'issues' in draft ? { issues: draft.issues, request: null } : examine(draft.value, run.allowsPrivate);
  const files = typed.request ? await examineFiles(run.files, item.index, typed.request) : [];
  const issues = [
    ...typed.issues,
    ...('issues' in settings ? settings.issues : []),
    ...files.flatMap((file) => file.issues),
  ];
  const warnings = files.flatMap((file) => file.warnings);
  const warn = (sentence: string) => void warnings.push(sentence);
  const request = typed.request && (await measure(typed.request, async () => sizeOf(files), warn));
  return {
    valid: issues.length === 0,
    // What is nested comes last: n8n's table shows the first columns, and unfolds what is nested.
    problem: issues.join(' '),
    expectedCredits: request && run.prices.of(priceClassOf(request)),
    issues,
    warnings,
    request: request && bodyOf(request, files),
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
    work: async () => ({ json: await checkItem(run, item), binary: item.binary }),
  };
};
