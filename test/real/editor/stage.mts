import type { Browser } from '@playwright/test';
import type { Emulator } from '../../../dev/emulator/index.mts';
import type { RealN8n, StoredCredential } from '../../../dev/n8n/index.mts';

/** What everything in the editor works on. */
export interface Stage {
  readonly n8n: RealN8n;
  readonly emulator: Emulator;
  readonly browser: Browser;
  /** Joins the node and the emulator. */
  readonly credential: StoredCredential;
}
