/**
 * When a parameter is shown. In n8n's conditions keys are AND and values are OR, so one condition can only describe a
 * rectangle of modes and variants; anything else takes several parameters of the same name, called twins here.
 */
import type { IDisplayOptions, INodeProperties, NodeParameterValue } from 'n8n-workflow';
import { modeNames, modeOf, modelsOf, variantOf, type ModelId, type ModeName } from '../catalogue/queries';

export type Show = NonNullable<IDisplayOptions['show']>;

/** The operations with a request: the two that pay for it and the one that checks it. */
export const onRequest: Show = { operation: ['create', 'createAndWait', 'check'] };

/**
 * The same condition for a collection, addressed from the root of the form. n8n's editor empties a collection whose
 * condition names the parameter that was changed: switching between Create and Create and Wait would drop a spending limit.
 */
export const forCollection = (show: Show): Show =>
  Object.fromEntries(Object.entries(show).map(([name, values]) => [`/${name}`, values]));

/**
 * The rectangles that cover exactly these models. Where every model of a mode is meant, only the mode is asked for, so
 * that a model set by an expression still shows the fields of its mode.
 */
export function rectangles(models: ModelId[]): Show[] {
  const modesByVariants = new Map<string, ModeName[]>();
  for (const mode of new Set(models.map(modeOf))) {
    const variants = models.filter((id) => modeOf(id) === mode).map(variantOf);
    const key = variants.length === modelsOf(mode).length ? '' : variants.join();
    modesByVariants.set(key, [...(modesByVariants.get(key) ?? []), mode]);
  }
  return [...modesByVariants].map(([variants, modes]) => ({
    ...(modes.length < modeNames.length && { mode: modes }),
    ...(variants && { model: variants.split(',') }),
  }));
}

/** Every value a parameter offers. Conditions on a hidden one stay as they are: n8n itself reads those. */
function valuesOf({ type, options = [] }: INodeProperties): NodeParameterValue[] {
  if (type === 'hidden') return [];
  if (type === 'boolean') return [true, false];
  return options.map((option) => ('value' in option ? option.value : undefined));
}

/**
 * The same form in conditions that survive n8n's editor leaving values out.
 * After every change the editor resets what no longer fits the visible choices, but it reads the node without the values
 * that are at their default: a `show` that accepts the default then counts as not met, and a stale value stays, marked
 * red. `show: { resolution: ['1080p'] }` fails without a resolution, while `hide: { resolution: ['720p', '4k'] }` says the
 * same and holds. So a condition that accepts a default becomes a `hide`. So does the mode of a parameter without twins:
 * it stays reachable while a mode set by an expression has no value yet.
 */
export function hideInsteadOfShow(properties: INodeProperties[]): INodeProperties[] {
  const named = (name: string) => properties.filter((property) => property.name === name);
  return properties.map((property) => {
    const { show } = property.displayOptions ?? {};
    if (!show || property.type === 'collection') return property;
    const displayOptions: IDisplayOptions = {};
    for (const [name, condition] of Object.entries(show)) {
      const accepted: unknown[] = condition ?? [];
      const values = [...new Set(named(name).flatMap(valuesOf))];
      const acceptsDefault = named(name).some((controller) => accepted.includes(controller.default));
      const isLoneMode = name === 'mode' && named(property.name).length === 1;
      if (values.length > 0 && (acceptsDefault || isLoneMode))
        (displayOptions.hide ??= {})[name] = values.filter((value) => !accepted.includes(value));
      else (displayOptions.show ??= {})[name] = condition;
    }
    return { ...property, displayOptions };
  });
}
