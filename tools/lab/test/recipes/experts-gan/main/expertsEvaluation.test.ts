import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import { arrayDataset } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { createMixture, identity, invertContrast } from '@causal-mechanisms/transforms';
import {
  evaluateExperts,
  referenceAccuracies,
} from '../../../../src/recipes/experts-gan/main/expertsEvaluation.ts';
import { InterruptedError } from '../../../../src/run/interrupted.ts';

/** Six 1x1 pictures of class "bright" (1) or "dark" (0): mechanism 0 inverts the even ones. */
const PIXELS = [0, 1, 0, 1, 0.25, 0.75];
const probe = {
  images: arrayDataset({
    name: 'dots',
    pixels: Float32Array.from(PIXELS),
    shape: [1, 1, 1],
    labels: PIXELS.map((pixel) => (pixel > 0.5 ? 1 : 0)),
  }),
  mixture: createMixture([invertContrast(), identity()]),
  stream: new RandomStream(1),
};
const classifier = {
  classify: async (images: Tensor4D) =>
    Int32Array.from(await images.data(), (pixel) => (pixel > 0.5 ? 1 : 0)),
};
const { signal } = new AbortController();

/** Expert 1 inverts, expert 0 does nothing; the third picture goes to the wrong one. */
const model = {
  experts: 2,
  invert: (images: Tensor4D) => {
    const winners = Int32Array.from([1, 0, 0, 0, 1, 0]);
    const flips = tf.tensor4d(Array.from(winners), [6, 1, 1, 1]);
    const output = tf.tidy(() => images.mul(tf.sub(1, flips.mul(2))).add<Tensor4D>(flips));
    flips.dispose();
    // Logits 0 and ln 3 are scores 0.5 and 0.75.
    const scores = new Float32Array(12);
    winners.forEach((winner, row) => (scores[2 * row + winner] = Math.log(3)));
    return Promise.resolve({ images: output, winners, scores });
  },
};

describe('evaluateExperts', () => {
  it('measures what can be counted by hand', async () => {
    const before = tf.memory().numTensors;
    const done: number[] = [];
    const found = await evaluateExperts(model, probe, classifier, {
      signal,
      onImages: (count) => done.push(count),
    });
    const names = probe.mixture.mechanisms.map(({ name }) => name);
    // Inverted: pictures 0, 2, 4 won by 1, 0, 1. Untouched: 1, 3, 5 all won by 0.
    expect(found.wins).toEqual({
      rows: names,
      columns: ['0', '1'],
      values: [
        [1 / 3, 2 / 3],
        [1, 0],
      ],
    });
    const expected = [
      [(0.5 + 0.75 + 0.5) / 3, (0.75 + 0.5 + 0.75) / 3],
      [0.75, 0.5],
    ];
    found.scores.values.forEach((row, m) =>
      row.forEach((score, j) => expect(score).toBeCloseTo(expected[m]?.[j] ?? NaN, 6)),
    );
    // Only the third picture stays inverted: off by one, and read wrongly.
    expect(found.meanSquaredError).toBeCloseTo(1 / 6, 6);
    expect(found.accuracy).toBeCloseTo(5 / 6, 6);
    expect(found.psnr).toBe(100);
    expect(done).toEqual([6]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stops when it is asked to, without leaking', async () => {
    const before = tf.memory().numTensors;
    const run = evaluateExperts(model, probe, classifier, { signal: AbortSignal.abort() });
    await expect(run).rejects.toThrow(InterruptedError);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('referenceAccuracies', () => {
  it('frames the experts: originals and changed images', async () => {
    expect(await referenceAccuracies(probe, classifier, signal)).toEqual({
      original: 1,
      transformed: 0.5,
    });
  });
});
