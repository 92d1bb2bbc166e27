import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { addGaussianNoise, createMixture, identity } from '@causal-mechanisms/transforms';
import { ExpertsModel, evaluateExperts, resolveExpertsConfig } from '../../src/index.ts';
import { PIXELS, dots, probe, readBrightness } from './support.ts';

beforeAll(() => useBackend());

/** Expert 1 inverts, expert 0 does nothing; picture `i` goes to the given one. */
function bank(choices: readonly number[]) {
  return {
    experts: 2,
    invert: (images: Tensor4D) => {
      const winners = Int32Array.from({ length: images.shape[0] }, (_, i) => choices[i] ?? 0);
      const flips = tf.tensor4d(Array.from(winners), [winners.length, 1, 1, 1]);
      const output = tf.tidy(() => images.mul(tf.sub(1, flips.mul(2))).add<Tensor4D>(flips));
      flips.dispose();
      // Logits 0 and ln 3 are scores 0.5 and 0.75.
      const scores = new Float32Array(2 * winners.length);
      winners.forEach((winner, row) => (scores[2 * row + winner] = Math.log(3)));
      return Promise.resolve({ images: output, winners, scores });
    },
  };
}

/** The third picture goes to the wrong one. */
const model = bank([1, 0, 0, 0, 1, 0]);

it('gives scores as they are where they are no logits', async () => {
  const { matrices } = await evaluateExperts({ ...model, scoreScale: 'number' }, probe);
  const third = Math.log(3) / 3;
  const expected = [
    [third, 2 * third],
    [3 * third, 0],
  ];
  matrices.scores.values.forEach((row, m) =>
    row.forEach((score, j) => expect(score).toBeCloseTo(expected[m]?.[j] ?? NaN, 6)),
  );
});

it('measures what can be counted by hand', async () => {
  const before = tf.memory().numTensors;
  const done: number[] = [];
  const { scalars, matrices } = await evaluateExperts(model, probe, {
    classify: readBrightness,
    onImages: (count) => done.push(count),
  });
  // Inverted: pictures 0, 2, 4 won by 1, 0, 1. Untouched: 1, 3, 5 all won by 0.
  expect(matrices.wins).toEqual({
    rows: probe.mixture.mechanisms.map(({ name }) => name),
    columns: ['0', '1'],
    values: [
      [1 / 3, 2 / 3],
      [1, 0],
    ],
  });
  expect(matrices.scores).toMatchObject({ rows: matrices.wins.rows, columns: ['0', '1'] });
  const expected = [
    [(0.5 + 0.75 + 0.5) / 3, (0.75 + 0.5 + 0.75) / 3],
    [0.75, 0.5],
  ];
  matrices.scores.values.forEach((row, m) =>
    row.forEach((score, j) => expect(score).toBeCloseTo(expected[m]?.[j] ?? NaN, 6)),
  );
  // Only the third picture stays inverted: off by one, and read wrongly.
  expect(scalars.matched).toBe(2);
  expect(scalars.minDiagonal).toBeCloseTo(2 / 3, 12);
  expect(scalars.accuracy).toBeCloseTo(5 / 6, 12);
  expect(scalars.meanSquaredError).toBeCloseTo(1 / 6, 6);
  expect(scalars.psnr).toBe(100);
  expect(matrices.outcomes).toEqual({
    rows: matrices.wins.rows,
    columns: ['accuracy', 'meanSquaredError'],
    values: [
      [2 / 3, 1 / 3],
      [1, 0],
    ],
  });
  expect(done).toEqual([6]);
  expect(tf.memory().numTensors).toBe(before);
});

it('takes the median of the ratios', async () => {
  const grey = { ...probe, images: dots([0.4, 0.5, 0.5]) };
  // Inverted by mistake: 0.4 ends at 0.6, which is 10 log10(1 / 0.04) dB off; the others equal their originals.
  const all = await evaluateExperts(bank([0, 0, 0]), grey);
  expect(all.scalars.psnr).toBe(100);
  const one = await evaluateExperts(bank([0]), { ...probe, images: dots([0.4]) });
  expect(one.scalars.psnr).toBeCloseTo(13.979, 3);
});

