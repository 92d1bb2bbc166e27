import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import type { Measure } from '../run/measure.ts';
import type { StudyEntry, StudyResult } from './study.ts';

/**
 * What a model costs, for the table that also has the times.
 *
 * @param result - Of a study.
 * @param labels - The names of its costs for people, in their order; costs without one are left out.
 * @param step - What a step of training is called.
 * @returns The costs, and the step that the reported model is of, where it was chosen.
 */
export function costMeasures(
  { entry: { name, label }, outcome }: StudyResult<StudyEntry, JsonObject>,
  labels: Readonly<Record<string, string>>,
  step = 'step',
): Measure[] {
  const measure = (key: string, what: string, value: number | null): Measure => ({
    name: `${name}/${key}`,
    label: what,
    model: label,
    value,
    format: 'integer',
  });
  return [
    ...Object.entries(labels).map(([key, what]) => measure(key, what, outcome.cost[key] ?? null)),
    ...(outcome.chosenAt === null ? [] : [measure('chosen', `chosen ${step}`, outcome.chosenAt)]),
  ];
}
