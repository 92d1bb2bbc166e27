import * as tf from '@tensorflow/tfjs';
import { ArgumentError, DisposedError, useBackend } from '@causal-mechanisms/tensor-utils';
import { unservedShare } from '../../src/index.ts';
import { canonicalThreshold, winsBelow } from '../../src/bank/unservedShare.ts';
import { bank, builtExperts, images, sparse } from './banks.ts';

beforeAll(() => useBackend());

it('counts images whose best output scores below most canonical ones', async () => {
  const model = bank(2);
  const [probe, canonical] = [images(40), images(21, 5)];
  (await model.invert(probe)).images.dispose(); // experts keep a folded form
  const before = tf.memory().numTensors;
  const best = (await model.scores(probe).array()).map((row) => Math.max(...row));
  const own = (await model.discriminate(canonical).array()).sort((a, b) => a - b);
  for (const quantile of [0, 0.05, 0.5, 1]) {
    const found = await unservedShare(model, probe, canonical, { quantile });
    const threshold = own[20 * quantile] ?? NaN;
    expect(found.threshold).toBeCloseTo(threshold, 5);
    expect(found.share).toBeCloseTo(best.filter((score) => score < threshold).length / 40, 5);
  }
  const byDefault = await unservedShare(model, probe, canonical);
  expect(byDefault).toEqual(await unservedShare(model, probe, canonical, { quantile: 0.05 }));
  expect(tf.memory().numTensors).toBe(before + 2);
  tf.disposeVariables();
  tf.dispose([probe, canonical]);
  model.dispose();
});

it('is 0 where outputs are the canonical images themselves', async () => {
  const model = builtExperts([{}]);
  const canonical = sparse(30);
  const outputs = model.apply(canonical, 0);
  // The expert gives nearly its input: below the lowest, but for rounding, is nothing.
  const { share } = await unservedShare(model, outputs, outputs, { quantile: 0 });
  expect(share).toBeLessThan(0.2);
  tf.dispose([canonical, outputs]);
  model.dispose();
});

it('takes a quantile between two scores in proportion', async () => {
  const model = bank(1);
  const canonical = images(3);
  const [low = NaN, middle = NaN] = (await model.discriminate(canonical).array()).sort(
    (a, b) => a - b,
  );
  expect(await canonicalThreshold(model, canonical, 0.25)).toBeCloseTo((low + middle) / 2, 6);
  canonical.dispose();
  model.dispose();
});

it('compares the score of the winner', () => {
  const winners = Int32Array.of(1, 0, 1, 1);
  const scores = Float32Array.of(-9, 0, 2, 1, 0, 1, 5, 5);
  expect(winsBelow(winners, scores, 1)).toEqual([0, 1]);
  expect(winsBelow(winners, scores, 5)).toEqual([1, 2]);
});

it('refuses no images, quantiles that are none and a disposed model', async () => {
  const model = bank(1);
  const [probe, none] = [images(2), tf.zeros<tf.Rank.R4>([0, 8, 8, 1])];
  await expect(unservedShare(model, none, probe)).rejects.toThrow('images must be at least one');
  await expect(unservedShare(model, probe, none)).rejects.toThrow('canonical must be at least one');
  for (const quantile of [-0.1, 1.1, NaN]) {
    await expect(unservedShare(model, probe, probe, { quantile })).rejects.toThrow(ArgumentError);
  }
  model.dispose();
  await expect(unservedShare(model, probe, probe)).rejects.toThrow(DisposedError);
  tf.dispose([probe, none]);
});
