import * as tf from '@tensorflow/tfjs';
import { arrayDataset, gatherImages, proceduralDigits, subset } from '@causal-mechanisms/datasets';
import { RandomStream, memoryCheckpoints, useBackend } from '@causal-mechanisms/tensor-utils';
import {
  loadDigitClassifier,
  trainDigitClassifier,
} from '../../../src/recipes/data/digitClassifier.ts';
import type { DigitClassifier } from '../../../src/recipes/data/digitClassifier.ts';
import { InterruptedError } from '../../../src/run/interrupted.ts';

beforeAll(() => useBackend({ backend: 'wasm' }));

/** Ten kinds of 8x8 pictures: a bright row or column. */
function bars(size: number) {
  const pixels = new Float32Array(size * 64);
  const labels = Int32Array.from({ length: size }, (_, i) => i % 10);
  const stream = new RandomStream(5);
  labels.forEach((label, i) => {
    for (let k = 0; k < 64; k++) {
      const place = label < 5 ? Math.floor(k / 8) : k % 8;
      pixels[i * 64 + k] = (place === (label % 5) + 1 ? 0.8 : 0) + stream.uniform(0, 0.2);
    }
  });
  return arrayDataset({ name: 'bars', pixels, labels, shape: [8, 8, 1] });
}

const { signal } = new AbortController();
const train = (stream: number, size = 320) =>
  trainDigitClassifier(bars(size), {
    stream: new RandomStream(stream),
    signal,
    batchSize: 32,
    learningRates: [5e-3, 1e-3],
  });

async function read(size: number, classify: (images: tf.Tensor4D) => Promise<Int32Array>) {
  const set = bars(size);
  const pixels = new Float32Array(size * 64);
  await set.read(
    Int32Array.from({ length: size }, (_, i) => i),
    pixels,
  );
  const images = tf.tensor4d(pixels, [size, 8, 8, 1]);
  const classes = await classify(images);
  images.dispose();
  return Array.from(classes).filter((found, i) => found === set.labels?.[i]).length / size;
}

/** All weights of a classifier, which is disposed of. */
async function weightsOf(classifier: DigitClassifier): Promise<Float32Array> {
  const store = memoryCheckpoints();
  await classifier.save(store);
  classifier.dispose();
  const kept = (await store.latest())?.state.arrays['parameters'];
  return Float32Array.from(kept?.values ?? []);
}

/** The longest way that a weight went. */
function furthest(from: Float32Array, to: Float32Array): number {
  return from.reduce((far, value, i) => Math.max(far, Math.abs((to[i] ?? NaN) - value)), 0);
}

describe('digit classifier', () => {
  it('learns, is kept and read back, and leaks nothing', async () => {
    const before = tf.memory().numTensors;
    const classifier = await train(1);
    expect(await read(100, (images) => classifier.classify(images))).toBeGreaterThanOrEqual(0.98);
    const store = memoryCheckpoints();
    expect(await loadDigitClassifier(store, [8, 8, 1])).toBeUndefined();
    await classifier.save(store);
    classifier.dispose();
    const loaded = await loadDigitClassifier(store, [8, 8, 1]);
    if (loaded === undefined) throw new Error('nothing was kept');
    expect(await read(100, (images) => loaded.classify(images))).toBeGreaterThanOrEqual(0.98);
    expect(await loadDigitClassifier(store, [12, 12, 1])).toBeUndefined();
    loaded.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('reads procedural digits that it has not seen', async () => {
    const digits = proceduralDigits({ size: 1500 });
    const classifier = await trainDigitClassifier(subset(digits, { to: 1200 }), {
      stream: new RandomStream(1),
      signal,
      batchSize: 32,
      learningRates: [2e-3, 5e-4],
    });
    const unseen = Array.from({ length: 300 }, (_, i) => 1200 + i);
    const { images, labels } = await gatherImages(digits, unseen);
    const classes = await classifier.classify(images);
    const right = Array.from(classes).filter((found, i) => found === labels?.[i]).length;
    // Measured: 0.98. A digit drawn so that its class is lost would show here.
    expect(right / unseen.length).toBeGreaterThanOrEqual(0.94);
    images.dispose();
    classifier.dispose();
  }, 120_000);

  it('is the same for the same stream', async () => {
    const first = await weightsOf(await train(3, 64));
    expect(await weightsOf(await train(3, 64))).toEqual(first);
    expect(await weightsOf(await train(4, 64))).not.toEqual(first);
  });

  it('goes by its learning rates, one epoch each, with an optimiser that starts afresh', async () => {
    const weights = async (...learningRates: number[]) =>
      weightsOf(
        await trainDigitClassifier(bars(32), {
          stream: new RandomStream(2),
          signal,
          batchSize: 32,
          learningRates,
        }),
      );
    const start = await weights(1e-12);
    const one = await weights(0.01);
    const two = await weights(0.01, 0.002);
    // The first step of Adam is as long as the rate, wherever the gradient is much larger than epsilon.
    expect(furthest(start, one)).toBeCloseTo(0.01, 4);
    expect(furthest(one, two)).toBeCloseTo(0.002, 5);
  });

  it('takes two epochs of batches of 64 at 1e-3 and 2e-4, where nothing else is said', async () => {
    const steps: string[] = [];
    const onStep = (done: number, total: number) => steps.push(`${done} of ${total}`);
    const byDefault = await weightsOf(
      await trainDigitClassifier(bars(100), { stream: new RandomStream(2), signal, onStep }),
    );
    // Two batches an epoch: 64 and 36.
    expect(steps).toEqual(['1 of 4', '2 of 4', '3 of 4', '4 of 4']);
    const asked = await weightsOf(
      await trainDigitClassifier(bars(100), {
        stream: new RandomStream(2),
        signal,
        batchSize: 64,
        learningRates: [1e-3, 2e-4],
      }),
    );
    expect(byDefault).toEqual(asked);
  });

  it('gives timers a turn', async () => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), 1);
    const run = trainDigitClassifier(bars(3200), {
      stream: new RandomStream(1),
      signal: controller.signal,
      batchSize: 32,
    });
    await expect(run).rejects.toThrow(InterruptedError);
    clearTimeout(timer);
  });

  it('stops between two steps', async () => {
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const run = trainDigitClassifier(bars(320), {
      stream: new RandomStream(1),
      signal: controller.signal,
      onStep: () => controller.abort(),
    });
    await expect(run).rejects.toThrow(InterruptedError);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('needs labels and sides that can be halved twice', async () => {
    const options = { stream: new RandomStream(1), signal };
    const unlabelled = arrayDataset({ name: 'x', pixels: new Uint8Array(64), shape: [8, 8, 1] });
    await expect(trainDigitClassifier(unlabelled, options)).rejects.toMatchObject({
      code: 'ERR_NO_LABELS',
    });
    const odd = arrayDataset({
      name: 'x',
      pixels: new Uint8Array(36),
      shape: [6, 6, 1],
      labels: [1],
    });
    await expect(trainDigitClassifier(odd, options)).rejects.toMatchObject({ code: 'ERR_SHAPE' });
  });
});
