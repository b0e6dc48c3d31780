/** The line below the node's name on the canvas: what it does and with which model, in the words of the form. */
import { model, modelIds } from '../catalogue/queries';
import { operationOptions } from './operation';

const labels = (pairs: [string, string][]) => JSON.stringify(Object.fromEntries(pairs));

const operations = labels(operationOptions.map(({ name, value }) => [String(value), name]));
const models = labels(modelIds.map((id) => [id, model(id).label]));

/** As it is written: what an expression gives is not known on the canvas. */
const written = '$rawParameter.model';

const named = `(${written}.startsWith("=") ? "expression" : (${models})[${written}] || ${written})`;

const modelPart = `(${written} ? ": " + ${named} : "")`;

/** Evaluated by n8n's editor. A model that the catalogue does not know is shown as it stands. */
export const subtitle = `={{ (${operations})[$parameter.operation] + ${modelPart} }}`;
