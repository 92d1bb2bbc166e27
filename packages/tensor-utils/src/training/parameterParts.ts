import * as tf from '@tensorflow/tfjs';
import { checkInstance } from '../argumentChecks.ts';
import { FlatAdam } from '../parameters/flatAdam.ts';
import { ParameterVector } from '../parameters/parameterVector.ts';
import { flat, inCheckpoint, storedFloats } from './statePart.ts';
import type { StatePart } from './statePart.ts';

/**
 * @param vector - The parameters of a network.
 * @returns Its part of the state.
 * @throws ArgumentError when it is none.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { parameterLayout, parametersPart, ParameterVector } from '@causal-mechanisms/tensor-utils';
 *
 * const layout = parameterLayout([{ name: 'bias', shape: [1] }]);
 * const vector = new ParameterVector(layout, tf.tensor1d([4]));
 * const part = parametersPart(vector);
 * const saved = await part.save();
 * vector.replace(tf.tensor1d([5]));
 * part.restore(saved);
 * console.log(await vector.values.data()); // [4]
 * vector.dispose();
 * ```
 */
export function parametersPart(vector: ParameterVector): StatePart {
  checkInstance('parametersPart', 'vector', vector, ParameterVector);
  return {
    save: async () => ({ arrays: { values: flat(await vector.values.data<'float32'>()) } }),
    restore(saved) {
      const { length } = vector.layout;
      vector.replace(tf.tensor1d(storedFloats(saved, 'values', [length])));
    },
  };
}

/**
 * @param adam - An optimiser.
 * @returns Its part of the state: both moments and the number of updates.
 * @throws ArgumentError when it is none.
 *
 * @example
 * ```ts
 * import { adamPart, FlatAdam } from '@causal-mechanisms/tensor-utils';
 *
 * const adam = new FlatAdam(3);
 * console.log((await adamPart(adam).save()).json); // { steps: 0 }
 * adam.dispose();
 * ```
 */
export function adamPart(adam: FlatAdam): StatePart {
  checkInstance('adamPart', 'adam', adam, FlatAdam);
  return {
    async save() {
      const { first, second, steps } = await adam.state();
      return { arrays: { first: flat(first), second: flat(second) }, json: { steps } };
    },
    restore(saved) {
      const [first, second] = [
        storedFloats(saved, 'first', [adam.length]),
        storedFloats(saved, 'second', [adam.length]),
      ];
      const { steps } = (saved.json ?? {}) as { steps?: number };
      inCheckpoint(() => {
        adam.restore({ first, second, steps: steps ?? NaN });
      });
    },
  };
}