it('measures images that are changed already, with what is known of them', async () => {
  const transformed = tf.tensor4d([1, 1, 1, 1, 0.75, 0.75], [6, 1, 1, 1]);
  const originals = tf.tensor4d(PIXELS, [6, 1, 1, 1]);
  const before = tf.memory().numTensors;
  const mechanisms = [0, 1, 0, 1, 0, 1];
  const whole = await evaluateExperts(model, probe);
  const same = await evaluateExperts(model, { transformed, mechanisms, originals });
  expect(same.scalars).toEqual(whole.scalars);
  expect(same.matrices.wins).toEqual({ ...whole.matrices.wins, rows: ['0', '1'] });
  const bare = await evaluateExperts(model, { transformed, mechanisms, names: ['turned', 'left'] });
  expect(Object.keys(bare.scalars)).toEqual(['matched', 'minDiagonal']);
  expect(bare.matrices.wins.rows).toEqual(['turned', 'left']);
  expect(bare.matrices.outcomes).toEqual({
    rows: ['turned', 'left'],
    columns: [],
    values: [[], []],
  });
  expect(tf.memory().numTensors).toBe(before);
  tf.dispose([transformed, originals]);
});

it('works on 250 images at a time', async () => {
  const pixels = Array.from({ length: 260 }, () => 1);
  const sizes: number[] = [];
  const seen: number[] = [];
  const counting = {
    experts: 2,
    invert: (images: Tensor4D) => {
      sizes.push(images.shape[0]);
      return model.invert(images);
    },
  };
  const { scalars, matrices } = await evaluateExperts(
    counting,
    { ...probe, images: dots(pixels, pixels) },
    { onImages: (done) => seen.push(done), classify: readBrightness },
  );
  expect(sizes).toEqual([250, 10]);
  expect(seen).toEqual([250, 260]);
  // Of the even pictures, which are inverted, only rows 0 and 4 of each part are put right.
  expect(matrices.wins.values).toEqual([
    [126 / 130, 4 / 130],
    [1, 0],
  ]);
  expect(scalars.accuracy).toBeCloseTo(134 / 260, 12);
  expect(scalars.meanSquaredError).toBeCloseTo(126 / 260, 12);
});

it('sees the same noise at every look, and draws nothing', async () => {
  const stream = new RandomStream(3);
  const noisy = {
    images: dots(PIXELS),
    mixture: createMixture([identity(), addGaussianNoise({ deviation: 0.3 })]),
    stream,
  };
  const state = stream.state();
  const first = await evaluateExperts(model, noisy);
  expect(await evaluateExperts(model, noisy)).toEqual(first);
  expect(stream.state()).toEqual(state);
  const other = await evaluateExperts(model, { ...noisy, stream: new RandomStream(4) });
  expect(other.scalars.meanSquaredError).not.toBe(first.scalars.meanSquaredError);
});

it('agrees with a real model', async () => {
  const config = resolveExpertsConfig({
    experts: 3,
    filters: 2,
    discriminatorFilters: [2, 2, 2],
    discriminatorUnits: 4,
  });
  const real = ExpertsModel.create(config, [8, 8, 1], new RandomStream(5));
  const transformed = tf.tensor4d(new RandomStream(6).uniforms(5 * 64), [5, 8, 8, 1]);
  const { matrices } = await evaluateExperts(real, { transformed, mechanisms: [0, 0, 0, 0, 0] });
  const means = await real.scores(transformed).sigmoid().mean(0).data();
  matrices.scores.values[0]?.forEach((mean, j) => expect(mean).toBeCloseTo(means[j] ?? NaN, 5));
  expect(matrices.wins.columns).toEqual(['0', '1', '2']);
  transformed.dispose();
  real.dispose();
});

describe('stops and refuses without leaking', () => {
  let before: number;
  beforeEach(() => (before = tf.memory().numTensors));
  afterEach(() => expect(tf.memory().numTensors).toBe(before));

  it('with the reason of the signal', async () => {
    const reason = new Error('enough');
    const run = evaluateExperts(model, probe, { signal: AbortSignal.abort(reason) });
    await expect(run).rejects.toBe(reason);
  });

  it('when a callback or the classifier fails', async () => {
    const fail = () => {
      throw new Error('broken');
    };
    await expect(evaluateExperts(model, probe, { onImages: fail })).rejects.toThrow('broken');
    await expect(evaluateExperts(model, probe, { classify: fail })).rejects.toThrow('broken');
  });

  it('a classifier without labels', async () => {
    const unlabelled = { ...probe, images: dots(PIXELS) };
    const run = evaluateExperts(model, unlabelled, { classify: readBrightness });
    await expect(run).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
  });
});
