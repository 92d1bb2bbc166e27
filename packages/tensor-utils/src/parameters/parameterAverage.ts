import { checkInstance, checkNumber } from '../argumentChecks.ts';
import { DisposedError } from '../errors.ts';
import { checkTensor } from '../tensorChecks.ts';
import { movingAverage } from './movingAverage.ts';
import { ParameterVector } from './parameterVector.ts';

/**
 * An exponential moving average of the parameters of a network: often a steadier network than the last one of a training.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { ParameterAverage, ParameterVector, parameterLayout } from '@causal-mechanisms/tensor-utils';
 *
 * const layout = parameterLayout([{ name: 'weight', shape: [1] }]);
 * const parameters = new ParameterVector(layout, tf.tensor1d([1]));
 * const average = new ParameterAverage(parameters, 0.75);
 * parameters.replace(tf.tensor1d([5]));
 * average.update(parameters);
 * console.log(await average.vector.values.data()); // [2]
 * average.dispose();
 * parameters.dispose();
 * ```
 */
export class ParameterAverage {
  /** The average, in the layout of the parameters; disposed by this object. */
  readonly vector: ParameterVector;
  readonly #decay: number;

  /**
   * @param parameters - Where the average starts; copied.
   * @param decay - The weight of the average so far against 1 - decay of what comes, in [0, 1).
   * @throws ArgumentError when the decay is out of its range, or there are no parameters; DisposedError when they were disposed of.
   */
  constructor(parameters: ParameterVector, decay: number) {
    checkInstance('ParameterAverage', 'parameters', parameters, ParameterVector);
    checkNumber('ParameterAverage', 'decay', decay, { least: 0, below: 1 });
    const { layout, values } = parameters;
    checkTensor('ParameterAverage', 'parameters.values', values);
    this.#decay = decay;
    this.vector = new ParameterVector(layout, values.clone());
  }

  /**
   * Takes one more state of the parameters into the average.
   *
   * @param parameters - Of the same layout; not changed.
   * @throws ShapeError when there are more or fewer of them; ArgumentError or DisposedError when there is no live vector.
   */
  update(parameters: ParameterVector): void {
    if (this.vector.values.isDisposed) {
      throw new DisposedError('ParameterAverage.update: the average was disposed of');
    }
    checkInstance('ParameterAverage.update', 'parameters', parameters, ParameterVector);
    const { values } = parameters;
    const { length } = this.vector.layout;
    checkTensor('ParameterAverage.update', 'parameters.values', values, { shape: [length] });
    this.vector.replace(movingAverage(this.vector.values, values, this.#decay));
  }

  /** Disposes of the average. */
  dispose(): void {
    this.vector.dispose();
  }
}
