import * as tf from '@tensorflow/tfjs';
import { ArgumentError, ShapeError } from '../errors.ts';
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
   * @throws ArgumentError when the decay is out of its range.
   */
  constructor({ layout, values }: ParameterVector, decay: number) {
    if (!(decay >= 0 && decay < 1)) {
      throw new ArgumentError(`ParameterAverage: decay must be in [0, 1), got ${decay}`, {
        data: { decay },
      });
    }
    this.#decay = decay;
    this.vector = new ParameterVector(layout, values.clone());
  }

  /**
   * Takes one more state of the parameters into the average.
   *
   * @param parameters - Of the same layout; not changed.
   * @throws ShapeError when there are more or fewer of them.
   */
  update({ values }: ParameterVector): void {
    const { length } = this.vector.layout;
    if (values.size !== length) {
      throw new ShapeError(
        `ParameterAverage.update: expected ${length} entries, got ${values.size}`,
        {
          data: { expected: length, actual: values.size },
        },
      );
    }
    this.vector.replace(
      tf.tidy(() => {
        const kept = this.vector.values.mul<tf.Tensor1D>(this.#decay);
        return kept.add<tf.Tensor1D>(values.mul(1 - this.#decay));
      }),
    );
  }

  /** Disposes of the average. */
  dispose(): void {
    this.vector.dispose();
  }
}
