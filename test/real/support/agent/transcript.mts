import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../../../dev/n8n/installation.mts';
import type { Exchange } from './model.mts';

const transcripts: Record<string, readonly Exchange[]> = {};

/** Where the talks of this run lie, for whoever wants to read what an agent is told. */
export const transcriptFile = join(projectFolder, 'artifacts', 'agent-transcript.json');

/** Adds a talk to the file, under a title. */
export async function keepTranscript(title: string, exchanges: readonly Exchange[]): Promise<void> {
  transcripts[title] = exchanges;
  await mkdir(join(projectFolder, 'artifacts'), { recursive: true });
  await writeFile(transcriptFile, `${JSON.stringify(transcripts, null, 2)}\n`);
}
