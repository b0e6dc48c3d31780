import { appendFileSync } from 'node:fs';
import type { Readable } from 'node:stream';

/** What n8n prints: all of it in a file, the end of it at hand for error messages. */
export class ProcessLog {
  private lines: string[] = [];

  constructor(readonly file: string) {}

  /** Takes in everything a stream gives. */
  follow(stream: Readable | null): void {
    stream?.setEncoding('utf8').on('data', (text: string) => this.add(text));
  }

  /** The last lines, oldest first. */
  tail(count = 30): string {
    return this.lines.slice(-count).join('\n');
  }

  private add(text: string): void {
    appendFileSync(this.file, text);
    this.lines = [...this.lines, ...text.split('\n').filter((line) => line.trim() !== '')].slice(-200);
  }
}
