import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { dropoutMask } from '../../../src/cores/shared/dropoutMask.ts';

beforeAll(() => useBackend());

const mask = async (rate: number, seed = 1, length = 20_000) => {
  const tensor = dropoutMask([length / 10, 10], rate, new RandomStream(seed));
  expect(tensor.shape).toEqual([length / 10, 10]);
  return Array.from(await tensor.data());
};

it.each([0.1, 0.5, 0.9])('drops a share of %d and scales up the rest', async (rate) => {
  const values = await mask(rate);
  const dropped = values.filter((value) => value === 0).length;
  // Four standard deviations of a binomial count.
  expect(Math.abs(dropped / 20_000 - rate)).toBeLessThan(
    4 * Math.sqrt((rate * (1 - rate)) / 20_000),
  );
  for (const value of values) if (value !== 0) expect(value).toBeCloseTo(1 / (1 - rate), 5);
});

it('drops each entry by itself', async () => {
  const values = await mask(0.3);
  let pairs = 0;
  for (let i = 1; i < values.length; i++) if (values[i] === 0 && values[i - 1] === 0) pairs++;
  expect(pairs / 20_000).toBeCloseTo(0.09, 2);
  // Neither the first nor the last place is spared.
  const ends = await Promise.all(
    Array.from({ length: 200 }, async (_, seed) => {
      const few = await mask(0.5, seed, 10);
      return [few[0], few[9]];
    }),
  );
  for (const place of [0, 1]) {
    const share = ends.filter((end) => end[place] === 0).length / 200;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.15);
  }
});

it('drops nothing at a rate of 0, and draws nothing', async () => {
  const stream = new RandomStream(1);
  const before = stream.state();
  const tensor = dropoutMask([3, 2], 0, stream);
  expect([...(await tensor.data())]).toEqual([1, 1, 1, 1, 1, 1]);
  expect(stream.state()).toEqual(before);
});

it('is decided by its stream', async () => {
  expect(await mask(0.5, 1, 100)).toEqual(await mask(0.5, 1, 100));
  expect(await mask(0.5, 1, 100)).not.toEqual(await mask(0.5, 2, 100));
});
