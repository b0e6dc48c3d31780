/**
 * Conditions that n8n's editor still understands when it leaves values out.
 *
 * After every change of a parameter the editor takes back what no longer fits the visible choices. It reads the node
 * without the values that are at their default: there a `show` that accepts the default counts as not met, and a stale
 * value stays, red. An example: `show: { resolution: ['1080p'] }`, where 1080p is the default, is not met when the editor
 * sees no resolution at all; `hide: { resolution: ['720p', '4k'] }` says the same and holds. So a condition that accepts a
 * default is said as what hides instead. The same is done for the mode
 * of a parameter that exists only once, so that a mode by expression leaves it reachable before the expression has a value.
 */
import type { INodeProperties, IDisplayOptions } from 'n8n-workflow';

type Conditions = NonNullable<IDisplayOptions['show']>;
type Condition = Conditions[string];

/** Every value of a parameter that decides about others, and those that it starts with. */
interface Controller {
  values: unknown[];
  defaults: unknown[];
}

/** A hidden parameter has no values to choose from: conditions on it stay as they are, n8n reads them itself. */
function valuesOf({ type, options = [] }: INodeProperties): unknown[] {
  if (type === 'hidden') return [];
  if (type === 'boolean') return [true, false];
  return options.map((option) => ('value' in option ? option.value : undefined));
}

function controllersOf(properties: INodeProperties[]): Map<string, Controller> {
  const controllers = new Map<string, Controller>();
  for (const property of properties) {
    const { values, defaults } = controllers.get(property.name) ?? { values: [], defaults: [] };
    const all = [...new Set([...values, ...valuesOf(property)])];
    controllers.set(property.name, { values: all, defaults: [...defaults, property.default] });
  }
  return controllers;
}

/** `show` and `hide` together say the same as `show` alone did, for every value that the form offers. */
function relaxed(show: Conditions, controllers: Map<string, Controller>, isTwin: boolean): IDisplayOptions {
  const shown: [string, Condition][] = [];
  const hidden: [string, Condition][] = [];
  for (const [name, condition] of Object.entries(show)) {
    const { values = [], defaults = [] } = controllers.get(name) ?? {};
    const accepted: unknown[] = condition ?? [];
    const others = values.filter((value) => !accepted.includes(value));
    const canHide = values.length > 0;
    const hides =
      canHide && (defaults.some((initial) => accepted.includes(initial)) || (!isTwin && name === 'mode'));
    if (hides) hidden.push([name, others as Condition]);
    else shown.push([name, condition]);
  }
  return {
    ...(shown.length > 0 && { show: Object.fromEntries(shown) }),
    ...(hidden.length > 0 && { hide: Object.fromEntries(hidden) }),
  };
}

/** The same form, by conditions that outlive left-out defaults. */
export function hideInsteadOfShow(properties: INodeProperties[]): INodeProperties[] {
  const controllers = controllersOf(properties);
  return properties.map((property) => {
    const show = property.displayOptions?.show;
    if (!show || property.type === 'collection') return property;
    const isTwin = properties.filter(({ name }) => name === property.name).length > 1;
    return { ...property, displayOptions: relaxed(show, controllers, isTwin) };
  });
}
