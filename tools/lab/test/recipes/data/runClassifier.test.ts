import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arrayDataset, gatherImages } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { runClassifier } from '../../../src/recipes/data/runClassifier.ts';
import { InterruptedError } from '../../../src/run/interrupted.ts';
import { runFolder } from '../../../src/run/runFolder.ts';

beforeAll(() => useBackend({ backend: 'wasm' }));

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-classifier-'));
});
afterEach(() => rm(root, { recursive: true }));

/** Ten kinds of 4x4 pictures: one bright pixel. */
const DIGITS = arrayDataset({
  name: 'points',
  pixels: Float32Array.from({ length: 40 * 16 }, (_, k) =>
    k % 16 === Math.floor(k / 16) % 10 ? 1 : 0,
  ),
  labels: Int32Array.from({ length: 40 }, (_, i) => i % 10),
  shape: [4, 4, 1],
});

/** The classes that the classifier of a run reads, with what the progress said. */
async function classes(seed: number, settings: { images?: number; signal?: AbortSignal } = {}) {
  const said: string[] = [];
  const { images = 30, signal = new AbortController().signal } = settings;
  const context = {
    folder: runFolder(root),
    signal,
    progress: {
      phase: (name: string, total: number) => said.push(`${name} of ${total}`),
      update: (done: number) => said.push(String(done)),
      note: (line: string) => said.push(line),
      stop: () => said.push('stop'),
    },
  };
  const training = { images, learningRates: [1e-3, 1e-3] };
  const classifier = await runClassifier(context, DIGITS, training, new RandomStream(seed));
  const { images: all } = await gatherImages(
    DIGITS,
    Int32Array.from({ length: 40 }, (_, i) => i),
  );
  const read = Array.from(await classifier.classify(all));
  all.dispose();
  classifier.dispose();
  return { read, said };
}

describe('runClassifier', () => {
  it('is trained once and kept in the run folder', async () => {
    const first = await classes(1);
    expect(first.said).toEqual(['classifier of 2', '1', '2', 'stop']);
    // Another stream would train another one.
    const second = await classes(2);
    expect(second.said).toEqual([]);
    expect(second.read).toEqual(first.read);
    await rm(join(root, 'classifier'), { recursive: true });
    expect((await classes(2)).read).not.toEqual(first.read);
  });

  it('learns from as many images as there are, at most', async () => {
    // 40 images are one batch of 64 in each of two epochs.
    expect((await classes(1, { images: 5000 })).said[0]).toBe('classifier of 2');
  });

  it('keeps nothing when it is stopped', async () => {
    const signal = AbortSignal.abort();
    await expect(classes(1, { signal })).rejects.toThrow(InterruptedError);
    expect((await classes(1)).said).toContain('classifier of 2');
  });
});
