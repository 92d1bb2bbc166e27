import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { networkMechanisms } from '../../../src/graphs/networks/networkMechanisms.ts';
import { copies } from '../training/copies.ts';

beforeAll(() => useBackend());

describe('networkMechanisms', () => {
  it('fits networks with parents drawn from the beliefs, and leaks nothing', async () => {
    const data = copies(400, 100);
    const before = tf.memory().numTensors;
    const mechanisms = networkMechanisms(data, {
      hidden: 8,
      batchSize: 64,
      mechanismRate: 0.02,
      stream: new RandomStream(1),
    });
    const held = tf.memory().numTensors;
    const probabilities = Float64Array.of(0, 0.5, 0, 0, 0, 0.5, 0, 0, 0);
    const costs: number[] = [];
    for (let step = 0; step < 80; step++) {
      costs.push((await mechanisms.fit?.(probabilities)) ?? NaN);
      expect(tf.memory().numTensors).toBe(held);
    }
    const mean = (part: number[]) => part.reduce((sum, cost) => sum + cost, 0) / part.length;
    expect(mean(costs.slice(-10))).toBeLessThan(0.8 * mean(costs.slice(0, 10)));
    // 1 -> 2 helps under an intervention on 0.
    const graphs = new Uint8Array(18);
    graphs[9 + 5] = 1;
    const found = await mechanisms.costs(0, graphs);
    expect(found[5]).toBeLessThan((found[2] ?? NaN) - 0.1);
    mechanisms.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
