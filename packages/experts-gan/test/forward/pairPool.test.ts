import * as tf from '@tensorflow/tfjs';
import { createSampler, arrayDataset } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { pairPool } from '../../src/forward/pairPool.ts';
import { bank } from '../bank/banks.ts';
import { relativeDifference } from '../autodiff.ts';

beforeAll(() => useBackend());

const pixels = new RandomStream(6).uniforms(100 * 64);
const sampler = createSampler(arrayDataset({ name: 'noise', pixels, shape: [8, 8, 1] }));
const source = () => ({ sampler, images: 150, stream: new RandomStream(2) });

it('keeps what was restored beside what it was, for the expert that won it', async () => {
  const model = bank(3);
  const pool = pairPool(model, source());
  expect(pool.steps).toBe(3);
  const first = await pool.step();
  expect(Object.values(first).reduce((sum, count) => sum + count, 0)).toBe(64);
  await pool.complete();
  expect(pool.won.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 192 }, (_, i) => i));
  for (const [expert, places] of pool.won.entries()) {
    if (places.length === 0) continue;
    const { restored, changed } = pool.take([places[0] ?? 0, places.at(-1) ?? 0]);
    expect(await relativeDifference(restored, model.apply(changed, expert))).toBeLessThan(1e-5);
    const winners = await model.invert(changed);
    expect(Array.from(winners.winners)).toEqual([expert, expert]);
  }
  pool.dispose();
  model.dispose();
});

it('is the same whether it was filled step by step or at once, and disposes of all', async () => {
  const model = bank(2);
  (await model.invert(tf.zeros<tf.Rank.R4>([1, 8, 8, 1]))).images.dispose();
  const before = tf.memory().numTensors;
  const [slow, fast] = [pairPool(model, source()), pairPool(model, source())];
  await slow.step();
  await slow.step();
  await Promise.all([slow.complete(), fast.complete()]);
  expect(slow.won).toEqual(fast.won);
  const [a, b] = [slow.take([0, 100]), fast.take([0, 100])];
  expect(await relativeDifference(a.changed, b.changed)).toBe(0);
  tf.dispose([a.restored, a.changed, b.restored, b.changed]);
  slow.dispose();
  fast.dispose();
  expect(tf.memory().numTensors).toBe(before);
  model.dispose();
});

it('takes no larger groups than there are images', () => {
  const few = createSampler(
    arrayDataset({ name: 'few', pixels: pixels.slice(0, 640), shape: [8, 8, 1] }),
  );
  const model = bank(1);
  expect(pairPool(model, { ...source(), sampler: few }).steps).toBe(15);
  expect(pairPool(model, { ...source(), images: 3 }).steps).toBe(1);
  model.dispose();
});
