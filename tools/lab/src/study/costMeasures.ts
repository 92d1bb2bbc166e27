import type { Measure } from '../run/measure.ts';
import type { StudyModel } from './studySettings.ts';

/**
 * @param model - Of a study.
 * @param coreParameters - How many parameters its core has.
 * @param chosenAt - The update whose model is measured.
 * @returns Both as figures, for the table that also has the times.
 */
export function costMeasures(
  { name, label }: StudyModel,
  coreParameters: number,
  chosenAt: number | undefined,
): Measure[] {
  return [
    {
      name: `${name}/parameters`,
      label: 'parameters of the core',
      model: label,
      value: coreParameters,
      format: 'integer',
    },
    {
      name: `${name}/chosen`,
      label: 'chosen update',
      model: label,
      value: chosenAt ?? null,
      format: 'integer',
    },
  ];
}
