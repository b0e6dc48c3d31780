/** Says what a create would refuse, what it would send and what that would cost. Sends no create and no upload: free. */
import type { IDataObject } from 'n8n-workflow';
import { withoutSecrets } from '../errors';
import { inspectFiles } from '../files/requestFiles';
import { buildBody, priceClassOf, ratioOf, withRatio, type FileUrls } from '../request/body';
import { together, type CheckedRequest } from '../request/checked';
import { readOrderKey, readOrderSettings, readSetting } from '../request/settings';
import { examine } from '../request/validate';
import type { Item, Operation, Run } from './operation';

/** Items that are checked at the same time; each may open a URL. */
const concurrentChecks = 10;

const noFiles = { issues: [], warnings: [], reports: [], shownUrls: {}, shownSize: null };

/** What would be sent; null where a file is missing without which there is no request. */
function bodyOf(request: CheckedRequest, urls: FileUrls): IDataObject | null {
  const isComplete = Object.keys(request.files).every((name) => name in urls);
  return isComplete ? (withoutSecrets(buildBody(request, urls)) as IDataObject) : null;
}

async function checkItem(run: Run, item: Item): Promise<IDataObject> {
  const settings = together({
    order: readOrderSettings(item.read),
    key: readOrderKey(item.read, run.keyAsWritten),
    includesInput: readSetting(item.read, 'includeInputFields'),
  });
  const { request: asked, issues: typed } = examine(item.read, run.allowsPrivate);
  const files = asked
    ? await inspectFiles(run.files, asked, { itemIndex: item.index, isOrdered: false })
    : noFiles;
  const issues = [...typed, ...('issues' in settings ? settings.issues : []), ...files.issues];
  const request = asked && withRatio(asked, files.shownSize && ratioOf(files.shownSize));
  return {
    valid: issues.length === 0,
    // What is nested comes last: n8n's table shows the first columns, and unfolds what is nested.
    problem: issues.join(' '),
    expectedCredits: request && run.prices.of(priceClassOf(request)),
    issues,
    warnings: files.warnings,
    request: request && bodyOf(request, files.shownUrls),
    files: files.reports.map((report) => ({ ...report })),
    balance: await run.client.credits(),
  };
}

export const check: Operation = async (run, item) => {
  const includesInput = readSetting(item.read, 'includeInputFields');
  return {
    concurrency: concurrentChecks,
    includesInput: 'value' in includesInput && includesInput.value,
    // The files come along, so that the next node can create the video.
    work: async () => ({ json: await checkItem(run, item), binary: item.binary }),
  };
};
