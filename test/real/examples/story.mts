import type { IPinData } from 'n8n-workflow';
import type { FaultRule } from '../../../dev/emulator/index.mts';
import type { Twin } from './twins.mts';

/** One way in which an example can go. */
export interface Story {
  readonly file: string;
  readonly when: string;
  readonly trigger: string;
  /** Where it ends, and with how many items. */
  readonly ends: Record<string, number>;
  /** What a node tells the user then. */
  readonly tells?: Readonly<Record<string, RegExp>>;
  /** How many videos are ordered. */
  readonly orders: number;
  readonly faults?: readonly FaultRule[];
  readonly twins?: Readonly<Record<string, Twin>>;
  /** Other samples than the file's own. */
  readonly samples?: IPinData;
}
