import * as tf from '@tensorflow/tfjs';
import {
  ArgumentError,
  RandomStream,
  ShapeError,
  useBackend,
} from '@causal-mechanisms/tensor-utils';
import {
  initialMixtureNetwork,
  mixtureNetworkLayout,
  networkLayers,
  networkSizes,
} from '../../../src/continuous/network/mixtureNetworkLayout.ts';

beforeAll(() => useBackend());

describe('mixtureNetworkLayout', () => {
  it('has a hidden layer and three heads', () => {
    expect(mixtureNetworkLayout().length).toBe(32 + 32 + 32 * 30 + 30);
    expect(mixtureNetworkLayout({ hidden: 4, components: 2 }).sizes).toEqual([4, 4, 24, 6]);
  });

  it('refuses impossible sizes', () => {
    expect(() => mixtureNetworkLayout({ hidden: 0 })).toThrow(ArgumentError);
    expect(() => mixtureNetworkLayout({ components: 1.5 })).toThrow(ArgumentError);
  });
});

describe('initialMixtureNetwork', () => {
  it('draws every layer within its bounds', () => {
    const values = initialMixtureNetwork(new RandomStream(1), { hidden: 100 });
    const largest = (from: number, to: number) =>
      values.subarray(from, to).reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    expect(largest(0, 200)).toBeGreaterThan(0.9);
    expect(largest(0, 200)).toBeLessThanOrEqual(1);
    expect(largest(200, values.length)).toBeGreaterThan(0.099);
    expect(largest(200, values.length)).toBeLessThanOrEqual(0.1);
    expect(initialMixtureNetwork(new RandomStream(1), { hidden: 100 })).toEqual(values);
  });
});

describe('networkLayers', () => {
  it('takes parameters apart as the layout says', async () => {
    const sizes = networkSizes({ hidden: 2, components: 1 });
    const parameters = tf.range(0, 26).reshape<tf.Tensor2D>([2, 13]);
    const layers = networkLayers('f', parameters, sizes);
    expect(layers.headKernel.shape).toEqual([2, 2, 3]);
    expect(await layers.kernel.array()).toEqual([[[0, 1]], [[13, 14]]]);
    expect(await layers.bias.array()).toEqual([[[2, 3]], [[15, 16]]]);
    expect((await layers.headKernel.array())[1]).toEqual([
      [17, 18, 19],
      [20, 21, 22],
    ]);
    expect(await layers.headBias.array()).toEqual([[[10, 11, 12]], [[23, 24, 25]]]);
    expect(() => networkLayers('f', parameters, networkSizes({}))).toThrow(ShapeError);
    tf.dispose([parameters, { ...layers }]);
  });
});
