import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { node, videoNode } from '../../../../dev/n8n/index.mts';
import { order, type Bench } from '../../support/bench.mts';

/** A page with a field for a photo, as a published workflow offers it at /form/<path>. */
export function formTrigger(path: string): INode {
  const photo = { fieldLabel: 'Photo', fieldType: 'file', multipleFiles: false, requiredField: true };
  const parameters = { formTitle: 'Photo to video', formFields: { values: [photo] }, options: { path } };
  return node('Start', 'n8n-nodes-base.formTrigger', parameters, { typeVersion: 2.2, webhookId: path });
}

/** Reads a file from the disk into the field `data`. */
export function readFile(path: string): INode {
  const parameters = { operation: 'read', fileSelector: path, options: {} };
  return node('Read', 'n8n-nodes-base.readWriteFile', parameters);
}

/** Writes the field `data` into the suite's folder, named after the task. */
export function writeVideo({ folder }: Bench): INode {
  const fileName = `={{ "${folder}/" + $json.taskId + ".mp4" }}`;
  const parameters = { operation: 'write', fileName, dataPropertyName: 'data', options: {} };
  return node('Write', 'n8n-nodes-base.readWriteFile', parameters);
}

/** Where the above puts the video of a task. */
export const videoPath = ({ folder }: Bench, taskId: unknown): string =>
  join(folder, `${String(taskId)}.mp4`);

/** Create and Wait with the picture in a field of the item and the video as a file. */
export function fileToFile(bench: Bench, imageBinaryProperty = 'data'): INode {
  const changes = { imageSource: 'binary', imageBinaryProperty, downloadVideo: true };
  return videoNode('Video', order(bench, changes), bench.credential);
}

/** Fetches a file into the field `data`. */
export function fetchFile(url: string): INode {
  const options = { response: { response: { responseFormat: 'file', outputPropertyName: 'data' } } };
  return node('Fetch', 'n8n-nodes-base.httpRequest', { url, options }, { typeVersion: 4.2 });
}
