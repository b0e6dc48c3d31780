/** The parameters of waiting and of what comes out, shown for every operation that can wait or have a finished video. */
import type { INodeProperties } from 'n8n-workflow';
import type { SettingName } from '../catalogue/settings';
import { collection, settingParameter, settingsIn } from './setting';
import { forCollection, onFinish, onGetStatus, onWait } from './show';
import type { Show } from './show';

const shown = (name: SettingName, show: Show): INodeProperties => ({
  ...settingParameter(name),
  displayOptions: { show },
});

/** How Get Status reads, and whether the video comes along as a file. */
export const resultParameters: INodeProperties[] = [
  shown('waitForCompletion', onGetStatus),
  // By expression n8n could not tell how many outputs the node has.
  { ...shown('routeByStatus', onGetStatus), noDataExpression: true },
  shown('downloadVideo', onFinish),
  shown('binaryPropertyOutput', { ...onFinish, downloadVideo: [true] }),
  shown('outputFileName', { ...onFinish, downloadVideo: [true] }),
];

export const waitOptions: INodeProperties[] = onWait.map((show) => ({
  ...collection('waitOptions', settingsIn('waitOptions')),
  displayOptions: { show: forCollection(show) },
}));
