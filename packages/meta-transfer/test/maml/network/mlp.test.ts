import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { mlp } from '../../../src/maml/network/mlp.ts';

const config = { inputs: 2, hidden: [3, 4], outputs: 1, activation: 'tanh' } as const;

describe('mlp', () => {
  it('lays out a kernel and a bias per layer', () => {
    const { layout } = mlp(config);
    expect(layout.specs.map(({ name, shape }) => `${name} ${shape.join('x')}`)).toEqual([
      'layer1/kernel 1x2x3',
      'layer1/bias 1x1x3',
      'layer2/kernel 1x3x4',
      'layer2/bias 1x1x4',
      'layer3/kernel 1x4x1',
      'layer3/bias 1x1x1',
    ]);
    expect(layout.length).toBe(6 + 3 + 12 + 4 + 4 + 1);
  });

  it('starts with biases of 0 and kernels of the deviation asked for, none beyond two of it', () => {
    const wide = mlp({ ...config, hidden: [100, 100] });
    const values = wide.initialValues(new RandomStream(1), 0.5);
    const [kernels, biases]: [number[], number[]] = [[], []];
    let start = 0;
    for (const [i, size] of wide.layout.sizes.entries()) {
      (i % 2 === 0 ? kernels : biases).push(...values.subarray(start, start + size));
      start += size;
    }
    expect(biases.every((bias) => bias === 0)).toBe(true);
    expect(Math.max(...kernels.map(Math.abs))).toBeLessThanOrEqual(1);
    const square = kernels.reduce((sum, kernel) => sum + kernel ** 2, 0) / kernels.length;
    // A normal distribution cut at two deviations has a deviation of 0.8796.
    expect(Math.sqrt(square)).toBeCloseTo(0.5 * 0.8796, 2);
    expect(mlp(config).initialValues(new RandomStream(2), 0.1)).toEqual(
      mlp(config).initialValues(new RandomStream(2), 0.1),
    );
  });

  it('groups parameters by layers without a copy', () => {
    const views = mlp(config).layout.specs.map(({ shape }) => tf.zeros([...shape]));
    const layers = mlp(config).layers(views);
    expect(layers).toHaveLength(3);
    expect(layers[1]?.kernel).toBe(views[2]);
    expect(layers[2]?.bias).toBe(views[5]);
    tf.dispose(views);
  });
});
