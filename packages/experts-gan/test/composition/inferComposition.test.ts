import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { inferComposition } from '../../src/index.ts';
import { relativeDifference } from '../autodiff.ts';
import { smallModel, randomImages } from '../support.ts';
import { distanceTo, dots, knownExperts } from './knownExperts.ts';

beforeAll(() => useBackend());

const model = () => knownExperts(['invert', { dx: 1, dy: 0 }, { dx: -1, dy: 0 }]);

it('gives the sequence, its score and the next best ones of more images than are searched at a time', async () => {
  const experts = model();
  const originals = dots(70);
  const changed = tf.sub<tf.Tensor4D>(1, originals);
  const seen: number[] = [];
  const { images, compositions } = await inferComposition(experts, changed, {
    score: distanceTo(originals),
    threshold: 0,
    runnersUp: 2,
    onImages: (done) => seen.push(done),
  });
  expect(compositions).toHaveLength(70);
  expect(seen).toEqual([64, 70]);
  for (const composition of compositions) {
    expect(composition).toMatchObject({ experts: [0], score: 0, restored: true });
    expect(composition.runnersUp).toHaveLength(2);
  }
  expect(await relativeDifference(images, originals)).toBeLessThan(1e-12);
  experts.dispose();
});

it('says of no image that it is restored where nothing says when it is, or its score is too low', async () => {
  const experts = model();
  const originals = dots(2);
  const score = distanceTo(originals);
  const without = await inferComposition(experts, originals, { score });
  expect(without.compositions.map(({ restored }) => restored)).toEqual([false, false]);
  const strict = await inferComposition(experts, originals, { score, threshold: 1 });
  expect(strict.compositions.map(({ restored }) => restored)).toEqual([false, false]);
  const met = await inferComposition(experts, originals, { score, threshold: 0 });
  expect(met.compositions.map(({ restored }) => restored)).toEqual([true, true]);
  experts.dispose();
});

it('pays for the length of a sequence: a quarter for each expert unless told otherwise', async () => {
  const experts = model();
  const x = dots(1);
  // Every expert gains a little: the more, the better.
  let call = 0;
  const score = (gain: number) => (images: tf.Tensor4D) => {
    const value = gain * call++;
    return Array.from({ length: images.shape[0] }, () => value);
  };
  const length = async (gain: number, lengthPenalty?: number) => {
    call = 0;
    const options = lengthPenalty === undefined ? {} : { lengthPenalty };
    const { compositions } = await inferComposition(experts, x, { score: score(gain), ...options });
    return compositions[0]?.experts.length;
  };
  expect(await length(0.24)).toBe(0);
  expect(await length(0.26)).toBe(3);
  expect(await length(0.26, 0.27)).toBe(0);
  expect(await length(0.01, 0)).toBe(3);
  experts.dispose();
});

it('scores by the discriminator of the model, on images of other sizes too where it is told to', async () => {
  const experts = smallModel();
  const x = randomImages(4)(3);
  const { images, compositions } = await inferComposition(experts, x, { depth: 2 });
  const own = await experts.discriminate(images).data();
  compositions.forEach(({ score }, i) => expect(score).toBeCloseTo(own[i] ?? NaN, 4));
  const larger = randomImages(4)(2, 24);
  const found = await inferComposition(experts, larger, { depth: 1, otherSizes: 'centre' });
  expect(found.images.shape).toEqual([2, 24, 24, 3]);
  await expect(inferComposition(experts, larger)).rejects.toMatchObject({ code: 'ERR_SHAPE' });
  experts.dispose();
});

it('has nothing to say of no images, and leaks nothing', async () => {
  const experts = model();
  const originals = dots(3);
  const score = distanceTo(originals);
  await expectLeakFree(async () => {
    const none = tf.zeros<tf.Rank.R4>([0, 8, 8, 1]);
    const found = await inferComposition(experts, none);
    expect(found.compositions).toEqual([]);
    expect(found.images.shape).toEqual([0, 8, 8, 1]);
    tf.dispose([
      none,
      found.images,
      (await inferComposition(experts, originals, { score })).images,
    ]);
    const bad = () => Array.from({ length: 3 }, () => NaN);
    await expect(inferComposition(experts, originals, { score: bad })).rejects.toMatchObject({
      code: 'ERR_VALUES',
    });
    await expect(inferComposition(experts, originals, { score: () => [1] })).rejects.toMatchObject({
      code: 'ERR_SHAPE',
    });
  });
  experts.dispose();
});

it('ends where its signal says, with the reason, and gives timers a turn', async () => {
  const experts = model();
  const originals = dots(70);
  const stop = new AbortController();
  const reason = new Error('enough');
  // The first call leaves what experts keep for the next one.
  (await inferComposition(experts, dots(1), { depth: 1 })).images.dispose();
  const before = tf.memory().numTensors;
  const running = inferComposition(experts, originals, {
    signal: stop.signal,
    depth: 1,
    onImages: () => stop.abort(reason),
  });
  await expect(running).rejects.toBe(reason);
  expect(tf.memory().numTensors).toBe(before);
  await expect(
    inferComposition(experts, originals, { signal: AbortSignal.abort(reason) }),
  ).rejects.toBe(reason);
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  (await inferComposition(experts, originals, { depth: 2 })).images.dispose();
  clearInterval(timer);
  expect(turns).toBeGreaterThan(0);
  experts.dispose();
});

it.each([
  [{ redundantPairs: 'all' }, 'redundantPairs must be an array'],
  [{ redundantPairs: [[0, 1], 7] }, 'redundantPairs[1] must be an array of numbers'],
  [{ redundantPairs: [[0]] }, 'redundantPairs[0] must hold 2 numbers, got 1'],
  [{ redundantPairs: [[0, 3]] }, 'redundantPairs[0]'],
  [{ redundantPairs: [[-1, 0]] }, 'redundantPairs[0]'],
  [{ redundantPairs: [[0.5, 0]] }, 'redundantPairs[0]'],
  [{ usualChanges: [1, 2] }, 'usualChanges must hold 3 numbers, got 2'],
  [{ usualChanges: [0, -1, 0] }, 'usualChanges'],
  [{ usualChanges: [0, NaN, 0] }, 'usualChanges'],
  [{ usualChanges: [0, Infinity, 0] }, 'usualChanges'],
  [{ usualChanges: [0, '1', 0] }, 'usualChanges'],
])('refuses %p', async (options, message) => {
  const experts = model();
  await expect(inferComposition(experts, dots(1), options as object)).rejects.toThrow(
    `inferComposition: ${message}`,
  );
  experts.dispose();
});
