/** What n8n's AI builders are told of the node, besides its form. */
import type { INodeTypeDescription } from 'n8n-workflow';

export const builderHint: INodeTypeDescription['builderHint'] = {
  searchHint:
    'Image to video, text to video with Google Veo 3.1. Create and Create and Wait cost credits for every item; Check, Get Status and Get Credits are free. Check tells what is wrong with an item before it is paid for. Create and Wait returns the finished video in one node. Where a wait must survive restarts, or an agent calls it, use two nodes: Create, then Get Status with the taskId. Set downloadVideo to get the file; videoUrl works for 24 hours.',
  relatedNodes: [
    { nodeType: 'n8n-nodes-base.googleDrive', relationHint: 'Save the downloaded video' },
    { nodeType: 'n8n-nodes-base.youTube', relationHint: 'Publish the downloaded video' },
    { nodeType: 'n8n-nodes-base.wait', relationHint: 'Wait between Create and Get Status' },
  ],
};

/** By parameter. */
export const propertyHints: Readonly<Record<string, string>> = {
  model:
    'lite is the cheapest, standard the most expensive. Use lite with resolution 720p and duration 4 while building.',
  prompt:
    'Describe scene, motion, camera and sound in plain words; do not repeat the aspect ratio or the length.',
};
