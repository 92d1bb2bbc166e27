import * as tf from '@tensorflow/tfjs';
import type { InputReader } from '../../../../../src/cores/rims/fast/input/inputReader.ts';
import type { RimsPassInput } from '../../../../../src/cores/rims/rimsPass.ts';
import { stackSteps } from '../../../../../src/cores/shared/axes.ts';
import { normals } from '../../../coreChecks.ts';
import { difference } from '../../forms.ts';
import { BATCH, expectGradients, passWith, STEPS, tensorsOfPass } from '../passes.ts';

const READ = ['inputQuery', 'inputKey', 'inputValue', 'inputKernel'] as const;

/** The states before the steps of a pass, other ones at every step. */
export function hiddenStates({ config }: RimsPassInput): tf.Tensor3D[] {
  const shape: [number, number, number] = [config.modules, BATCH, config.units / config.modules];
  return Array.from({ length: STEPS }, (_, t) => normals<tf.Rank.R3>(shape, 70 + t, 0.7));
}

/** Gradients for the drives of all steps. */
export function driveGradients({ parameters, config }: RimsPassInput): tf.Tensor3D[] {
  const width = parameters.inputKernel.shape[2];
  return Array.from({ length: STEPS }, (_, t) =>
    normals<tf.Rank.R3>([config.modules, BATCH, width], 80 + t),
  );
}

/** The dense input of a step, one row per element: `[batch, elements, width]`. */
export function elementsAt({ input, sizes }: RimsPassInput, t: number): tf.Tensor3D {
  const { steps, batch, elements, width } = sizes;
  const dense = 'table' in input ? tf.gather(input.table, input.indices) : input;
  return (tf.unstack(dense.reshape([steps, batch, elements, width])) as tf.Tensor3D[])[
    t
  ] as tf.Tensor3D;
}

/** What the input adds to the gates in a step, written without broadcast products, which the tape cannot differentiate. */
export type ReferenceDrive = (pass: RimsPassInput, t: number, hidden: tf.Tensor3D) => tf.Tensor3D;

/** The mask on what modules read in a step, or 1. */
export function maskAt({ masks }: RimsPassInput, t: number): tf.Tensor {
  return masks.input === undefined ? tf.scalar(1) : (tf.unstack(masks.input)[t] as tf.Tensor);
}

/** Holds the gradients of states, parameters and input over all steps to those of the tape through the reference. */
export async function expectReaderGradients(
  make: (pass: RimsPassInput, made?: readonly tf.Tensor[]) => InputReader,
  pass: RimsPassInput,
  reference: ReferenceDrive,
): Promise<void> {
  const { names, tensors } = tensorsOfPass(pass);
  const [hiddens, drives] = [hiddenStates(pass), driveGradients(pass)];
  const scalar = (...given: tf.Tensor[]): tf.Scalar => {
    const states = given.slice(tensors.length) as tf.Tensor3D[];
    const parts = states.map((hidden, t) =>
      reference(passWith(pass, given), t, hidden)
        .mul(drives[t] as tf.Tensor)
        .sum(),
    );
    // What has no part in it has a gradient of zero.
    return tf.addN([...parts, ...given.map((tensor) => tensor.sum().mul(0))]).asScalar();
  };
  const taped = tf.grads(scalar)([...tensors, ...hiddens]);

  const forward = make(pass);
  const steps = hiddens.map((hidden, t) => forward.step(t, hidden));
  // The backward pass has a reader of its own, with what the first one made.
  const reader = make(pass, forward.made);
  const saved = steps.map((step) => step.saved);
  const back = hiddens.map((hidden, t) =>
    reader.stepGradient(t, hidden, drives[t] as tf.Tensor3D, saved[t] ?? []),
  );
  const found = reader.finish({
    hidden: stackSteps(hiddens),
    drive: stackSteps(drives),
    saved,
    kept: back.map(({ kept }) => kept),
  });
  const own = READ.filter((name) => names.includes(name));
  await expectGradients(
    [
      ...own.map((name) => taped[names.indexOf(name)] as tf.Tensor),
      taped[names.length] as tf.Tensor,
    ],
    [...own.map((name) => found[name]), found.input],
  );
  for (const [t, { hidden }] of back.entries()) {
    const expected = taped[tensors.length + t] as tf.Tensor;
    if (hidden === undefined) expect((await expected.abs().max().data())[0]).toBe(0);
    else await expectGradients([expected], [hidden]);
  }
  // What is handed in again is what would be made again.
  const again = make(pass, forward.made).step(1, hiddens[1] as tf.Tensor3D).drive;
  expect(await difference(again, forward.step(1, hiddens[1] as tf.Tensor3D).drive)).toBe(0);
}
