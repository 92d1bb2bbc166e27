import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { causalOrders } from '../../../src/encoder/score/causalOrders.ts';
import { mechanismNetworks } from '../../../src/encoder/training/mechanismNetworks.ts';
import { normalColumns } from '../maps/columns.ts';

beforeAll(() => useBackend());

const config = { hidden: 4, components: 2, steps: 1, learningRate: 0.05, adaptationRate: 0.02 };
const make = () => mechanismNetworks(causalOrders(2), config, new RandomStream(1));
const codes = normalColumns(2, 12, new RandomStream(2));

describe('mechanismNetworks', () => {
  it('learn, and leave no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const networks = make();
    const held = tf.memory().numTensors;
    const first = await networks.adapt(codes, 1);
    for (let step = 0; step < 30; step++) networks.learn(codes);
    const later = await networks.adapt(codes, 1);
    expect([...first.keys()]).toEqual([1, 2]);
    for (const key of [1, 2]) {
      expect(later.get(key)?.value).toBeGreaterThan((first.get(key)?.value ?? NaN) + 0.05);
    }
    expect(tf.memory().numTensors).toBe(held);
    networks.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('adapt copies: the mean over the steps rises, and the networks stay as they are', async () => {
    const networks = make();
    const one = await networks.adapt(codes, 1);
    const many = await networks.adapt(codes, 5);
    const again = await networks.adapt(codes, 1);
    for (const key of [1, 2]) {
      expect(many.get(key)?.value).toBeGreaterThan(one.get(key)?.value ?? NaN);
      expect(again.get(key)?.value).toBe(one.get(key)?.value);
    }
    networks.dispose();
  });

  it('know the derivatives by codes', async () => {
    const networks = make();
    const terms = await networks.adapt(codes, 1);
    const gradients = terms.get(2)?.gradient('first').transfer;
    // Link 2 has the second column as its cause and the first as its effect.
    for (const [column, found] of [
      [1, gradients?.cause],
      [0, gradients?.effect],
    ] as const) {
      const values: number[] = [];
      for (const by of [0.02, -0.02]) {
        const moved = codes.map((values) => values.slice());
        const target = moved[column];
        if (target !== undefined) target[3] = (target[3] ?? 0) + by;
        values.push((await networks.adapt(moved, 1)).get(2)?.value ?? NaN);
      }
      expect(found?.[3]).toBeCloseTo(((values[0] ?? 0) - (values[1] ?? 0)) / 0.04, 3);
    }
    networks.dispose();
  });

  it('go on where they stopped', async () => {
    const [first, second] = [make(), make()];
    first.learn(codes);
    for (const [name, part] of Object.entries(second.state('a'))) {
      const saved = await first.state('a')[name]?.save();
      if (saved !== undefined) part.restore(saved);
    }
    first.learn(codes);
    second.learn(codes);
    const [one, other] = [await first.adapt(codes, 2), await second.adapt(codes, 2)];
    expect(other.get(1)?.value).toBeCloseTo(one.get(1)?.value ?? NaN, 6);
    first.dispose();
    second.dispose();
  });
});
