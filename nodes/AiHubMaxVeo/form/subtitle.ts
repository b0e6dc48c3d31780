/** The line below the node's name on the canvas: what it does, from what and with which model, in the words of the form. */
import { mode, modeNames, variant, variantNames } from '../catalogue/queries';
import { operationOptions } from './operation';

const labels = (pairs: [string, string][]) => JSON.stringify(Object.fromEntries(pairs));

const operations = labels(operationOptions.map(({ name, value }) => [String(value), name]));
const modes = labels(modeNames.map((name) => [name, mode(name).label]));
const models = labels(variantNames.map((name) => [name, variant(name).label]));

/** As it is written: what an expression gives is not known on the canvas. What the catalogue does not know is shown as it is. */
const named = (parameter: string, names: string) =>
  `(${parameter}.startsWith("=") ? "expression" : (${names})[${parameter}] || ${parameter})`;

const [model, chosenMode] = ['$rawParameter.model', '$rawParameter.mode'];

const what = `(${model} ? ": " + ${named(chosenMode, modes)} + ", " + ${named(model, models)} : "")`;

/** Evaluated by n8n's editor. */
export const subtitle = `={{ (${operations})[$parameter.operation] + ${what} }}`;
