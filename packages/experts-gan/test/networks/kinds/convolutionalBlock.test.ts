import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { blockGradient, forwardBlock } from '../../../src/networks/kinds/convolutionalBlock.ts';
import type { BlockViews } from '../../../src/networks/kinds/convolutionalNetwork.ts';

beforeAll(() => useBackend());

/** A kernel that passes the middle pixel on. */
const middle = tf.tensor4d([0, 0, 0, 0, 1, 0, 0, 0, 0], [3, 3, 1, 1]);
/** Two pixels, -1 and 3. */
const pixels = () => tf.tensor4d([-1, 3], [2, 1, 1, 1]);

function block(bias?: number): BlockViews {
  return {
    kernel: middle.clone(),
    bias: bias === undefined ? undefined : tf.tensor1d([bias]),
    gamma: tf.tensor1d([2]),
    beta: tf.tensor1d([0.5]),
  };
}

const numbers = async (tensor: tf.Tensor) => Array.from(await tensor.data());

it('normalises, then activates, without a bias', async () => {
  const { output, mean, variance, unnormed } = forwardBlock(block(), pixels(), 'none');
  expect(await numbers(unnormed)).toEqual([-1, 3]);
  expect(await numbers(mean)).toEqual([1]);
  // Unbiased: (4 + 4) / 1.
  expect((await numbers(variance))[0]).toBeCloseTo(8, 4);
  // Normed to -1 and 1, scaled to -1.5 and 2.5, activated.
  const [low = NaN, high = NaN] = await numbers(output);
  expect(low).toBeCloseTo(Math.exp(-1.5) - 1, 4);
  expect(high).toBeCloseTo(2.5, 4);
});

it('activates with the bias, then normalises, where the activation comes first', async () => {
  const { output, mean, unnormed } = forwardBlock(block(-1), pixels(), 'none');
  // ELU of -2 and 2.
  const [low = NaN, high = NaN] = await numbers(unnormed);
  expect(low).toBeCloseTo(Math.exp(-2) - 1, 5);
  expect(high).toBeCloseTo(2, 5);
  expect((await numbers(mean))[0]).toBeCloseTo((low + high) / 2, 5);
  // Two numbers are normed to -1 and 1, whatever they are.
  const [first = NaN, second = NaN] = await numbers(output);
  expect(first).toBeCloseTo(-1.5, 4);
  expect(second).toBeCloseTo(2.5, 4);
});

it.each([undefined, -1])('gives the gradients in the order of the layout: bias %p', (bias) => {
  const own = block(bias);
  const pass = forwardBlock(own, pixels(), 'none');
  const before = { output: undefined, resampling: 'none' } as const;
  const alive = tf.memory().numTensors;
  const found = blockGradient(own, pass, tf.ones([2, 1, 1, 1]), before);
  const shapes = found.parameters.map(({ shape }) => shape);
  expect(shapes).toEqual([[3, 3, 1, 1], ...(bias === undefined ? [] : [[1]]), [1], [1]]);
  expect(found.dBefore).toBeUndefined();
  // The gradients, and the ones above.
  expect(tf.memory().numTensors).toBe(alive + shapes.length + 1);
});

it('goes back through the activation of the block before only where that ends with one', async () => {
  const dy = tf.tensor4d([1, 2], [2, 1, 1, 1]);
  const output = tf.tensor4d([-0.75, 3], [2, 1, 1, 1]);
  const back = async (bias?: number) => {
    const own = block(bias);
    const pass = forwardBlock(own, output, 'none');
    const { dBefore } = blockGradient(own, pass, dy, { output, resampling: 'none' });
    return numbers(dBefore as tf.Tensor);
  };
  const plain = (bias?: number) => {
    const { kernel, gamma, beta } = block();
    const run = (x: tf.Tensor) => {
      const convolved = tf.conv2d(x as tf.Tensor4D, kernel, 1, 'same');
      const read = bias === undefined ? convolved : convolved.add(bias).elu();
      const { mean, variance } = tf.moments(read, [0, 1, 2]);
      return read.sub(mean).div(variance.add(1e-5).sqrt()).mul(gamma).add(beta);
    };
    return numbers(tf.grad(run)(output, dy));
  };
  const [first, second] = [await back(), await plain()];
  // The slope of the ELU is its output plus 1.
  expect(first[0]).toBeCloseTo(0.25 * (second[0] ?? NaN), 5);
  expect(first[1]).toBeCloseTo(second[1] ?? NaN, 5);
  const [own, expected] = [await back(0.5), await plain(0.5)];
  own.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 5));
});
