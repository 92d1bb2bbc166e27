import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { blockOf, blockSpecs, plainSpecs } from '../../../src/frames/network/frameParts.ts';

it('starts kernels with variance 1 / inputs, scales at 1 and the rest at 0', () => {
  const specs = blockSpecs('part', [4, 4, 8, 16]);
  expect(specs.map(({ name, shape }) => [name, shape])).toEqual([
    ['part/kernel', [4, 4, 8, 16]],
    ['part/bias', [16]],
    ['part/gamma', [16]],
    ['part/beta', [16]],
  ]);
  const [kernel, bias, gamma, beta] = specs.map(({ start }) => start(new RandomStream(1)));
  const variance =
    (kernel ?? new Float32Array()).reduce((sum, value) => sum + value ** 2, 0) / 2048;
  expect(128 * variance).toBeGreaterThan(0.85);
  expect(128 * variance).toBeLessThan(1.15);
  expect(new Set(bias)).toEqual(new Set([0]));
  expect(new Set(gamma)).toEqual(new Set([1]));
  expect(new Set(beta)).toEqual(new Set([0]));
  expect(plainSpecs('part', [2, 3]).map(({ name }) => name)).toEqual(['part/kernel', 'part/bias']);
});

it('finds the parameters of a block by their names', () => {
  const asked: string[] = [];
  const block = blockOf((name) => (asked.push(name), tf.scalar(asked.length)), 'part');
  expect(Object.keys(block).map((key) => `part/${key}`)).toEqual(asked);
});
