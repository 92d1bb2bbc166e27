import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { arrayDataset } from '../../src/image/arrayDataset.ts';
import { streamBatches } from '../../src/image/streamBatches.ts';
import type { StreamBatchesOptions } from '../../src/image/streamBatches.ts';
import { turnsDuring } from '../testFiles.ts';

const SEVEN = arrayDataset({
  name: 'seven',
  pixels: Uint8Array.of(0, 1, 2, 3, 4, 5, 6),
  shape: [1, 1, 1],
});

beforeAll(async () => {
  await tf.setBackend('cpu');
});

async function collect(options: StreamBatchesOptions): Promise<number[][]> {
  const batches: number[][] = [];
  for await (const { images, indices } of streamBatches(SEVEN, options)) {
    const values = [...(await images.data())].map((value) => Math.round(value * 255));
    expect(options.transform === undefined ? values : [...indices]).toEqual([...indices]);
    batches.push([...indices]);
    images.dispose();
  }
  return batches;
}

describe('streamBatches', () => {
  it('goes through the set in order, the last batch may be short', async () => {
    expect(await collect({ batchSize: 3 })).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    expect(await collect({ batchSize: 3, dropLast: true })).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(await collect({ batchSize: 10 })).toEqual([[0, 1, 2, 3, 4, 5, 6]]);
    expect(await collect({ batchSize: 7, dropLast: true })).toEqual([[0, 1, 2, 3, 4, 5, 6]]);
  });

  it('lets the event loop turn between batches', async () => {
    // Each batch has one for itself, one for its read and one for its check.
    expect(await turnsDuring(() => collect({ batchSize: 1 }))).toBeGreaterThanOrEqual(3 * 7);
  });

  it('gives the labels of the images', async () => {
    const labels = [6, 5, 4, 3, 2, 1, 0];
    const labelled = { ...SEVEN, labels: Int32Array.from(labels) };
    const seen: number[] = [];
    for await (const batch of streamBatches(labelled, { batchSize: 2 })) {
      seen.push(...(batch.labels ?? []));
      batch.images.dispose();
    }
    expect(seen).toEqual(labels);
  });

  it('shuffles every epoch anew, the same for the same seed', async () => {
    const options = { batchSize: 7, epochs: 2 };
    const [first = [], second = []] = await collect({ ...options, stream: new RandomStream(1) });
    expect([...first].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([...second].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(second).not.toEqual(first);
    expect(await collect({ ...options, stream: new RandomStream(1) })).toEqual([first, second]);
  });

  it('holds one batch at a time, and none when it is left early', async () => {
    const before = tf.memory().numTensors;
    let batches = 0;
    const options = { batchSize: 2, epochs: Infinity, stream: new RandomStream(1) };
    for await (const { images } of streamBatches(SEVEN, {
      ...options,
      transform: (plain) => tf.tidy(() => plain.mul<tf.Tensor4D>(0.5)),
    })) {
      expect(tf.memory().numTensors).toBe(before + 1);
      images.dispose();
      if (++batches === 20) break;
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it('lets go of everything when the transform fails', async () => {
    const before = tf.memory().numTensors;
    const stream = new RandomStream(1);
    const failing = collect({
      batchSize: 2,
      stream,
      transform: () => {
        throw new Error('no such mechanism');
      },
    });
    await expect(failing).rejects.toThrow('no such mechanism');
    const smaller = collect({
      batchSize: 2,
      stream,
      transform: (images) => tf.tidy(() => images.slice<tf.Tensor4D>([0], [1])),
    });
    await expect(smaller).rejects.toMatchObject({ code: 'ERR_SHAPE' });
    const wider = collect({
      batchSize: 2,
      stream,
      transform: (images) => tf.tidy(() => images.tile<tf.Tensor4D>([1, 1, 2, 1])),
    });
    await expect(wider).rejects.toMatchObject({ code: 'ERR_SHAPE' });
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each<[string, StreamBatchesOptions]>([
    ['a batch size of 0', { batchSize: 0 }],
    ['a broken batch size', { batchSize: 1.5 }],
    ['no epochs', { batchSize: 1, epochs: 0 }],
    ['full batches of more than there is', { batchSize: 8, dropLast: true }],
    ['a transform without a stream', { batchSize: 1, transform: (images) => images }],
  ])('refuses %s', async (_, options) => {
    await expect(collect(options)).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
  });
});
