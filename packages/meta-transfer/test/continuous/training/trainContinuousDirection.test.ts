import * as tf from '@tensorflow/tfjs';
import {
  ConfigError,
  RandomStream,
  ShapeError,
  useBackend,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { trainContinuousDirection } from '../../../src/continuous/training/trainContinuousDirection.ts';
import { drawnPairs } from '../pairs.ts';
import { bent, straight, trained, turned } from './runs.ts';

beforeAll(() => useBackend());

const short = { episodes: 100, pairs: 100, fitPairs: 1000 } as const;

describe('trainContinuousDirection', () => {
  it.each([
    ['gaussian', straight, {}],
    ['conjugate', straight, { marginal: 'adapt', likelihood: 'sum' }],
    ['bumps', bent, { episodes: 40 }],
  ] as const)('finds the cause both ways with %s', async (mechanism, source, more) => {
    const forward = await trained(source, { ...short, ...more, mechanism });
    const backward = await trained(turned(source), { ...short, ...more, mechanism });
    expect(forward.predictDirection()).toBe('A->B');
    expect(backward.predictDirection()).toBe('B->A');
    expect(forward.belief).toBeGreaterThan(0.8);
    expect(backward.belief).toBeLessThan(0.2);
    expect(forward.expectedRatio()).toBeLessThan(1);
    expect(backward.expectedRatio()).toBeLessThan(1);
  });

  it('finds the cause with networks', async () => {
    const before = tf.memory().numTensors;
    const config = {
      mechanism: 'mdn',
      hidden: 12,
      components: 4,
      trainingSteps: 250,
      trainingPairs: 200,
      trainingRate: 0.02,
      episodes: 20,
      pairs: 200,
      innerSteps: 5,
      parallel: 10,
    } as const;
    const forward = await trained(bent, config);
    expect(forward.deltas.reduce((sum, delta) => sum + delta, 0)).toBeGreaterThan(0);
    expect(forward.belief).toBeGreaterThan(0.7);
    forward.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('adds up or averages over pairs', async () => {
    const sums = await trained(straight, {
      ...short,
      mechanism: 'gaussian',
      episodes: 3,
      likelihood: 'sum',
    });
    const means = await trained(straight, { ...short, mechanism: 'gaussian', episodes: 3 });
    means.deltas.forEach((delta, i) => expect(sums.deltas[i]).toBeCloseTo(100 * delta, 8));
    const conjugate = { ...short, mechanism: 'conjugate', episodes: 3 } as const;
    const joint = await trained(straight, { ...conjugate, likelihood: 'sum' });
    const averages = await trained(straight, conjugate);
    averages.deltas.forEach((delta, i) => expect(joint.deltas[i]).toBeCloseTo(100 * delta, 8));
  });

  it('does not see the units of the columns', async () => {
    const scaled = (pairs: { a: ArrayLike<number>; b: ArrayLike<number> }) => ({
      a: Float64Array.from(pairs.a, (value) => 1000 * value + 5),
      b: Float64Array.from(pairs.b, (value) => 0.01 * value - 3),
    });
    const other = {
      sampleTraining: (count: number, stream: RandomStream) =>
        scaled(straight.sampleTraining(count, stream)),
      transfer(stream: RandomStream) {
        const change = straight.transfer(stream);
        return {
          sample: (count: number, drawn: RandomStream) => scaled(change.sample(count, drawn)),
        };
      },
    };
    for (const marginal of ['refit', 'adapt'] as const) {
      const config = { ...short, mechanism: 'gaussian', episodes: 3, marginal } as const;
      const plain = await trained(straight, config);
      const found = await trained(other, config);
      found.deltas.forEach((delta, i) => expect(delta).toBeCloseTo(plain.deltas[i] ?? NaN, 6));
    }
  });

  it('learns from data of one’s own', async () => {
    const stream = new RandomStream(1);
    const training = drawnPairs(stream, { count: 500 });
    const transfers = [-3, 2, 4].map((mean) => drawnPairs(stream, { count: 120, mean }));
    const model = await trained(
      { training, transfers },
      { mechanism: 'bumps', episodes: 60, fitPairs: 500 },
    );
    expect(model.config.pairs).toBe(120);
    expect(model.predictDirection()).toBe('A->B');
  });

  it('refuses impossible input before it starts', async () => {
    const stream = new RandomStream(1);
    const training = drawnPairs(stream, { count: 100 });
    const first = (...given: Parameters<typeof trainContinuousDirection>) =>
      trainContinuousDirection(...given).next();
    await expect(first({ training, transfers: [] })).rejects.toThrow(ShapeError);
    const constant = { a: new Float64Array(100).fill(2), b: training.b };
    const config = { mechanism: 'bumps' } as const;
    await expect(first({ training: constant, transfers: [training] }, { config })).rejects.toThrow(
      ValuesError,
    );
    await expect(
      first({ training, transfers: [training] }, { config: { ...config, pairs: 101 } }),
    ).rejects.toThrow(ConfigError);
    const faulty = { ...straight, sampleTraining: () => ({ a: [1, 2], b: [1, 2] }) };
    await expect(first(faulty, { config })).rejects.toThrow(ShapeError);
  });
});
