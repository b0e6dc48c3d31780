/** Replies that tell of a task which has not failed, and what is read in them. */
import { create, id, look, replies, usage } from './replyRows.mts';

const docs = 'AIHubMax docs (earlier brand site docs.foxapi.cc)';
const clients = 'Public clients of the gateway';
const race = `${clients} (image and document tasks)`;

const video = 'https://cdn.example.test/out/k3v9x2qa.mp4';

export const repliedTasks = [
  ...replies('2026-11-22', [
    [
      'A create, as the docs show it: no usage',
      `${docs}, create sample`,
      create('pending', 0, {
        id: 'task-unified-1757165031-uyujaw3d',
        created: 1757165031,
        task_info: { can_cancel: true, estimated_time: 45 },
      }),
      { id: 'task-unified-1757165031-uyujaw3d', status: 'pending', createdAt: '2025-09-06T13:23:51.000Z' },
    ],
    [
      'A create, as a real key got it: with reserved credits',
      'Public client cookaihq/aihub-mcp, run with a real key 2026-07-16',
      create('pending', 0, { task_info: { can_cancel: true, estimated_time: 45 }, usage }),
      { status: 'pending', creditsReserved: 5 },
    ],
    [
      'A create that gives no task_info and fractions of credits',
      'Public client cookaihq/aihub-mcp: task_info is not among the fields it saw; credits are numbers',
      create('pending', 0, {
        model: 'veo-3.1-lite-image-to-video',
        usage: { credits_reserved: 2.5, user_group: 'default' },
      }),
      { status: 'pending', creditsReserved: 2.5 },
    ],
    [
      'Pending',
      `${docs}, task query sample`,
      look('pending', 0, { usage }),
      { status: 'pending', creditsReserved: 5 },
    ],
    [
      'Processing',
      `${docs}, task query sample`,
      look('processing', 50, { usage }),
      { status: 'processing', progress: 50, creditsReserved: 5 },
    ],
    [
      'Processing, without progress, usage and the null fields',
      'AIHubMax docs and public clients: every field but id and status is missing in some sample',
      { id, status: 'processing' },
      { status: 'processing', createdAt: null },
    ],
    [
      'Processing, progress as text',
      'Defensive reading, as public clients of the gateway do',
      look('processing', '45'),
      { status: 'processing', progress: 45 },
    ],
    [
      'Processing, in capitals',
      'Public client of the gateway that lower-cases the status before comparing',
      look('PROCESSING', 30),
      { status: 'processing', progress: 30 },
    ],
    [
      'A status word nobody documented is not an end',
      'Own rule: unknown words mean keep looking, since a paid task may still finish',
      look('queued_upstream', 5),
      { status: 'queued_upstream', progress: 5 },
    ],
    [
      'Completed',
      `${docs}, result of type video`,
      look('completed', 100, { results: [{ url: video }], usage }),
      { status: 'completed', progress: 100, videoUrls: [video], ended: true, creditsReserved: 5 },
    ],
    [
      'Completed, in capitals, with fields nobody documented',
      `${clients}: optional extras of a result; additions must not break a reader`,
      look('COMPLETED', 100, {
        model: 'veo-3.1-generate-001',
        completed: 1795340100,
        results: [
          {
            url: 'https://cdn.example.test/out/k3v9x2qa.mp4?Signature=a%2Bb&Expires=1795426400',
            content_type: 'video/mp4',
            width: 1920,
            height: 1080,
            seed: 42,
            file_size: 1234567,
          },
        ],
        stream: null,
        usage: { credits_reserved: 5, user_group: 'default', tokens: 0 },
        region: 'eu',
      }),
      {
        status: 'completed',
        progress: 100,
        videoUrls: ['https://cdn.example.test/out/k3v9x2qa.mp4?Signature=a%2Bb&Expires=1795426400'],
        ended: true,
        creditsReserved: 5,
      },
    ],
    [
      'Completed, the race: progress 50 and results null',
      `${race}: completed a few seconds before its results`,
      look('completed', 50, { usage }),
      { status: 'completed', progress: 50, creditsReserved: 5 },
    ],
    [
      'Completed, the race: an empty list',
      `${race}: completed a few seconds before its results`,
      look('completed', 100, { results: [] }),
      { status: 'completed', progress: 100 },
    ],
    [
      'Completed, a result without any address',
      'Defensive reading: a result that cannot be fetched is no video',
      look('completed', 100, { results: [{ url: '' }, { content_type: 'video/mp4' }] }),
      { status: 'completed', progress: 100 },
    ],
    [
      'Completed, results as bare addresses',
      'docs.evolink.ai, whose tasks have the same shape',
      look('completed', 100, { results: [video] }),
      { status: 'completed', progress: 100, videoUrls: [video], ended: true },
    ],
    [
      'Completed, the address under video_url',
      `${clients}, which accept url and else video_url`,
      look('completed', 100, { results: [{ video_url: video }] }),
      { status: 'completed', progress: 100, videoUrls: [video], ended: true },
    ],
    [
      'Completed, two videos in their order',
      `${docs}: results is a list`,
      look('completed', 100, {
        results: [
          { url: 'https://cdn.example.test/out/b.mp4' },
          { url: 'https://cdn.example.test/out/a.mp4' },
        ],
      }),
      {
        status: 'completed',
        progress: 100,
        videoUrls: ['https://cdn.example.test/out/b.mp4', 'https://cdn.example.test/out/a.mp4'],
        ended: true,
      },
    ],
    [
      'Completed, the older form with output in place of results',
      `${docs}, older revision of the task query page`,
      look('completed', 100, { output: { url: video }, results: undefined }),
      { status: 'completed', progress: 100, videoUrls: [video], ended: true },
    ],
    [
      'A create that answers 200 without an id tells nothing of a task',
      `${clients}: such a submission is unknown, not failed`,
      {
        object: 'video.generation.task',
        type: 'video',
        model: 'veo-3.1-image-to-video',
        status: 'pending',
        progress: 0,
        created: 1795340000,
      },
      null,
    ],
    [
      'A create that answers 200 with an empty id tells nothing of a task',
      `${clients}: such a submission is unknown, not failed`,
      { id: '', object: 'video.generation.task', status: 'pending' },
      null,
    ],
    [
      'A create that answers 200 with an id of another type tells nothing of a task',
      'Defensive reading: ids are documented as strings',
      { id: null, object: 'video.generation.task', status: 'pending' },
      null,
    ],
  ]),
  ...replies('2026-11-29', [
    [
      "Completed, the link where new-api's tasks have it: in fail_reason, under data",
      'QuantumNous/new-api, the open-source gateway the account layer is built on: its task format',
      {
        code: 'success',
        message: '',
        data: { task_id: id, status: 'SUCCESS', fail_reason: video, progress: '100%' },
      },
      { status: 'completed', progress: 100, videoUrls: [video], ended: true, createdAt: null },
    ],
    [
      "Completed, in Google's long-running operation as gateways pass it on",
      'Google AI for Developers, Veo: generatedSamples[].video.uri',
      {
        id,
        status: 'completed',
        progress: 100,
        response: { generateVideoResponse: { generatedSamples: [{ video: { uri: video } }] } },
      },
      { status: 'completed', progress: 100, videoUrls: [video], ended: true, createdAt: null },
    ],
  ]),
];
