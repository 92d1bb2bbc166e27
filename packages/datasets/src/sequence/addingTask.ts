import {
  checkCount,
  checkInstance,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { MOST_NUMBERS } from '../image/datasetChecks.ts';
import type { GeneratedSequenceTask } from './sequenceTask.ts';

/** Options of {@link addingTask}. */
export interface AddingTaskOptions {
  /** Steps, at least 2. Default: 50. */
  readonly length?: number;
}

/**
 * The variance of the target of {@link addingTask}, a sum of two independent uniform numbers: 2 / 12. This is the mean
 * squared error of a model that always answers 1.
 *
 * @example
 * ```ts
 * import { ADDING_TARGET_VARIANCE } from '@causal-mechanisms/datasets';
 *
 * console.log(ADDING_TARGET_VARIANCE); // 0.16666666666666666
 * ```
 */
export const ADDING_TARGET_VARIANCE = 1 / 6;

/** Value, mark of the first number, mark of the second number. */
const WIDTH = 3;

/**
 * The adding task: of a series of numbers, two are marked; answer their sum at the end.
 *
 * Every step shows a number, uniform in [0, 1), and two marks of 0 or 1. The first mark is set at one step of the first
 * half, `[0, floor(length / 2))`, the second at one step of the second half. A benchmark of long memory since Hochreiter
 * and Schmidhuber, Long Short-Term Memory (1997); recurrent independent mechanisms are compared on it, too.
 *
 * @param options - The length.
 * @returns The task: vectors of width 3, one value at the last step.
 * @throws ArgumentError when the length is no integer of at least 2.
 *
 * @example
 * ```ts
 * import { addingTask } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const { inputs, targets } = addingTask({ length: 4 }).sample(1, new RandomStream(1));
 * // Number, mark, mark: four times.
 * if (inputs.kind === 'vectors') console.log(inputs.values.length); // 12
 * if (targets.kind === 'values') console.log(targets.values.length); // 1
 * ```
 */
export function addingTask(options: AddingTaskOptions = {}): GeneratedSequenceTask {
  const { length = 50 } = checkOptions('addingTask', options);
  checkCount('addingTask', 'length', length, { least: 2, most: Math.floor(MOST_NUMBERS / WIDTH) });
  const half = Math.floor(length / 2);
  return {
    name: `adding/length ${length}`,
    inputs: { kind: 'vectors', width: WIDTH },
    targets: { kind: 'values', width: 1 },
    targetAt: 'last',
    sample: (size, stream) => {
      checkCount('addingTask', 'size', size, { most: Math.floor(MOST_NUMBERS / WIDTH / length) });
      checkInstance('addingTask', 'stream', stream, RandomStream);
      const values = new Float32Array(length * size * WIDTH);
      const sums = new Float32Array(size);
      for (let k = 0; k < values.length; k += WIDTH) values[k] = stream.uniform();
      for (let i = 0; i < size; i++) {
        const first = WIDTH * (stream.integer(0, half) * size + i);
        const second = WIDTH * (stream.integer(half, length) * size + i);
        values[first + 1] = 1;
        values[second + 2] = 1;
        sums[i] = (values[first] ?? 0) + (values[second] ?? 0);
      }
      return {
        steps: length,
        size,
        inputs: { kind: 'vectors', width: WIDTH, values },
        targets: { kind: 'values', width: 1, values: sums },
        targetAt: 'last',
        scored: 1,
      };
    },
  };
}
