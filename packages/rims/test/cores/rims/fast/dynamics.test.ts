import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { dynamicsOf } from '../../../../src/cores/rims/fast/dynamics.ts';
import type { RimsParameters } from '../../../../src/cores/rims/rimsParameters.ts';
import { normals } from '../../coreChecks.ts';
import { expectNumbers } from '../../randomTensors.ts';
import { BATCH, drawPass, expectGradients } from './passes.ts';

beforeAll(() => useBackend());

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** One module of one unit that reads one sequence. */
const one = (...values: number[]) => tf.tensor3d(values, [1, 1, values.length]);

it('goes a step of an LSTM by hand', async () => {
  const { next } = dynamicsOf({
    recurrentKernel: one(1, 2, 3, 4),
    bias: one(0.1, 0.2, 0.3, 0.4),
  } as unknown as RimsParameters).step(one(1, -1, 2, -2), { hidden: one(0.5), cell: one(-1) });
  const [i, f, o, g] = [1.6, 0.2, 3.8, 0.4];
  const cell = -sigmoid(f) + sigmoid(i) * Math.tanh(g);
  await expectNumbers(next.cell as tf.Tensor, [cell]);
  await expectNumbers(next.hidden, [sigmoid(o) * Math.tanh(cell)]);
});

it('goes a step of a GRU by hand, whose candidate has a bias inside the reset gate', async () => {
  const { next } = dynamicsOf({
    recurrentKernel: one(1, 2, 3),
    bias: one(0.1, 0.2, 0.3),
    candidateBias: one(0.7),
  } as unknown as RimsParameters).step(one(1, -1, 2), { hidden: one(0.5) });
  const [r, z] = [sigmoid(1.6), sigmoid(0.2)];
  const n = Math.tanh(2.3 + r * (1.5 + 0.7));
  expect(next.cell).toBeUndefined();
  await expectNumbers(next.hidden, [n + z * (0.5 - n)]);
});

it.each(['lstm', 'gru'] as const)('sends back what the tape sends: %s', async (kind) => {
  const { parameters, state } = drawPass({ dynamics: kind });
  const dynamics = dynamicsOf(parameters);
  const drive = normals<tf.Rank.R3>([4, BATCH, (kind === 'lstm' ? 4 : 3) * 3], 1);
  const dHidden = normals<tf.Rank.R3>([4, BATCH, 3], 2);
  const dCell = kind === 'lstm' ? normals<tf.Rank.R3>([4, BATCH, 3], 3) : undefined;
  const inputs = [drive, state.hidden, ...(state.cell === undefined ? [] : [state.cell])];
  const expected = tf.grads((x, hidden, cell) => {
    const before = { hidden, ...(kind === 'lstm' ? { cell } : {}) };
    const { next } = dynamics.step(x as tf.Tensor3D, before as typeof state);
    const value = next.hidden.mul(dHidden).sum<tf.Scalar>();
    return next.cell === undefined || dCell === undefined
      ? value
      : value.add(next.cell.mul(dCell).sum());
  })(inputs);
  const { saved } = dynamics.step(drive, state);
  const found = dynamics.stepGradient({ hidden: dHidden, cell: dCell }, state, saved);
  await expectGradients(expected, [
    found.drive,
    found.hidden,
    ...(found.cell === undefined ? [] : [found.cell]),
  ]);
  // What the recurrent kernel gets: the state times this, module by module.
  const ofKernel = tf.grad((kernel) => {
    const other = dynamicsOf({ ...parameters, recurrentKernel: kernel as tf.Tensor3D });
    const { next } = other.step(drive, state);
    const value = next.hidden.mul(dHidden).sum<tf.Scalar>();
    return next.cell === undefined || dCell === undefined
      ? value
      : value.add(next.cell.mul(dCell).sum());
  })(parameters.recurrentKernel);
  await expectGradients([ofKernel], [tf.matMul(state.hidden, found.recurrent, true)]);
});
