import * as tf from '@tensorflow/tfjs';
import { arrayDataset } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { addGaussianNoise, invertContrast, shift } from '@causal-mechanisms/transforms';
import {
  composedImages,
  isShift,
  possibleSets,
  randomCompositions,
  sameOrder,
  sameSet,
} from '../../../../src/recipes/experts-gan/compositions/compositions.ts';

beforeAll(() => useBackend());

const mechanisms = [shift({ dx: 1 }), invertContrast(), shift({ dy: 1 })];

it('knows shifts, and which sets of mechanisms may be composed', () => {
  expect(mechanisms.map(isShift)).toEqual([true, false, true]);
  expect(possibleSets(mechanisms, { length: 1, shifts: 1 })).toEqual([[0], [1], [2]]);
  expect(possibleSets(mechanisms, { length: 1, shifts: 0 })).toEqual([[1]]);
  expect(possibleSets(mechanisms, { length: 2, shifts: 1 })).toEqual([
    [0, 1],
    [1, 2],
  ]);
  expect(possibleSets(mechanisms, { length: 3, shifts: 2 })).toEqual([[0, 1, 2]]);
  expect(() => possibleSets(mechanisms, { length: 3, shifts: 1 })).toThrow('no 3 can be composed');
  expect(() => possibleSets(mechanisms, { length: 4, shifts: 4 })).toThrow('no 4 can be composed');
});

it('applies the mechanisms of each image in their order', async () => {
  const pixels = new RandomStream(3).uniforms(20 * 16);
  const images = arrayDataset({
    name: 'grey',
    pixels,
    shape: [4, 4, 1],
    labels: Array.from({ length: 20 }, (_, i) => i),
  });
  const drawn = { length: 2, shifts: 1, count: 12 };
  const found = await composedImages(images, mechanisms, drawn, new RandomStream(5));
  expect(found.compositions).toHaveLength(12);
  expect(new Set(found.compositions.map(String)).size).toBeGreaterThan(2);
  for (const [i, composition] of found.compositions.entries()) {
    const original = found.originals.slice([i], [1]);
    const own = pixels.slice(16 * (found.labels?.[i] ?? 0), 16 * (found.labels?.[i] ?? 0) + 16);
    expect(Array.from(await original.data())).toEqual(Array.from(own));
    const [first, second] = composition.map((m) => mechanisms[m] ?? invertContrast());
    const stream = new RandomStream(1);
    const expected = second?.apply(first?.apply(original, stream) ?? original, stream);
    expect(await found.changed.slice([i], [1]).data()).toEqual(await expected?.data());
  }
  tf.dispose([found.changed, found.originals]);
  const again = await composedImages(images, mechanisms, drawn, new RandomStream(5));
  expect(again.compositions).toEqual(found.compositions);
  const noisy = await composedImages(
    images,
    [addGaussianNoise({ deviation: 0.5 })],
    { length: 1, shifts: 0, count: 99 },
    new RandomStream(5),
  );
  expect(noisy.compositions).toHaveLength(20);
  tf.dispose([again.changed, again.originals, noisy.changed, noisy.originals]);
});

it('changes the images of a sampler by one mechanism or more, without a leak', async () => {
  const change = randomCompositions([invertContrast()], 1, 0);
  const images = tf.fill<tf.Rank.R4>([3, 2, 2, 1], 0.25);
  const before = tf.memory().numTensors;
  const changed = change(images, new RandomStream(1));
  expect(tf.memory().numTensors).toBe(before + 1);
  expect(Array.from(await changed.data())).toEqual(Array<number>(12).fill(0.75));
  const several = randomCompositions(mechanisms, 2, 1)(images, new RandomStream(1));
  expect(several.shape).toEqual([3, 2, 2, 1]);
  expect(() => randomCompositions(mechanisms, 3, 1)).toThrow('no 3 can be composed');
  tf.dispose([images, changed, several]);
});

it('compares sets, and orders up to mechanisms that commute', () => {
  expect(sameSet([2, 1], [1, 2])).toBe(true);
  expect(sameSet([1, 1, 2], [1, 2])).toBe(false);
  expect(sameSet([1, 2, 2], [1, 1, 2])).toBe(false);
  const isNoise = (expert: number) => expert === 9;
  expect(sameOrder([1, 2], [2, 1], isNoise)).toBe(true);
  expect(sameOrder([1, 9], [9, 1], isNoise)).toBe(false);
  expect(sameOrder([9, 2, 1], [9, 1, 2], isNoise)).toBe(true);
  expect(sameOrder([2, 9, 1], [9, 1, 2], isNoise)).toBe(false);
  expect(sameOrder([1, 3], [1, 2], isNoise)).toBe(false);
});
