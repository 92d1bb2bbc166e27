import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient, expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { byBatch, byModules, stackSteps, unstackSteps } from '../../../src/cores/shared/axes.ts';
import { expectNumbers, normalTensor, weightedSum } from '../randomTensors.ts';

beforeAll(() => useBackend());

describe('unstackSteps', () => {
  it.each([1, 3])('gives each of %i steps, differentiably', async (steps) => {
    const stacked = normalTensor([steps, 2, 2], 1);
    const parts = unstackSteps<tf.Tensor2D>(stacked);
    expect(parts.map(({ shape }) => shape)).toEqual(Array.from({ length: steps }, () => [2, 2]));
    const values = Array.from(await stacked.data());
    for (const [t, part] of parts.entries()) {
      await expectNumbers(part, values.slice(4 * t, 4 * t + 4));
    }
    // The steps count differently, so that a gradient that mixes them up fails.
    const loss = (x: tf.Tensor) =>
      tf.addN(unstackSteps(x).map((part, t) => weightedSum(part.square().mul(t + 1)))).asScalar();
    await expectGradient(loss, [stacked]);
  });
});

describe('stackSteps', () => {
  it('puts the rows of all steps side by side, module by module', async () => {
    const first = tf.tensor3d([1, 2, 3, 4], [2, 1, 2]);
    const second = tf.tensor3d([5, 6, 7, 8], [2, 1, 2]);
    const stacked = stackSteps([first, second]);
    expect(stacked.shape).toEqual([2, 2, 2]);
    await expectNumbers(stacked, [1, 2, 5, 6, 3, 4, 7, 8]);
  });

  it('gives a tensor of its own for one step too', async () => {
    const only = tf.tensor3d([1, 2], [1, 1, 2]);
    const stacked = stackSteps([only]);
    only.dispose();
    await expectNumbers(stacked, [1, 2]);
  });
});

describe('byBatch and byModules', () => {
  const steps = 2;
  const [modules, batch, d] = [3, 2, 2];
  // The number of a unit says where it comes from: step, module, row, unit.
  const numbers = [0, 1].flatMap((t) =>
    [0, 1, 2].flatMap((m) =>
      [0, 1].flatMap((b) => [0, 1].map((u) => 1000 * t + 100 * m + 10 * b + u)),
    ),
  );
  const byModule = () => tf.tensor4d(numbers, [steps, modules, batch, d]);

  it('lay modules one after the other in a row', async () => {
    const rows = byBatch(byModule());
    expect(rows.shape).toEqual([steps, batch, modules * d]);
    await expectNumbers(
      rows.slice([1, 1, 0], [1, 1, modules * d]),
      [1010, 1011, 1110, 1111, 1210, 1211],
    );
  });

  it('undo each other', async () => {
    await expectNumbers(byModules(byBatch(byModule()), modules), numbers);
  });

  it('leave nothing behind', async () => {
    const states = byModule();
    await expectLeakFree(() => {
      tf.tidy(() => {
        byModules(byBatch(states), modules);
      });
    });
  });
});
