import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { initialNetworks, networkLayout } from '../../../src/graphs/networks/networkShape.ts';

describe('networkLayout', () => {
  it('has as many categories for every variable as the one with the most', () => {
    const { specs, length } = networkLayout({ categories: [2, 3], hidden: 4 });
    expect(specs.map(({ shape }) => shape)).toEqual([
      [2, 6, 4],
      [2, 1, 4],
      [2, 4, 3],
      [2, 1, 3],
    ]);
    expect(length).toBe(48 + 8 + 24 + 6);
  });
});

describe('initialNetworks', () => {
  it('draws embeddings and output weights, and leaves biases at 0', () => {
    const values = initialNetworks(
      { categories: [10, 10, 10, 10], hidden: 24 },
      new RandomStream(1),
    );
    const deviation = (part: Float32Array) =>
      Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / part.length);
    const embeddings = 4 * 40 * 24;
    const outputs = values.subarray(embeddings + 96, embeddings + 96 + 960);
    expect(deviation(values.subarray(0, embeddings))).toBeCloseTo(1, 1);
    expect(values.subarray(embeddings, embeddings + 96).every((bias) => bias === 0)).toBe(true);
    expect(deviation(outputs)).toBeCloseTo(0.5 / Math.sqrt(3), 1);
    expect(Math.max(...outputs)).toBeLessThanOrEqual(0.5);
    expect(values.subarray(-40).every((bias) => bias === 0)).toBe(true);
  });
});
