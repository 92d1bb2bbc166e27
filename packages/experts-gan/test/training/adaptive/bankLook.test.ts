import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import {
  expertBimodality,
  expertDistances,
  expertUsage,
  unservedShare,
} from '../../../src/index.ts';
import { lookAtBank } from '../../../src/training/adaptive/bankLook.ts';
import { bank, images, sparse, twofoldExpert } from '../../bank/banks.ts';

beforeAll(() => useBackend());

it('finds what the functions of a bank find', async () => {
  const model = bank(3);
  const probe = { transformed: images(40), canonical: images(30, 5) };
  (await model.invert(probe.transformed)).images.dispose(); // experts keep a folded form
  const before = tf.memory().numTensors;
  const look = await lookAtBank(model, probe);
  expect(tf.memory().numTensors).toBe(before);
  const { shares } = await expertUsage(model, probe.transformed);
  expect(look.shares).toEqual(shares);
  const inversion = await model.invert(probe.transformed);
  const { winners } = inversion;
  inversion.images.dispose();
  expect(look.distances).toEqual(await expertDistances(model, probe.transformed, { winners }));
  const found = await expertBimodality(model, probe.transformed);
  expect(look.modes.map(({ bimodality }) => bimodality)).toEqual(
    found.map(({ bimodality }) => bimodality),
  );
  const unserved = await unservedShare(model, probe.transformed, probe.canonical);
  const together = look.unserved.reduce((sum, share) => sum + share, 0);
  expect(together).toBeCloseTo(unserved.share, 12);
  expect(look.threshold).toBe(unserved.threshold);
  for (const [j, share] of look.unserved.entries()) {
    expect(share).toBeLessThanOrEqual(shares[j] ?? NaN);
  }
  tf.dispose([probe.transformed, probe.canonical]);
  model.dispose();
});

it('gives the centres of an expert that does two things', async () => {
  const model = twofoldExpert();
  const transformed = tf.tidy(() =>
    tf.concat4d([sparse(30, { lit: 1, level: 0.3 }), sparse(30, { lit: 1 })], 0),
  );
  const { modes } = await lookAtBank(model, { transformed, canonical: transformed });
  const [first, second] = modes[0]?.centres ?? [];
  expect(first).toHaveLength(121);
  // Both move pixels to the left, one of them to the right as well.
  const right = [first?.[61] ?? NaN, second?.[61] ?? NaN].sort((a, b) => a - b);
  expect(right[0]).toBeLessThan(0.2);
  expect(right[1]).toBeGreaterThan(0.5);
  transformed.dispose();
  model.dispose();
});
