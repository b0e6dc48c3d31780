/** The line below the node's name on the canvas: what it does and with which model, in the words of the form. */
import { model, modelIds } from '../catalogue/queries';
import { operationOptions } from './operation';

const labels = (pairs: [string, string][]) => JSON.stringify(Object.fromEntries(pairs));

const operations = labels(operationOptions.map(({ name, value }) => [String(value), name]));
const models = labels(modelIds.map((id) => [id, model(id).label]));

const modelPart = `($parameter.model ? ": " + ((${models})[$parameter.model] || $parameter.model) : "")`;

/** Evaluated by n8n's editor. A model by expression or unknown to the catalogue is shown as it stands. */
export const subtitle = `={{ (${operations})[$parameter.operation] + ${modelPart} }}`;
