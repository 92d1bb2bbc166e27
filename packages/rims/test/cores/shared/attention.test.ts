import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient, expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { attend, attention, causalMask } from '../../../src/cores/shared/attention.ts';
import type { AttentionInputs } from '../../../src/cores/shared/attention.ts';
import { expectClose, normals } from '../coreChecks.ts';

beforeAll(() => useBackend());

const inputsOf = ([queries, keys, values]: readonly tf.Tensor[]) =>
  ({ queries, keys, values }) as AttentionInputs;

it('weighs values by the softmax of scaled products', async () => {
  const { attended, weights } = attend({
    queries: tf.tensor4d([2, 0, 0, 0], [1, 1, 1, 4]),
    keys: tf.tensor4d([Math.log(3), 9, 9, 9, 0, 9, 9, 9], [1, 1, 2, 4]),
    values: tf.tensor4d([4, 8], [1, 1, 2, 1]),
  });
  // 2 ln 3 / sqrt(4) against 0: three to one.
  expectClose(await weights.data(), [0.75, 0.25]);
  expectClose(await attended.data(), [5]);
});

it('masks what comes after a query', async () => {
  const [no, yes] = [-1e9, 0];
  expect(Array.from(await causalMask(2, 4).data())).toEqual([
    yes,
    yes,
    yes,
    no,
    yes,
    yes,
    yes,
    yes,
  ]);
  expect(Array.from(await causalMask(2, 2).data())).toEqual([yes, no, yes, yes]);
  const inputs = inputsOf([
    normals([1, 2, 3, 4], 1),
    normals([1, 2, 3, 4], 2),
    normals([1, 2, 3, 4], 3),
  ]);
  const { weights } = attend(inputs, causalMask(3, 3));
  const [first] = await weights.array();
  expect(first?.[0]?.[0]).toEqual([1, 0, 0]);
  expect(first?.[1]?.[1]?.[2]).toBe(0);
});

it.each([[undefined], [causalMask]])('has the gradient of finite differences', async (maskOf) => {
  const weights = normals([2, 2, 3, 5], 9);
  const mask = maskOf?.(3, 4);
  await expectGradient(
    (...args) => attention(inputsOf(args), mask).mul(weights).sum(),
    [normals([2, 2, 3, 4], 1), normals([2, 2, 4, 4], 2), normals([2, 2, 4, 5], 3)],
  );
});

it('leaves nothing behind', async () => {
  const inputs = [1, 2, 3].map((seed) => normals([1, 2, 3, 4], seed));
  await expectLeakFree(() => {
    tf.dispose(tf.grads((...args) => attention(inputsOf(args)).sum())(inputs));
    tf.dispose(attention(inputsOf(inputs)));
  });
});
