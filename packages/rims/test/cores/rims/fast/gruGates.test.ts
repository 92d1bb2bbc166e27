import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { gruGates, gruGatesGradient } from '../../../../src/cores/rims/fast/gruGates.ts';
import { normalTensor } from '../../randomTensors.ts';
import { difference } from '../forms.ts';

beforeAll(() => useBackend());

type Four = [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];

/** The same from ops that differentiate themselves. */
function taped([fromInput, fromState, bias, hidden]: Four): tf.Tensor {
  const [xr, xz, xn] = tf.split(fromInput, 3, 2) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const [sr, sz, sn] = tf.split(fromState, 3, 2) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const r = xr.add(sr).sigmoid();
  const z = xz.add(sz).sigmoid();
  const n = xn.add(r.mul(sn.add(bias))).tanh();
  return tf.scalar(1).sub(z).mul(n).add(z.mul(hidden));
}

it('goes a step, with the gradient that the ops have', async () => {
  const inputs = [
    [2, 3, 12],
    [2, 3, 12],
    [2, 1, 4],
    [2, 3, 4],
  ].map((shape, i) => normalTensor(shape, i)) as Four;
  const dHidden = normalTensor([2, 3, 4], 9) as tf.Tensor3D;
  const step = gruGates(...inputs);
  expect(await difference(taped(inputs), step.hidden)).toBeLessThan(1e-6);
  const [ofInput, ofState, ofBias, ofHidden] = tf.grads((...given) =>
    taped(given as unknown as Four)
      .mul(dHidden)
      .sum(),
  )(inputs) as Four;
  const gradient = gruGatesGradient(dHidden, { hidden: inputs[3], saved: step.saved });
  expect(await difference(ofInput, gradient.fromInput)).toBeLessThan(1e-5);
  expect(await difference(ofState, gradient.fromState)).toBeLessThan(1e-5);
  expect(await difference(ofHidden, gradient.hidden)).toBeLessThan(1e-5);
  const candidate = gradient.fromState.slice([0, 0, 8]).sum(1, true);
  expect(await difference(ofBias, candidate)).toBeLessThan(1e-5);
});

it('holds its state where the update gate is shut, by hand', async () => {
  const zeros = tf.zeros<tf.Rank.R3>([1, 1, 3]);
  const one = (value: number) => tf.tensor3d([value], [1, 1, 1]);
  const open = tf.tensor3d([0, -100, 2], [1, 1, 3]);
  const shut = tf.tensor3d([0, 100, 2], [1, 1, 3]);
  // r = 1/2: n = tanh(2 + (0 + 4) / 2).
  expect((await gruGates(open, zeros, one(4), one(9)).hidden.data())[0]).toBeCloseTo(
    Math.tanh(4),
    6,
  );
  expect((await gruGates(shut, zeros, one(4), one(9)).hidden.data())[0]).toBe(9);
});
