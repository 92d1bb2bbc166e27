import * as tf from '@tensorflow/tfjs';
import {
  checkOptions,
  parameterLayout,
  ShapeError,
  tidyAll,
} from '@causal-mechanisms/tensor-utils';
import { lastSteps } from '../../model/ownSteps.ts';
import type { CoreResult, SequenceCore } from '../sequenceCore.ts';
import { checkSequenceInput } from '../sequenceInput.ts';
import { checkState } from '../stateChecks.ts';
import { moduleGroupsOf, partConfig, prefixedSpecs } from './prefixed.ts';
import { checkStepCounts, reverseInput, reverseSteps } from './reverseSteps.ts';

/**
 * A core of any kind that reads a sequence in both directions, with parameters of its own for each (Schuster and Paliwal, 1997): its
 * output at a step is what was said forwards and what was said backwards, side by side, so that it knows what comes later.
 *
 * It needs the whole sequence: there is no state to carry and no step to go. After the last step (`answers: 'last'` of a model), it says
 * what each direction says at its own end. Its activation has the modules of both directions, those of the forward one first.
 *
 * @param core - What both directions compute.
 * @returns The core; its parameters are called `forward/...` and `backward/...`.
 * @throws ArgumentError when the core is none.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { bidirectionalCore, createSequenceLayer, rimsCore } from '@causal-mechanisms/rims';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const core = rimsCore({ inputWidth: 3, units: 12, modules: 3, activeModules: 2 });
 * const layer = createSequenceLayer(bidirectionalCore(core), new RandomStream(1));
 * const { outputs, activation } = layer.sequence(tf.ones<tf.Rank.R3>([5, 2, 3]));
 * console.log(outputs.shape, activation?.shape); // [ 5, 2, 24 ] [ 5, 2, 6 ]
 * layer.dispose();
 * ```
 */
export function bidirectionalCore(core: SequenceCore): SequenceCore {
  checkOptions('bidirectionalCore', core, 'core');
  const { specs: own } = checkOptions('bidirectionalCore', core.layout, 'core.layout');
  const { inputWidth, elements, outputWidth } = core;
  const layout = parameterLayout([
    ...prefixedSpecs('forward', core),
    ...prefixedSpecs('backward', core),
  ]);
  return {
    kind: 'bidirectional',
    config: { inputWidth, core: partConfig(core) },
    inputWidth,
    elements,
    outputWidth: 2 * outputWidth,
    layout,
    bidirectional: true,
    ...moduleGroupsOf([
      ['forward', core],
      ['backward', core],
    ]),
    initialValues: (stream) => [
      ...core.initialValues(stream.split('forward')),
      ...core.initialValues(stream.split('backward')),
    ],
    initialState: () => ({}),
    run(parameters, input, { state, lengths, ...options } = {}) {
      const owner = 'bidirectional';
      checkStepCounts(
        owner,
        lengths,
        checkSequenceInput(owner, input, { width: inputWidth, elements }),
      );
      if (state !== undefined) checkState(owner, state, {});
      if (parameters.length !== 2 * own.length) {
        throw new ShapeError(
          `${owner}: expected ${2 * own.length} parameters, got ${parameters.length}`,
          { data: { expected: 2 * own.length, actual: parameters.length } },
        );
      }
      const all = { ...options, ...(lengths === undefined ? {} : { lengths }) };
      return tidyAll(() => {
        const forward = core.run(parameters.slice(0, own.length), input, all);
        const turned = reverseInput(input, lengths);
        const backward = core.run(parameters.slice(own.length), turned, all);
        const sides = (f: tf.Tensor3D, b: tf.Tensor3D) =>
          tf.concat3d([f, reverseSteps(b, lengths)], 2);
        return {
          outputs: sides(forward.outputs, backward.outputs),
          last: tf.concat2d([endOf(forward, lengths), endOf(backward, lengths)], 1),
          state: {},
          ...(forward.activation === undefined || backward.activation === undefined
            ? {}
            : { activation: sides(forward.activation, backward.activation) }),
        };
      });
    },
  };
}

/** What a direction says after all of its steps. */
function endOf({ outputs, last }: CoreResult, lengths: Int32Array | undefined): tf.Tensor2D {
  return last ?? lastSteps(outputs, lengths).squeeze<tf.Tensor2D>([0]);
}
