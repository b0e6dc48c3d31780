/** The questions of the form: which choices a field offers, and when. */
import { notices } from '../../nodes/AiHubMaxVeo/catalogue/models';
import {
  choicesOf,
  controllerOf,
  field,
  fieldNames,
  fieldsOf,
  defaultOf,
  formCases,
  inputsOf,
  modeNames,
  modelIds,
  modelOf,
  modelsWith,
  offeredOf,
  startVariant,
} from '../../nodes/AiHubMaxVeo/catalogue/queries';
import type { FieldName, ModelId } from '../../nodes/AiHubMaxVeo/catalogue/queries';

const caseOf = (name: FieldName, id: ModelId, controlled?: unknown) =>
  formCases(name).filter(
    ({ models, when }) => models.includes(id) && (!when || when.values.some((value) => value === controlled)),
  );

const owners = modelIds.flatMap((id) => fieldsOf(id).map((name): [ModelId, FieldName] => [id, name]));

test.each(owners)('%s shows %s exactly once, whatever its controlling field says', (id, name) => {
  const controller = controllerOf(id, name);
  const values = controller ? choicesOf(id, controller) : [undefined];
  expect(values.length).toBeGreaterThan(0);
  for (const value of values) expect(caseOf(name, id, value)).toHaveLength(1);
});

test.each(owners)('%s offers for %s what it accepts', (id, name) => {
  for (const { when, choices } of formCases(name).filter(({ models }) => models.includes(id))) {
    const values = when?.values ?? [undefined];
    for (const value of values) {
      expect(choices).toEqual(
        offeredOf(id, name, when && value !== undefined ? { [when.field]: value } : {}),
      );
    }
  }
});

test.each(fieldNames)('every case of %s has something to choose', (name) => {
  const empty = formCases(name).filter(({ choices }) => choices.length === 0);
  expect(empty).toEqual(field(name).kind === 'choice' ? [] : formCases(name));
});

test.each(owners)('%s accepts what the form starts %s with, and what an empty one means', (id, name) => {
  if (field(name).kind !== 'choice') return;
  expect(offeredOf(id, name)).toContain(defaultOf(id, name));
  for (const { models, choices, initial } of formCases(name))
    if (models.includes(id)) expect(choices).toContain(initial);
});

test('the notice that there is no Lite is there for just these modes', () => {
  const [noLite] = notices.filter(({ below }) => below === 'model');
  const without = modeNames.filter((name) => !modelOf(name, 'lite'));
  expect(noLite?.when.mode).toEqual(without);
  expect(without.map(startVariant)).toEqual(['fast', 'fast']);
});

test.each(fieldNames)('every model with %s is in the form', (name) => {
  expect([...new Set(formCases(name).flatMap(({ models }) => models))].sort()).toEqual(
    [...modelsWith(name)].sort(),
  );
});

test.each(modelIds)('%s asks for its inputs first', (id) => {
  const inputs = inputsOf(id);
  expect(inputs.length).toBeGreaterThan(0);
  expect(fieldsOf(id).slice(0, inputs.length)).toEqual(inputs);
});

test('what is measured is offered beside what is sent, but not where only a text goes in', () => {
  expect(offeredOf('veo-3.1-image-to-video', 'aspectRatio')).toEqual(['16:9', '9:16', 'auto']);
  expect(offeredOf('veo-3.1-text-to-video', 'aspectRatio')).toEqual(['16:9', '9:16']);
  for (const id of modelIds) expect(choicesOf(id, 'aspectRatio')).not.toContain('auto');
});
