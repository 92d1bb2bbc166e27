import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { couplingNetwork } from '../../../src/encoder/maps/couplingNetwork.ts';

describe('couplingNetwork', () => {
  const network = couplingNetwork(2, 1, 1);

  it('is tanh of a weighted sum, weighted', () => {
    expect(network.length).toBe(5);
    // Weights .5 and -1, offset .25; output weight 2, offset 3.
    const values = Float64Array.of(0.5, -1, 0.25, 2, 3);
    const { outputs } = network.forward(values, [Float64Array.of(1), Float64Array.of(2)]);
    expect(outputs[0]).toBeCloseTo(3 + 2 * Math.tanh(0.5 - 2 + 0.25), 12);
  });

  it('has the gradients of the chain rule', () => {
    const values = Float64Array.of(0.5, -1, 0.25, 2, 3);
    const inputs = [Float64Array.of(1), Float64Array.of(2)];
    const pass = network.forward(values, inputs);
    const gradient = new Float64Array(5);
    const byInputs = network.backward(values, inputs, pass, Float64Array.of(10), gradient);
    const active = Math.tanh(-1.25);
    const bySum = 10 * 2 * (1 - active * active);
    [bySum, 2 * bySum, bySum, 10 * active, 10].forEach((value, i) => {
      expect(gradient[i]).toBeCloseTo(value, 10);
    });
    expect(byInputs[0]?.[0]).toBeCloseTo(0.5 * bySum, 10);
    expect(byInputs[1]?.[0]).toBeCloseTo(-bySum, 10);
  });

  it('starts with outputs of the deviation asked for', () => {
    const wide = couplingNetwork(1, 1000, 1);
    const values = new Float64Array(wide.length);
    wide.start(values, 2, new RandomStream(1));
    const squares = values.subarray(2000, 3000).reduce((sum, value) => sum + value * value, 0);
    expect(Math.sqrt(squares)).toBeCloseTo(2, 0);
    expect(values[3000]).toBe(0);
  });
});
