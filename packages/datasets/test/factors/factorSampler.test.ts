import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { derivedFactors } from '../../src/factors/derivedFactors.ts';
import { factorDataset } from '../../src/factors/factorDataset.ts';
import { factorSampler, readObservations } from '../../src/factors/factorSampler.ts';
import { failure } from '../testFiles.ts';
import { FIVE } from './testFactors.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('factorSampler', () => {
  it('draws distinct observations with their values, the same for the same seed', async () => {
    const before = tf.memory().numTensors;
    const sampler = factorSampler(FIVE);
    const first = await sampler.sample(4, new RandomStream(3));
    const again = await sampler.sample(4, new RandomStream(3));
    expect(sampler.size).toBe(5);
    expect(new Set(first.indices).size).toBe(4);
    expect(again.indices).toEqual(first.indices);
    expect(first.observations.shape).toEqual([4, 2]);
    expect([...(await first.observations.data())]).toEqual(
      [...first.indices].flatMap((i) => [i, 10 * i]),
    );
    expect([...first.values]).toEqual(
      [...first.indices].flatMap((i) => [i === 4 ? NaN : 100 + i, i % 2]),
    );
    tf.dispose([first.observations, again.observations]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('reaches every observation', async () => {
    const { observations, indices } = await factorSampler(FIVE).sample(5, new RandomStream(1));
    expect([...indices].sort()).toEqual([0, 1, 2, 3, 4]);
    observations.dispose();
  });

  it.each([
    [6, 'a batch of 6 needs more than the 5 observations'],
    [0, 'count must be an integer of at least 1, got 0'],
    [1.5, 'got 1.5'],
  ])('refuses a batch of %d', async (count, message) => {
    await expect(factorSampler(FIVE).sample(count, new RandomStream(1))).rejects.toThrow(
      failure('ERR_ARGUMENT', `^factorSampler\\(five\\): .*${message}`),
    );
  });
});

describe('readObservations', () => {
  it('reads images in any order, with repeats', async () => {
    const dataset = factorDataset({
      name: 'images',
      observations: Uint8Array.of(0, 255, 255, 255),
      shape: [2, 1, 1],
      factors: [{ name: 'a', kind: 'binary' }],
      values: [0, 1],
    });
    const read = await readObservations(dataset, [1, 0, 1]);
    expect(read.shape).toEqual([3, 2, 1, 1]);
    expect([...(await read.data())]).toEqual([1, 1, 0, 1, 1, 1]);
    read.dispose();
  });

  it('refuses an index that is not there', async () => {
    await expect(readObservations(FIVE, [0, 5])).rejects.toThrow(
      failure('ERR_ARGUMENT', '^readObservations\\(five\\): index 5 is not in \\[0, 5\\)'),
    );
  });

  it('refuses what a data set must not hold, and keeps no tensor', async () => {
    const before = tf.memory().numTensors;
    const spoilt = (shape: readonly number[], value: number): Promise<tf.Tensor> =>
      readObservations(
        derivedFactors(FIVE, {
          shape,
          read: async (_, out) => {
            await Promise.resolve();
            out.fill(0.5);
            out[1] = value;
          },
        }),
        [0, 1],
      );
    await expect(spoilt([2], NaN)).rejects.toThrow(
      failure('ERR_VALUES', 'finite, got NaN at place 1'),
    );
    await expect(spoilt([1, 1, 2], 1.5)).rejects.toThrow(failure('ERR_VALUES', '1.5 at place 1'));
    await expect(spoilt([1, 1, 2], NaN)).rejects.toThrow(failure('ERR_VALUES', 'NaN at place 1'));
    expect(tf.memory().numTensors).toBe(before);
    const fine = await spoilt([2], 300);
    fine.dispose();
  });
});
