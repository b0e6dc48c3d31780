/**
 * The table of models, made from the catalogue: what each model accepts, in the words of the form.
 * `catalogue` holds what nodes/AiHubMaxVeo/catalogue/queries exports, compiled or not.
 */
function modelTable(catalogue) {
  const { field, fieldNames, fieldsOf, formCases, mode, modeNames } = catalogue;
  const { modelIds, modelLabel, modelsOf, variantOf } = catalogue;
  const choiceFields = fieldNames.filter((name) => field(name).kind === 'choice' && !field(name).place);
  const optionFields = fieldNames.filter((name) => field(name).place === 'options');

  const cell = (id, name) => {
    if (!fieldsOf(id).includes(name)) return '–';
    const cases = formCases(name).filter(({ models }) => models.includes(id));
    const text = ({ choices, when }) => choices.join(', ') + (when ? ` (at ${when.values.join(', ')})` : '');
    return cases.map(text).join('; ');
  };
  const options = (id) => {
    const known = optionFields.filter((name) => fieldsOf(id).includes(name));
    return known.map((name) => field(name).label).join(', ');
  };
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const head = [
    'Model',
    'By expression',
    'Sent as',
    ...choiceFields.map((name) => field(name).label),
    'Audio',
    'Options',
  ];
  const audio = (id) => (fieldsOf(id).includes('generateAudio') ? 'on or off' : '–');
  const modelRow = (id) => [
    modelLabel(id),
    `\`${variantOf(id)}\``,
    `\`${id}\``,
    ...choiceFields.map((name) => cell(id, name)),
    audio(id),
    options(id),
  ];
  const section = (name) => [
    `**${mode(name).label}**: ${mode(name).help}.`,
    '',
    row(head),
    row(head.map(() => '---')),
    ...modelsOf(name).map((id) => row(modelRow(id))),
  ];
  return modelIds.length > 0 ? modeNames.map((name) => section(name).join('\n')).join('\n\n') : '';
}

const start = '<!-- models: generated from the catalogue by `npm run build` -->';
const end = '<!-- models end -->';

/** The page with its table renewed. Throws when the markers are gone. */
function withModelTable(page, catalogue) {
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The page has lost its markers: ${start} … ${end}`);
  return `${page.slice(0, from + start.length)}\n\n${modelTable(catalogue)}\n\n${page.slice(to)}`;
}

module.exports = { modelTable, withModelTable };
