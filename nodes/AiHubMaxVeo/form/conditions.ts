/**
 * For which modes and models something is shown, as n8n's display conditions. Their keys are AND and their values OR, so one
 * condition can only describe a rectangle of modes x variants; what is no rectangle needs several parameters of one name,
 * called twins here.
 */
import { modeNames, modeOf, modelsOf, variantOf } from '../catalogue/queries';
import type { ModelId, ModeName, Variant } from '../catalogue/queries';
import type { Show } from './show';

/** The modes that have the same of their variants among these models; no variants: all that they have. */
function groupsOf(models: ModelId[]): Array<{ modes: ModeName[]; variants: Variant[] }> {
  const groups = new Map<string, { modes: ModeName[]; variants: Variant[] }>();
  for (const name of new Set(models.map(modeOf))) {
    const own = models.filter((id) => modeOf(id) === name).map(variantOf);
    const variants = own.length === modelsOf(name).length ? [] : own;
    const key = variants.join();
    groups.set(key, { modes: [...(groups.get(key)?.modes ?? []), name], variants });
  }
  return [...groups.values()];
}

/**
 * The rectangles that cover exactly these models. Where all models of a mode are meant only the mode is asked for, so
 * that a model which is typed by expression still shows the fields of its mode.
 */
export function rectangles(models: ModelId[], prefix = ''): Show[] {
  return groupsOf(models).map(({ modes, variants }) => ({
    ...(modes.length < modeNames.length && { [`${prefix}mode`]: modes }),
    ...(variants.length > 0 && { [`${prefix}model`]: variants }),
  }));
}
