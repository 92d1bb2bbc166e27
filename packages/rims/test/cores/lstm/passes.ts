import { expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import type { LstmPass, LstmPassInput } from '../../../src/cores/lstm/lstmPass.ts';
import { plainLstm } from '../../../src/cores/lstm/plainLstm.ts';
import { normals } from '../coreChecks.ts';
import { difference } from '../rims/forms.ts';

/** What a pass is differentiable in: kernel, recurrent kernel, bias, source, hidden state, cell. */
export type PassTensors = [
  tf.Tensor2D,
  tf.Tensor2D,
  tf.Tensor1D,
  tf.Tensor,
  tf.Tensor2D,
  tf.Tensor2D,
];

const [BATCH, WIDTH, UNITS] = [2, 3, 4];

/** Numbers at which gates and gradients are far from zero. */
function drawTensors(kind: 'dense' | 'indexed', steps: number): PassTensors {
  return [
    normals<tf.Rank.R2>([WIDTH, 4 * UNITS], 1),
    normals<tf.Rank.R2>([UNITS, 4 * UNITS], 2),
    normals<tf.Rank.R1>([4 * UNITS], 3),
    kind === 'dense' ? normals([steps, BATCH, WIDTH], 4) : normals([3, WIDTH], 4),
    normals<tf.Rank.R2>([BATCH, UNITS], 5),
    normals<tf.Rank.R2>([BATCH, UNITS], 6),
  ];
}

/** A pass of the tensors; rows of a table come in an order that repeats some and leaves none out. */
export function passOf(
  [kernel, recurrentKernel, bias, source, hidden, cell]: PassTensors,
  kind: 'dense' | 'indexed',
  steps: number,
): LstmPassInput {
  const order = Int32Array.from({ length: steps * BATCH }, (_, i) => (2 * i + (i >> 1)) % 3);
  const input =
    kind === 'dense'
      ? (source as tf.Tensor3D)
      : { table: source as tf.Tensor2D, indices: tf.tensor2d(order, [steps, BATCH], 'int32') };
  const sizes = { steps, batch: BATCH, elements: 1, width: WIDTH };
  return { sizes, kernel, recurrentKernel, bias, input, hidden, cell };
}

/** Holds a form to the plain one: outputs, last cells, and the gradients of all that goes in. */
export async function expectAsPlain(
  form: (pass: LstmPassInput) => LstmPass,
  kind: 'dense' | 'indexed',
  steps: number,
): Promise<void> {
  const tensors = drawTensors(kind, steps);
  const [plain, other] = [plainLstm, form].map((compute) => {
    const scalar = (...given: tf.Tensor[]): tf.Scalar => {
      const { outputs, cell } = compute(passOf(given as PassTensors, kind, steps));
      const weights = normals(outputs.shape, 7);
      return outputs
        .mul(weights)
        .sum()
        .add<tf.Scalar>(cell.mul(normals(cell.shape, 8)).sum());
    };
    const { outputs, cell } = compute(passOf(tensors, kind, steps));
    return [outputs, cell, ...tf.grads(scalar)(tensors)];
  });
  for (const [i, expected] of (plain ?? []).entries()) {
    expect((await expected.abs().max().data())[0]).toBeGreaterThan(0.01);
    expect(other?.[i]?.shape).toEqual(expected.shape);
    expect(await difference(expected, other?.[i] as tf.Tensor)).toBeLessThan(2e-5);
  }
}

/** A pass leaves its results behind and nothing else, whether a tape runs or not. */
export async function expectNoLeakOf(form: (pass: LstmPassInput) => LstmPass): Promise<void> {
  const tensors = drawTensors('dense', 3);
  const pass = passOf(tensors, 'dense', 3);
  await expectLeakFree(() => {
    const before = tf.memory().numTensors;
    const { outputs, cell } = form(pass);
    expect(tf.memory().numTensors).toBe(before + 2);
    tf.dispose([outputs, cell]);
    const loss = (...given: tf.Tensor[]): tf.Scalar =>
      form(passOf(given as PassTensors, 'dense', 3)).outputs.sum();
    tf.dispose(tf.grads(loss)(tensors));
  });
}
