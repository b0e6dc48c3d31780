/**
 * For which modes and models something is shown, as n8n's display conditions. Their keys are AND and their values OR, so one
 * condition can only describe a rectangle of modes x models; what is no rectangle needs several parameters of one name,
 * called twins here.
 */
import { modeNames, modeOf, modelsOf } from '../catalogue/queries';
import type { ModelId, ModeName } from '../catalogue/queries';
import type { Choice } from '../catalogue/types';

export type Conditions = Record<string, Choice[]>;

/**
 * The rectangles that cover exactly these models. Where all models of a mode are meant only the mode is asked for, so
 * that a model which is typed by expression, and left over from another mode, still shows the fields of its mode.
 */
export function rectangles(models: ModelId[], prefix = ''): Conditions[] {
  const modes = [...new Set(models.map(modeOf))];
  const isWhole = (name: ModeName) => modelsOf(name).every((id) => models.includes(id));
  const whole = modes.filter(isWhole);
  const parts = modes.filter((name) => !isWhole(name));
  const partModels = models.filter((id) => parts.includes(modeOf(id)));
  if (whole.length === modeNames.length) return [{}];
  return [
    ...(whole.length > 0 ? [{ [`${prefix}mode`]: whole }] : []),
    ...(parts.length > 0 ? [{ [`${prefix}mode`]: parts, [`${prefix}model`]: partModels }] : []),
  ];
}
