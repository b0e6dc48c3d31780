/** The catalogue's answer to the form: which shapes a field takes, and for which models. */
import { choicesOf, controllerOf, defaultOf, modelsWith, offeredOf } from './queries';
import type { FieldName, ModelId } from './queries';
import type { Choice, Value } from './types';

/** One shape of a field: these choices and this start, for these models, while the controlling field has these values. */
export interface FormCase {
  models: ModelId[];
  when?: { field: FieldName; values: Choice[] };
  choices: Choice[];
  initial: Value;
}

/** The cases of one model: values of the controlling field that allow the same choices share a case. */
function casesOf(id: ModelId, name: FieldName): FormCase[] {
  const controller = controllerOf(id, name);
  const initial = defaultOf(id, name);
  if (!controller) return [{ models: [id], choices: offeredOf(id, name), initial }];
  const cases: FormCase[] = [];
  for (const value of choicesOf(id, controller)) {
    const choices = offeredOf(id, name, { [controller]: value });
    const known = cases.find((other) => other.choices.join() === choices.join());
    if (known) known.when?.values.push(value);
    else cases.push({ models: [id], when: { field: controller, values: [value] }, choices, initial });
  }
  return cases;
}

/** Every shape a field takes in the form; models whose cases are alike share them. */
export function formCases(name: FieldName): FormCase[] {
  const shared = new Map<string, FormCase>();
  for (const { models: ids, ...rest } of modelsWith(name).flatMap((id) => casesOf(id, name))) {
    const shape = JSON.stringify(rest);
    const models = [...(shared.get(shape)?.models ?? []), ...ids];
    shared.set(shape, { models, ...rest });
  }
  return [...shared.values()];
}
