import * as tf from '@tensorflow/tfjs';
import type { SequenceBatch } from '@causal-mechanisms/datasets';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient, thrownCode } from '@causal-mechanisms/test-utils';
import { checkTargets, sequenceLoss } from '../../src/training/sequenceLoss.ts';
import { normalTensor } from '../cores/randomTensors.ts';

beforeAll(() => useBackend());

const common = { steps: 2, size: 2, targetAt: 'every', scored: 1 } as const;
const inputs = { kind: 'tokens', tokens: new Int32Array(4) } as const;
const classes = (...wanted: number[]): SequenceBatch => ({
  ...common,
  inputs,
  targets: { kind: 'classes', classes: Int32Array.from(wanted) },
});
const values = (width: number, ...wanted: number[]): SequenceBatch => ({
  ...common,
  inputs,
  targets: { kind: 'values', width, values: Float32Array.from(wanted) },
});
const loss = async (answers: tf.Tensor3D, batch: SequenceBatch, over: 'all' | 'scored') =>
  (await sequenceLoss(answers, batch, { over }).data())[0];

it('is the mean cross entropy of classes', async () => {
  // Logits ln 1, ln 2, ln 5: probabilities 1/8, 2/8, 5/8. Equal logits: 1/3.
  const row = [0, Math.log(2), Math.log(5)];
  const answers = tf.tensor3d([...row, ...row, 0, 0, 0, ...row], [2, 2, 3]);
  const batch = classes(0, 2, 1, 1);
  const all = (Math.log(8) + Math.log(8 / 5) + Math.log(3) + Math.log(4)) / 4;
  expect(await loss(answers, batch, 'all')).toBeCloseTo(all, 5);
  expect(await loss(answers, batch, 'scored')).toBeCloseTo((Math.log(3) + Math.log(4)) / 2, 5);
});

it('is the mean squared error of values', async () => {
  const answers = tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
  const batch = values(2, 1, 2, 3, 4, 6, 6, 7, 11);
  expect(await loss(answers, batch, 'all')).toBeCloseTo((1 + 9) / 8, 6);
  expect(await loss(answers, batch, 'scored')).toBeCloseTo((1 + 9) / 4, 6);
});

it('looks at the one answer there is after the last step', async () => {
  const batch: SequenceBatch = { ...values(1, 3, 5), targetAt: 'last' };
  const answers = tf.tensor3d([2, 3], [1, 2, 1]);
  expect(await loss(answers, batch, 'all')).toBeCloseTo(2.5, 6);
  expect(await loss(answers, { ...batch, scored: 7 }, 'scored')).toBeCloseTo(2.5, 6);
});

it('stays finite where a model is very sure and wrong', async () => {
  const answers = tf.tensor3d([1000, -1000], [1, 1, 2]);
  const batch: SequenceBatch = { ...classes(1), steps: 1, size: 1 };
  expect(await loss(answers, batch, 'all')).toBeCloseTo(2000, 1);
});

it('has the gradient of finite differences', async () => {
  const answers = normalTensor([2, 2, 3], 1);
  for (const over of ['all', 'scored'] as const) {
    await expectGradient(
      (x) => sequenceLoss(x as tf.Tensor3D, classes(0, 2, 1, 1), { over }),
      [answers],
    );
    const wanted = values(3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6);
    await expectGradient((x) => sequenceLoss(x as tf.Tensor3D, wanted, { over }), [answers]);
  }
});

it.each<[string, SequenceBatch, string]>([
  ['a class that there is not', classes(0, 1, 2, 3), 'ERR_VALUES'],
  ['a negative class', classes(0, 1, 2, -1), 'ERR_VALUES'],
  ['NaN', values(3, ...Array<number>(12).fill(NaN)), 'ERR_VALUES'],
  ['too few classes', classes(0, 1, 2), 'ERR_SHAPE'],
  ['values of another width', values(2, ...Array<number>(8).fill(0)), 'ERR_SHAPE'],
])('refuses %s', (_, batch, expected) => {
  const answers = tf.zeros<tf.Rank.R3>([2, 2, 3]);
  expect(thrownCode(() => sequenceLoss(answers, batch, { over: 'all' }))).toBe(expected);
});

describe('checkTargets', () => {
  const sizes = { steps: 2, size: 2, outputs: 2 };
  const check = (batch: SequenceBatch, over: 'all' | 'scored') =>
    thrownCode(() => {
      checkTargets(batch, sizes, { over });
    });

  it('looks at all that count and at nothing else', () => {
    // Two answers of two sequences, two wide: only the last four numbers are scored.
    for (let place = 0; place < 8; place++) {
      const numbers = Array.from({ length: 8 }, (_, i) => (i === place ? Infinity : 1));
      const batch = values(2, ...numbers);
      expect(check(batch, 'all')).toBe('ERR_VALUES');
      expect(check(batch, 'scored')).toBe(place < 4 ? undefined : 'ERR_VALUES');
    }
    for (let place = 0; place < 4; place++) {
      const batch = classes(...[0, 1, 0, 1].map((value, i) => (i === place ? 2 : value)));
      expect(check(batch, 'all')).toBe('ERR_VALUES');
      expect(check(batch, 'scored')).toBe(place < 2 ? undefined : 'ERR_VALUES');
    }
  });

  it('tells the place and the value that it refuses', () => {
    const refused = () => {
      checkTargets(classes(0, 1, 5, 1), sizes, { over: 'all' });
    };
    expect(refused).toThrow('expected classes from 0 to 1, got 5');
  });
});
