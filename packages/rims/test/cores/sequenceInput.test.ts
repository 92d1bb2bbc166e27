import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient, thrownCode } from '@causal-mechanisms/test-utils';
import {
  checkSequenceInput,
  denseInput,
  isIndexed,
  projectInput,
  withoutElements,
} from '../../src/cores/sequenceInput.ts';
import type { SequenceInput } from '../../src/cores/sequenceInput.ts';
import { normalTensor } from './randomTensors.ts';
import { difference } from './rims/forms.ts';

beforeAll(() => useBackend());

const table = () => normalTensor([4, 3], 1) as tf.Tensor2D;
const indices = () => tf.tensor2d([0, 3, 1, 1, 2, 0], [3, 2], 'int32');
const kernel = () => normalTensor([3, 5], 2) as tf.Tensor2D;
const bias = () => normalTensor([5], 3) as tf.Tensor1D;

it('tells the sizes of each kind', () => {
  const check = (input: SequenceInput, elements?: number) =>
    checkSequenceInput('x', input, elements === undefined ? { width: 3 } : { width: 3, elements });
  expect(check(tf.zeros<tf.Rank.R3>([3, 2, 3]))).toEqual({
    steps: 3,
    batch: 2,
    elements: 1,
    width: 3,
  });
  expect(check(tf.zeros<tf.Rank.R4>([3, 2, 4, 3]), 4)).toEqual({
    steps: 3,
    batch: 2,
    elements: 4,
    width: 3,
  });
  expect(check({ table: table(), indices: indices() })).toEqual({
    steps: 3,
    batch: 2,
    elements: 1,
    width: 3,
  });
});

it.each<[string, () => unknown, number?]>([
  ['no step', () => tf.zeros([0, 2, 3])],
  ['no sequence', () => tf.zeros([2, 0, 3])],
  ['another width', () => tf.zeros([2, 2, 4])],
  ['another number of elements', () => tf.zeros([2, 2, 2, 3]), 4],
  ['one element instead of several', () => tf.zeros([2, 2, 3]), 4],
  ['too few axes', () => tf.zeros([2, 3])],
  ['too many axes', () => tf.zeros([1, 1, 1, 1, 3])],
  ['float indices', () => ({ table: table(), indices: tf.zeros([3, 2]) })],
  ['a table with a third axis', () => ({ table: tf.zeros([4, 1, 3]), indices: indices() })],
  ['a table of another width', () => ({ table: tf.zeros([4, 2]), indices: indices() })],
  ['no step of indices', () => ({ table: table(), indices: tf.zeros([0, 2], 'int32') })],
])('refuses %s', (_, input, elements = 1) => {
  const check = () => checkSequenceInput('owner', input() as SequenceInput, { width: 3, elements });
  expect(thrownCode(check)).toBe('ERR_SHAPE');
  expect(check).toThrow(/^owner: /);
});

it('projects rows of a table as it projects them one by one', async () => {
  const indexed = { table: table(), indices: indices() };
  const dense = denseInput(indexed);
  expect(dense.shape).toEqual([3, 2, 3]);
  expect(denseInput(dense)).toBe(dense);
  expect([isIndexed(indexed), isIndexed(dense)]).toEqual([true, false]);
  for (const plus of [undefined, bias()]) {
    const [a, b] = [projectInput(indexed, kernel(), plus), projectInput(dense, kernel(), plus)];
    expect(a.shape).toEqual([3, 2, 5]);
    expect(await difference(a, b)).toBeLessThan(1e-6);
  }
  // The second step of the first sequence is row 1.
  const row = tf.matMul(indexed.table.slice([1, 0], [1, 3]), kernel()).add(bias());
  const there = projectInput(indexed, kernel(), bias()).slice([1, 0, 0], [1, 1, 5]);
  expect(await difference(row, there.reshape([1, 5]))).toBeLessThan(1e-6);
});

it('has the gradients of finite differences', async () => {
  const where = indices();
  const weights = normalTensor([3, 2, 5], 4);
  await expectGradient(
    (t, k, b) =>
      projectInput({ table: t as tf.Tensor2D, indices: where }, k as tf.Tensor2D, b as tf.Tensor1D)
        .mul(weights)
        .sum(),
    [table(), kernel(), bias()],
  );
  await expectGradient(
    (x, k, b) =>
      projectInput(x as tf.Tensor3D, k as tf.Tensor2D, b as tf.Tensor1D)
        .mul(weights)
        .sum(),
    [normalTensor([3, 2, 3], 5), kernel(), bias()],
  );
});

it('drops the axis of a single element', () => {
  expect(withoutElements(tf.zeros<tf.Rank.R4>([3, 2, 1, 4]))).toMatchObject({ shape: [3, 2, 4] });
  const indexed = { table: table(), indices: indices() };
  expect(withoutElements(indexed)).toBe(indexed);
});
