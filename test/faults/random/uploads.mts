/** What uploads cost: each file goes up once, whatever n8n calls it by the next time. */
import type { RequestRecord } from '../../../dev/emulator/index.mts';
import type { Law } from './laws.mts';

/** One that the service has kept. */
const isKept = ({ route, status, body }: RequestRecord): boolean =>
  route === 'upload' && status === 200 && Object(body).file !== undefined;

/** A create that was refused for its media makes the next one upload anew. */
const isRefusedMedia = ({ status }: { status?: number }): boolean => status === 413;

export const uploadsOnce: Law = ({ story, executions, creates }) => {
  const kept = executions.flatMap(({ requests }) => requests.filter(isKept)).length;
  const most = story.items.length + creates.filter(isRefusedMedia).length;
  return kept > most ? [`${kept} uploads of ${story.items.length} files, though ${most} would do`] : [];
};
