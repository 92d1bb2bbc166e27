import * as tf from '@tensorflow/tfjs';
import {
  checkArray,
  checkNumbers,
  checkOptions,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { SequenceCore } from '../cores/sequenceCore.ts';

/**
 * Makes trainable variables of the parameters of a core.
 *
 * @param core - Whose parameters they are.
 * @param values - One array per parameter; copied.
 * @returns The variables in the order of the layout, called `kind/parameter`, or `kind_2/parameter` where that name is taken; the
 * caller disposes of them.
 * @throws ShapeError when number or lengths differ from the layout.
 */
export function layerVariables(
  core: SequenceCore,
  values: readonly Float32Array[],
): readonly tf.Variable[] {
  const { kind, layout } = checkOptions('SequenceLayer', core, 'core');
  checkOptions('SequenceLayer', layout, 'core.layout');
  for (const part of checkArray('SequenceLayer', 'values', values)) {
    checkNumbers('SequenceLayer', 'values', part, { kinds: [Float32Array], anyNumber: true });
  }
  const lengths = values.map(({ length }) => length);
  if (lengths.join() !== layout.sizes.join()) {
    throw new ShapeError(
      `SequenceLayer: expected parameters of ${layout.sizes.join()} numbers, got ${lengths.join()}`,
      { data: { expected: layout.sizes, actual: lengths } },
    );
  }
  const prefix = freePrefix(kind);
  return tf.tidy(() =>
    layout.specs.map(({ name, shape }, i) =>
      // A copy: a backend may keep the array that a tensor is made of.
      tf.variable(tf.tensor(Float32Array.from(values[i] ?? []), [...shape]), true, prefix + name),
    ),
  );
}

/** TensorFlow.js knows variables by name, and refuses a name twice. */
function freePrefix(kind: string): string {
  const taken = Object.keys(tf.engine().registeredVariables);
  let prefix = `${kind}/`;
  for (let n = 2; taken.some((name) => name.startsWith(prefix)); n++) prefix = `${kind}_${n}/`;
  return prefix;
}
