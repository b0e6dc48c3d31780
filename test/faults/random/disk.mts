/** n8n's store of files, whose IDs change as n8n's do: one while the execution runs, another in what is saved of it. */
import { Readable } from 'node:stream';
import { parse, stringify } from 'flatted';
import type { IBinaryKeyData, IExecuteFunctions, INodeType, IRunExecutionData } from 'n8n-workflow';
import { picture } from '../cell.mts';

const folder = 'filesystem-v2:workflows/workflow/executions';
const whileRunning = `${folder}/temp/binary_data/`;

const nameOf = (id: string): string => id.split('/').pop() ?? id;

const contentOf = (index: number): Buffer =>
  Buffer.from(picture(`photo-${index}.png`)?.data?.data ?? '', 'base64');

/** The file of an item, as an upload leaves it while its execution runs. */
export function storedFile(index: number): IBinaryKeyData {
  const [name, bytes] = [`photo-${index}.png`, contentOf(index).length];
  const id = `${whileRunning}file-${index}`;
  return { data: { data: 'filesystem-v2', id, mimeType: 'image/png', fileName: name, bytes } };
}

const read = (id: string): Buffer => contentOf(Number(nameOf(id).replace('file-', '')));

/** The node with a store behind it. */
export function onDisk(type: INodeType): INodeType {
  const { execute } = type;
  type.execute = async function (this: IExecuteFunctions) {
    const { helpers } = this;
    helpers.getBinaryStream = async (id) => Readable.from([read(id)]);
    helpers.getBinaryMetadata = async (id) => ({ fileSize: read(id).length });
    helpers.getBinaryDataBuffer = async (item, field) => read(helpers.assertBinaryData(item, field).id ?? '');
    return (await execute?.call(this)) ?? [];
  };
  return type;
}

/** What n8n saves: the items' files lie in the execution's own folder by then. The node's memory is as the node left it. */
export function saved(run: IRunExecutionData, execution: string): IRunExecutionData {
  const moved = <Part,>(part: Part): Part =>
    parse(stringify(part).replaceAll(whileRunning, `${folder}/${execution}/binary_data/`)) as Part;
  const { executionData, resultData } = run;
  const nodeExecutionStack = moved(executionData?.nodeExecutionStack ?? []);
  return {
    ...run,
    resultData: { ...resultData, runData: moved(resultData.runData) },
    ...(executionData && { executionData: { ...executionData, nodeExecutionStack } }),
  };
}
