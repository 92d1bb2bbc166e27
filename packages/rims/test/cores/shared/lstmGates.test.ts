import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { lstmGates, lstmGatesGradient } from '../../../src/cores/shared/lstmGates.ts';
import { normalTensor } from '../randomTensors.ts';
import { difference } from '../rims/forms.ts';

beforeAll(() => useBackend());

const shape = (width: number) => [2, 3, width];

/** The same from ops that differentiate themselves. */
function taped(pre: tf.Tensor, cell: tf.Tensor): { hidden: tf.Tensor; next: tf.Tensor } {
  const [i, f, o, g] = tf.split(pre, 4, 2) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const next = f.sigmoid().mul(cell).add(i.sigmoid().mul(g.tanh()));
  return { hidden: o.sigmoid().mul(next.tanh()), next };
}

it('goes a step, with the gradient that the ops have', async () => {
  const pre = normalTensor(shape(16), 1) as tf.Tensor3D;
  const cell = normalTensor(shape(4), 2) as tf.Tensor3D;
  const [dHidden, dCell] = [normalTensor(shape(4), 3), normalTensor(shape(4), 4)] as [
    tf.Tensor3D,
    tf.Tensor3D,
  ];
  const step = lstmGates(pre, cell);
  const expected = taped(pre, cell);
  expect(await difference(expected.hidden, step.hidden)).toBeLessThan(1e-6);
  expect(await difference(expected.next, step.cell)).toBeLessThan(1e-6);
  const [ofPre, ofCell] = tf.grads((p, c) => {
    const { hidden, next } = taped(p, c);
    return hidden.mul(dHidden).sum().add(next.mul(dCell).sum());
  })([pre, cell]) as [tf.Tensor, tf.Tensor];
  const gradient = lstmGatesGradient(dHidden, dCell, { cell, saved: step.saved });
  expect(await difference(ofPre, gradient.pre)).toBeLessThan(1e-5);
  expect(await difference(ofCell, gradient.cell)).toBeLessThan(1e-5);
});
