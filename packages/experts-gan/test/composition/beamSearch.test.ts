import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { beamSearch } from '../../src/composition/beamSearch.ts';
import { byValue } from '../../src/composition/sequenceRanking.ts';
import type { ExpertSequence } from '../../src/composition/sequenceRanking.ts';
import type { ExpertsModel } from '../../src/index.ts';
import { bank, images as uniform } from '../bank/banks.ts';
import { relativeDifference } from '../autodiff.ts';
import { noPause } from '../support.ts';
import { distanceTo, dots, knownExperts } from './knownExperts.ts';

beforeAll(() => useBackend());

const settings = { width: 5, depth: 3, lengthPenalty: 0.01, threshold: Infinity, turn: noPause };

/** A scorer without any sense: a random direction. */
const direction = Array.from(new RandomStream(8).normals(64));
const anyScore = async (images: tf.Tensor4D) => {
  const pixels = await images.reshape<tf.Tensor2D>([-1, 64]).array();
  return pixels.map((row) => row.reduce((sum, x, k) => sum + x * (direction[k] ?? NaN), 0));
};

/** Every sequence up to a length, one at a time: the oracle. */
async function allSequences(
  model: ExpertsModel,
  image: tf.Tensor4D,
  depth: number,
): Promise<ExpertSequence[]> {
  let lists: number[][] = [[]];
  const found: ExpertSequence[] = [];
  for (let length = 0; length <= depth; length++) {
    for (const experts of lists) {
      const [score = NaN] = await anyScore(model.chain(image, experts));
      found.push({ experts, score, changes: experts.map(() => NaN) });
    }
    lists = lists.flatMap((experts) =>
      Array.from({ length: model.experts }, (_, expert) => [...experts, expert]),
    );
  }
  return found;
}

/** The same search for one image, with lists alone. */
function plainBeam(all: readonly ExpertSequence[], width: number, depth: number): ExpertSequence[] {
  const key = (experts: readonly number[]) => experts.join();
  let kept = all.filter(({ experts }) => experts.length === 0);
  const tried = [...kept];
  for (let length = 1; length <= depth; length++) {
    const longer = kept.flatMap((prefix) =>
      all.filter(
        ({ experts }) =>
          experts.length === length && key(experts.slice(0, -1)) === key(prefix.experts),
      ),
    );
    tried.push(...longer);
    kept = longer.toSorted((a, b) => b.score - a.score).slice(0, width);
  }
  return tried;
}

const row = (images: tf.Tensor4D, at: number) => images.slice([at], [1]);

it('finds what trying every sequence finds, where it is wide enough', async () => {
  const model = bank(3);
  const x = uniform(4);
  const wide = { ...settings, width: 9, score: anyScore };
  const found = await beamSearch(model, x, wide);
  for (let image = 0; image < 4; image++) {
    const all = (await allSequences(model, row(x, image), 3)).sort(byValue(wide));
    expect(found.tried[image]).toHaveLength(40);
    expect(found.tried[image]?.[0]?.experts).toEqual(all[0]?.experts);
    expect(found.tried[image]?.[0]?.score).toBeCloseTo(all[0]?.score ?? NaN, 4);
    const restored = model.chain(row(x, image), all[0]?.experts ?? []);
    expect(await relativeDifference(row(found.images, image), restored)).toBeLessThan(1e-5);
  }
  model.dispose();
});

it('keeps the best of each image alone, however many are searched together', async () => {
  const model = bank(4);
  const x = uniform(70);
  const narrow = { ...settings, width: 2, score: anyScore };
  const found = await beamSearch(model, x, narrow);
  for (const image of [0, 1, 33, 69]) {
    const all = await allSequences(model, row(x, image), 3);
    const plain = plainBeam(all, 2, 3);
    const name = ({ experts }: ExpertSequence) => experts.join();
    expect(found.tried[image]?.map(name).toSorted()).toEqual(plain.map(name).toSorted());
    expect(found.tried[image]?.[0]?.experts).toEqual(plain.sort(byValue(narrow))[0]?.experts);
  }
  model.dispose();
});

it('undoes shifts and inversions in their order', async () => {
  const model = knownExperts(['invert', { dx: 2, dy: 0 }, { dx: 0, dy: -2 }]);
  const originals = dots(3);
  // What was done, by what undoes it: an inverted image shifted left and down, with the zeros that come in.
  const left = originals.slice([0, 0, 2, 0], [-1, 8, 6, 1]).pad<tf.Tensor4D>([
    [0, 0],
    [0, 0],
    [0, 2],
    [0, 0],
  ]);
  const changed = tf.concat4d([tf.sub<tf.Tensor4D>(1, left), left, originals], 0);
  const score = distanceTo(originals);
  const { images, tried } = await beamSearch(model, changed, { ...settings, score });
  const experts = tried.map(([first]) => first?.experts);
  expect(experts.slice(0, 3)).toEqual([
    [0, 1],
    [0, 1],
    [0, 1],
  ]);
  expect(experts.slice(3)).toEqual([[1], [1], [1], [], [], []]);
  const right = tf.concat4d([originals, originals, originals], 0);
  expect(await relativeDifference(images, right)).toBeLessThan(1e-12);
  model.dispose();
});

