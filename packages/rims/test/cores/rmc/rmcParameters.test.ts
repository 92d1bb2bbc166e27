import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { resolveRmcConfig } from '../../../src/cores/rmc/rmcConfig.ts';
import { gateWidth, initialRmc, rmcLayout } from '../../../src/cores/rmc/rmcParameters.ts';

const GATES = ['unit', 'memory', 'none'] as const;

describe('the parameters of a relational memory core', () => {
  it('are as many as its sizes say', () => {
    const [input, width, packed, layers] = [10, 64, 192, 2];
    const linear = (from: number, to: number) => (from + 1) * to;
    const expected =
      linear(input, width) + // projection
      linear(width, packed) + // queries, keys and values
      2 * packed + // their norm
      2 * width + // norm after the attention
      layers * linear(width, width) + // perceptron
      2 * width + // norm after it
      linear(width, 2 * width) + // gates by the input
      width * 2 * width; // gates by the memory
    const [perUnit, perRow, none] = GATES.map(
      (gates) => rmcLayout(resolveRmcConfig({ inputWidth: 10, gates })).length,
    );
    expect(perUnit).toBe(expected);
    expect(expected - (perRow ?? 0)).toBe((2 * width + 1) * 2 * (width - 1));
    expect(expected - (none ?? 0)).toBe((2 * width + 1) * 2 * width);
  });

  it('have a unit of each gate per unit of the memory, per row, or none', () => {
    const widths = GATES.map((gates) => gateWidth(resolveRmcConfig({ inputWidth: 1, gates })));
    expect(widths).toEqual([64, 1, 0]);
  });

  it('start with kernels by the number of inputs, biases of 0 and scales of 1', () => {
    const config = resolveRmcConfig({ inputWidth: 400 });
    const { specs, sizes } = rmcLayout(config);
    const values = initialRmc(config, new RandomStream(1));
    expect(values.map(({ length }) => length)).toEqual(sizes);
    expect(initialRmc(config, new RandomStream(1))).toEqual(values);
    specs.forEach(({ name, shape: [inputs = NaN] }, i) => {
      const own = values[i] ?? new Float32Array(0);
      if (!name.endsWith('kernel')) {
        expect(new Set(own)).toEqual(new Set([name.endsWith('gamma') ? 1 : 0]));
        return;
      }
      const variance = own.reduce((sum, value) => sum + value * value, 0) / own.length;
      // Of 4096 draws and more, within four deviations of their mean square.
      expect(Math.abs(variance * inputs - 1)).toBeLessThan(4 * Math.sqrt(2 / 4096));
    });
  });
});
