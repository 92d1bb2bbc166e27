import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { expertLayout } from '../../src/networks/kinds/convolutionalNetwork.ts';
import { drawParameters } from '../../src/networks/initialisation.ts';

const layout = expertLayout(4, 1);

function part(values: Float32Array, name: string): number[] {
  const at = layout.specs.findIndex((spec) => spec.name === name);
  const from = layout.sizes.slice(0, at).reduce((sum, size) => sum + size, 0);
  return Array.from(values.subarray(from, from + (layout.sizes[at] ?? 0)));
}

describe('drawParameters', () => {
  it('draws kernels and biases within 1 / sqrt(fan-in)', () => {
    const values = drawParameters(layout, new RandomStream(1), 'one');
    for (const [name, fanIn] of [
      ['conv1/kernel', 9],
      ['conv2/kernel', 36],
      ['output/kernel', 36],
      ['output/bias', 36],
    ] as const) {
      const largest = Math.max(...part(values, name).map(Math.abs));
      expect(largest).toBeLessThanOrEqual(1 / Math.sqrt(fanIn));
      if (name !== 'output/bias') expect(largest).toBeGreaterThan(0.8 / Math.sqrt(fanIn));
      expect(Math.min(...part(values, 'conv2/kernel'))).toBeLessThan(0);
    }
  });

  it('starts batch norm as asked', () => {
    const one = drawParameters(layout, new RandomStream(1), 'one');
    expect(part(one, 'norm2/gamma')).toEqual([1, 1, 1, 1]);
    expect(part(one, 'norm2/beta')).toEqual([0, 0, 0, 0]);
    const uniform = drawParameters(layout, new RandomStream(1), 'uniform');
    const gammas = part(uniform, 'norm2/gamma');
    expect(gammas.every((gamma) => gamma >= 0 && gamma < 1)).toBe(true);
    expect(new Set(gammas).size).toBe(4);
    expect(part(uniform, 'norm2/beta')).toEqual([0, 0, 0, 0]);
  });

  it('draws in the order of the layout', () => {
    const values = drawParameters(layout, new RandomStream(3), 'uniform');
    const stream = new RandomStream(3);
    expect(part(values, 'conv1/kernel')).toEqual(Array.from(stream.uniforms(36, -1 / 3, 1 / 3)));
    expect(part(values, 'norm1/gamma')).toEqual(Array.from(stream.uniforms(4)));
    expect(part(values, 'conv2/kernel')).toEqual(Array.from(stream.uniforms(144, -1 / 6, 1 / 6)));
  });
});
