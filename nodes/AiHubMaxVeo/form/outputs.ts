/** The node has one output, but for Get Status it can have three, so that a loop needs no IF and no Switch. */

import { statusOutputs } from '../catalogue/outputs';

const routed = statusOutputs
  .map((displayName) => `{ type: "main", displayName: "${displayName}" }`)
  .join(', ');

const isRouted = '$parameter.operation === "getStatus" && $parameter.routeByStatus === true';

/** Evaluated by n8n in the editor and before each run. As an agent's tool n8n gives the node its own single output. */
export const outputs = `={{ ${isRouted} ? [${routed}] : ["main"] }}` as const;
