import * as tf from '@tensorflow/tfjs';
import { clippedShare, scaleFactors } from '../../src/losses/scaleFactors.ts';
import type { Divergence, ScaledSide } from '../../src/losses/scaleFactors.ts';

const factorsOf = async (
  logits: number[],
  side: ScaledSide,
  divergence: Divergence,
  clip: readonly [number, number] | null,
) => {
  const scale = tf.tidy(() => scaleFactors(tf.tensor1d(logits), side, { divergence, clip }));
  const found = Array.from(await scale.data());
  scale.dispose();
  return found;
};

const expectClose = (found: number[], expected: number[]) => {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 5));
};

it('clips the factors of the Kullback-Leibler divergence', async () => {
  const logits = [Math.log(3), -Math.log(4), 0];
  expectClose(await factorsOf(logits, 'generator', 'kl', [0.5, 2]), [2, 0.5, 1]);
  expectClose(await factorsOf(logits, 'generator', 'kl', null), [3, 0.25, 1]);
  expectClose(await factorsOf(logits, 'encoder', 'kl', [0.5, 2]), [1, 1, 1]);
});

it.each<[Divergence, (r: number) => number, (r: number) => number]>([
  ['kl', (r) => r, () => 1],
  ['reverse-kl', () => 1, (r) => 1 / r],
  ['js', (r) => r / (1 + r), (r) => 1 / (1 + r)],
  ['hellinger', (r) => Math.sqrt(r) / 2, (r) => 1 / (2 * Math.sqrt(r))],
  ['plain', () => 1, () => 1],
])('has the factors of %s', async (divergence, generator, encoder) => {
  const ratios = [0.1, 0.7, 1, 3];
  const logits = ratios.map(Math.log);
  const clipped = ratios.map((r) => Math.min(Math.max(r, 0.5), 2));
  expectClose(await factorsOf(logits, 'generator', divergence, null), ratios.map(generator));
  expectClose(await factorsOf(logits, 'encoder', divergence, null), ratios.map(encoder));
  expectClose(await factorsOf(logits, 'generator', divergence, [0.5, 2]), clipped.map(generator));
  expectClose(await factorsOf(logits, 'encoder', divergence, [0.5, 2]), clipped.map(encoder));
});

it('stays finite where the ratio is not', async () => {
  for (const side of ['generator', 'encoder'] as const) {
    for (const divergence of ['kl', 'reverse-kl', 'js', 'hellinger'] as const) {
      const found = await factorsOf([-5000, 5000], side, divergence, null);
      expect(found.every(Number.isFinite)).toBe(true);
    }
  }
});

it('counts what is clipped', async () => {
  const share = async (clip: readonly [number, number] | null) => {
    const found = tf.tidy(() =>
      clippedShare(tf.tensor1d([1, -1, 0, 0.5]), { divergence: 'kl', clip }),
    );
    const [value] = await found.data();
    found.dispose();
    return value;
  };
  expect(await share([0.5, 2])).toBe(0.5);
  expect(await share([0.5, 3])).toBe(0.25);
  expect(await share(null)).toBe(0);
});
