import * as tf from '@tensorflow/tfjs';
import { expectGradient, expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import { supervisedLoss } from '../../src/losses/supervisedLoss.ts';
import type { SupervisedLossOptions } from '../../src/losses/supervisedLoss.ts';

const lossOf = async (
  means: number[][],
  values: number[][],
  present: number[][],
  options: SupervisedLossOptions,
) => {
  const scalar = tf.tidy(() =>
    supervisedLoss(
      tf.tensor2d(means),
      { values: tf.tensor2d(values), present: tf.tensor2d(present) },
      options,
    ),
  );
  const [value = NaN] = await scalar.data();
  scalar.dispose();
  return value;
};

const ce = { loss: 'ce', reduction: 'mean' } as const;
const l2 = { loss: 'l2', reduction: 'mean' } as const;
const all = [
  [1, 1],
  [1, 1],
];

it('has the values computed by hand', async () => {
  // A logit of 0 costs ln 2 whatever the label.
  expect(await lossOf([[0, 0]], [[0.3, 1]], [[1, 1]], ce)).toBeCloseTo(Math.LN2, 6);
  const cross = (l: number, y: number) =>
    -y * Math.log(1 / (1 + Math.exp(-l))) - (1 - y) * Math.log(1 / (1 + Math.exp(l)));
  const means = [
    [1, -2, 99],
    [0.5, 3, 99],
  ];
  const labels = [
    [0.2, 0.9],
    [1, 0],
  ];
  const total = cross(1, 0.2) + cross(-2, 0.9) + cross(0.5, 1) + cross(3, 0);
  expect(await lossOf(means, labels, all, ce)).toBeCloseTo(total / 4, 5);
  expect(await lossOf(means, labels, all, { ...ce, reduction: 'sum' })).toBeCloseTo(total / 2, 5);
  const squares = 0.8 ** 2 + 2.9 ** 2 + 0.5 ** 2 + 3 ** 2;
  expect(await lossOf(means, labels, all, l2)).toBeCloseTo(squares / 4, 5);
  expect(await lossOf(means, labels, all, { ...l2, reduction: 'sum' })).toBeCloseTo(squares / 2, 5);
});

it('counts the labels that are there', async () => {
  const means = [
    [1, 2],
    [3, 4],
    [5, 6],
  ];
  const zeros = means.map(() => [0, 0]);
  const rows = [
    [1, 1],
    [0, 0],
    [1, 1],
  ];
  expect(await lossOf(means, zeros, rows, l2)).toBeCloseTo((1 + 4 + 25 + 36) / 4, 5);
  expect(await lossOf(means, zeros, rows, { ...l2, reduction: 'sum' })).toBeCloseTo(66 / 2, 5);
  const single = [
    [1, 0],
    [0, 0],
    [1, 1],
  ];
  expect(await lossOf(means, zeros, single, l2)).toBeCloseTo((1 + 25 + 36) / 3, 5);
  expect(await lossOf(means, zeros, single, { ...l2, reduction: 'sum' })).toBeCloseTo(62 / 2, 5);
  for (const reduction of ['mean', 'sum'] as const) {
    for (const loss of ['ce', 'l2'] as const) {
      const none = means.map(() => [0, 0]);
      expect(await lossOf(means, zeros, none, { loss, reduction })).toBe(0);
    }
  }
});

it('stays finite for huge logits', async () => {
  expect(await lossOf([[1000, -1000]], [[0.5, 0.5]], [[1, 1]], ce)).toBeCloseTo(500, 2);
});

it.each([
  ['ce', 'mean'],
  ['ce', 'sum'],
  ['l2', 'mean'],
  ['l2', 'sum'],
] as const)('has the gradient of finite differences (%s, %s)', async (loss, reduction) => {
  const means = tf.tensor2d([1, -2, 9, 0.5, 3, 9], [2, 3]);
  const values = tf.tensor2d([0.2, 0.9, 1, 0], [2, 2]);
  const present = tf.tensor2d([1, 1, 0, 1], [2, 2]);
  const targets = { values, present };
  await expectGradient(
    (m) => supervisedLoss(m as tf.Tensor2D, targets, { loss, reduction }),
    [means],
    { floor: 1e-3, directions: 4 },
  );
  tf.dispose([means, values, present]);
});

it('leaves no tensors behind', async () => {
  await expectLeakFree(() => {
    tf.tidy(() => {
      const targets = { values: tf.ones<tf.Rank.R2>([2, 2]), present: tf.ones<tf.Rank.R2>([2, 2]) };
      tf.grad((m: tf.Tensor) => supervisedLoss(m as tf.Tensor2D, targets, ce))(tf.ones([2, 3]));
    });
  });
});

it('refuses sizes that do not fit', () => {
  const code = (means: [number, number], present: [number, number]) =>
    thrownCode(() =>
      tf.tidy(() =>
        supervisedLoss(
          tf.zeros(means),
          { values: tf.zeros([2, 3]), present: tf.zeros(present) },
          ce,
        ),
      ),
    );
  expect(code([2, 2], [2, 3])).toBe('ERR_SHAPE');
  expect(code([3, 3], [2, 3])).toBe('ERR_SHAPE');
  expect(code([2, 3], [3, 2])).toBe('ERR_SHAPE');
});

it('has a gradient that a factor behind it scales', () => {
  tf.tidy(() => {
    const means = tf.tensor2d([[0.5, -1]]);
    const targets = { values: tf.tensor2d([[0, 1]]), present: tf.ones<tf.Rank.R2>([1, 2]) };
    const loss = (x: tf.Tensor) =>
      supervisedLoss(x as tf.Tensor2D, targets, { loss: 'l2', reduction: 'sum' }).mul(3);
    // 3 times 2 (0.5 - 0) and 3 times 2 (-1 - 1).
    expect(Array.from(tf.grad(loss)(means).dataSync())).toEqual([3, -12]);
  });
});