it('needs more than the best prefix where the way leads through worse images', async () => {
  const model = knownExperts(['invert', { dx: 2, dy: 0 }, 'identity']);
  const originals = dots(1, 5);
  const left = originals.slice([0, 0, 2, 0], [-1, 8, 6, 1]).pad<tf.Tensor4D>([
    [0, 0],
    [0, 0],
    [0, 2],
    [0, 0],
  ]);
  const changed = tf.sub<tf.Tensor4D>(1, left);
  const [true0, inverted] = [distanceTo(originals), distanceTo(left)];
  // A half-restored image scores below an untouched one.
  const score = async (images: tf.Tensor4D) => {
    const [near, half] = [await true0(images), await inverted(images)];
    return near.map((value, i) => (half[i] === 0 ? -100 : value));
  };
  const search = (width: number) => beamSearch(model, changed, { ...settings, width, score });
  const first = async (width: number) => (await search(width)).tried[0]?.[0]?.experts;
  expect(await first(1)).not.toEqual([0, 1]);
  expect(await first(3)).toEqual([0, 1]);
  model.dispose();
});

it('gives the image of the best sequence where it is not the one of the highest score', async () => {
  const model = knownExperts(['invert', { dx: 2, dy: 0 }]);
  const x = dots(2);
  // The second expert scores a little higher; the first changes ten times as much as usual.
  const score = (images: tf.Tensor4D) =>
    tf.tidy(() => tf.mean<tf.Tensor1D>(tf.sub(0.01, tf.mul(images, 0.01)), [1, 2, 3])).data();
  const usualChanges = [0.1, 1];
  const found = await beamSearch(model, x, { ...settings, depth: 1, score, usualChanges });
  for (const tried of found.tried) {
    expect(tried.map(({ experts }) => experts)).toEqual([[0], [], [1]]);
    expect(tried[0]?.score).toBeLessThan(tried[2]?.score ?? NaN);
    expect(tried[0]?.changes[0]).toBeCloseTo(1, 6);
  }
  expect(await relativeDifference(found.images, tf.sub(1, x))).toBeLessThan(1e-12);
  model.dispose();
});

it('gives up an image that is settled, and finds the same', async () => {
  const model = bank(3);
  const x = uniform(6);
  const scores = await anyScore(x);
  let scored = 0;
  const score = (images: tf.Tensor4D) => {
    scored += images.shape[0];
    return anyScore(images);
  };
  // Half of the images are good as they are.
  const threshold = (scores.toSorted((a, b) => a - b)[3] ?? NaN) - 1e-3;
  const strict = { ...settings, width: 9, threshold, lengthPenalty: 0.1, score };
  const found = await beamSearch(model, x, strict);
  const settled = found.tried.filter((tried) => tried.length === 1);
  expect(settled.length).toBeGreaterThanOrEqual(3);
  expect(scored).toBe(found.tried.reduce((sum, tried) => sum + tried.length, 0));
  for (const [image, tried] of found.tried.entries()) {
    const all = (await allSequences(model, row(x, image), 3)).sort(byValue(strict));
    expect(tried[0]?.experts).toEqual(all[0]?.experts);
  }
  model.dispose();
});

it('works on every prefix once, in few calls', async () => {
  const model = knownExperts(['invert', 'identity', { dx: 1, dy: 0 }, { dx: 0, dy: 1 }]);
  const x = dots(10);
  const calls: number[] = [];
  const counting = {
    experts: model.experts,
    apply: (images: tf.Tensor4D, expert: number) => {
      calls.push(images.shape[0]);
      return model.apply(images, expert);
    },
  };
  await beamSearch(counting, x, { ...settings, width: 2, score: anyScore });
  // 10 images by 4 experts, then 20 prefixes twice.
  expect(calls).toEqual([...Array<number>(4).fill(10), ...Array<number>(8).fill(20)]);
  model.dispose();
});

it('leaks nothing but the images, and nothing where it is ended or a score fails', async () => {
  const model = knownExperts(['invert', 'identity']);
  const x = dots(3);
  const score = distanceTo(x);
  await expectLeakFree(async () => {
    (await beamSearch(model, x, { ...settings, score })).images.dispose();
    (await beamSearch(model, x, { ...settings, depth: 0, score })).images.dispose();
    for (const most of [1, 2, 3, 4, 5, 7, 9]) {
      let left = most;
      const turn = () => (left-- > 0 ? Promise.resolve() : Promise.reject(new Error('ended')));
      await expect(beamSearch(model, x, { ...settings, score, turn })).rejects.toThrow('ended');
      let calls = most;
      const failing = (images: tf.Tensor4D) =>
        calls-- > 0 ? score(images) : Promise.reject(new Error('no score'));
      if (most > 3) continue;
      await expect(beamSearch(model, x, { ...settings, score: failing })).rejects.toThrow(
        'no score',
      );
    }
  });
  expect(x.isDisposed).toBe(false);
  model.dispose();
});
