import * as tf from '@tensorflow/tfjs';
import {
  FlatAdam,
  joinParameters,
  RandomStream,
  useBackend,
} from '@causal-mechanisms/tensor-utils';
import { MaskedNetworks } from '../../../src/graphs/networks/maskedNetworks.ts';

beforeAll(() => useBackend());

const stream = new RandomStream(4);
const first = Uint8Array.from({ length: 300 }, () => stream.integer(0, 3));
const table = {
  columns: [first, first.map((value) => (stream.uniform() < 0.9 ? value % 2 : 1 - (value % 2)))],
  categories: [3, 2],
  names: ['a', 'b'],
  rows: 300,
};

describe('MaskedNetworks', () => {
  it('scores graphs as the gradient does, one by one or in groups', async () => {
    const networks = new MaskedNetworks({ categories: [3, 2], hidden: 6 }, new RandomStream(1));
    const rows = Int32Array.from({ length: 20 }, (_, row) => row);
    const graphs = Uint8Array.of(0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0);
    const costs = await networks.costs(table, { rows, graphs });
    for (let draw = 0; draw < 3; draw++) {
      const same = new Uint8Array(80);
      for (let row = 0; row < 20; row++) same.set(graphs.subarray(draw * 4, draw * 4 + 4), row * 4);
      const { cost, gradients } = networks.gradient(table, { rows, graphs: same });
      const [total] = await cost.data();
      expect((costs[draw * 2] ?? NaN) + (costs[draw * 2 + 1] ?? NaN)).toBeCloseTo(total ?? NaN, 5);
      tf.dispose([cost, [...gradients]]);
    }
    networks.dispose();
  });

  it('comes to predict from the parents it is given, and leaks nothing', async () => {
    const before = tf.memory().numTensors;
    const networks = new MaskedNetworks({ categories: [3, 2], hidden: 8 }, new RandomStream(2));
    const adam = new FlatAdam(networks.parameters.layout.length, { learningRate: 0.02 });
    const draws = new RandomStream(3);
    const held = tf.memory().numTensors;
    for (let step = 0; step < 150; step++) {
      const rows = draws.sampleIndices(64, 300);
      const graphs = new Uint8Array(256);
      for (let row = 0; row < 64; row++) graphs[row * 4 + 1] = draws.integer(0, 2);
      const { cost, gradients } = networks.gradient(table, { rows, graphs });
      const flat = joinParameters(gradients);
      networks.parameters.replace(adam.update(networks.parameters.values, flat));
      tf.dispose([cost, flat, [...gradients]]);
      expect(tf.memory().numTensors).toBe(held);
    }
    const rows = Int32Array.from({ length: 300 }, (_, row) => row);
    const [, alone, , given] = await networks.costs(table, {
      rows,
      graphs: Uint8Array.of(0, 0, 0, 0, 0, 1, 0, 0),
    });
    // Entropies of the truth: about 0.65 without the parent, 0.325 with it.
    expect(alone).toBeGreaterThan(0.55);
    expect(alone).toBeLessThan(0.72);
    expect(given).toBeGreaterThan(0.25);
    expect(given).toBeLessThan(0.42);
    networks.dispose();
    adam.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives no probability to categories that a variable does not have', async () => {
    const networks = new MaskedNetworks({ categories: [3, 2], hidden: 2 }, new RandomStream(1));
    const { length } = networks.parameters.layout;
    networks.parameters.replace(tf.zeros([length]));
    const costs = await networks.costs(table, { rows: [0], graphs: new Uint8Array(4) });
    expect(costs[0]).toBeCloseTo(Math.log(3), 5);
    expect(costs[1]).toBeCloseTo(Math.log(2), 5);
    networks.dispose();
  });
});
