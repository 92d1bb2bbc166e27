import type { FactorDataset } from '@causal-mechanisms/datasets';
import { ShapeError } from '@causal-mechanisms/tensor-utils';

/**
 * @param owner - Opens the message.
 * @param model - What reads observations.
 * @param data - Observations.
 * @throws ShapeError when the model reads observations of another shape.
 */
export function checkObservationShape(
  owner: string,
  model: { readonly observationShape: readonly number[] },
  data: FactorDataset,
): void {
  if (data.shape.join() === model.observationShape.join()) return;
  throw new ShapeError(
    `${owner}: the model reads observations of shape [${model.observationShape.join(', ')}], those of ${data.name} have [${data.shape.join(', ')}]`,
    { data: { expected: [...model.observationShape], actual: [...data.shape] } },
  );
}
