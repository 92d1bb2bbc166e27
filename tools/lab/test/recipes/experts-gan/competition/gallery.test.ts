import * as tf from '@tensorflow/tfjs';
import { arrayDataset } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { createMixture, invertContrast, shift } from '@causal-mechanisms/transforms';
import {
  bestOutputs,
  everyOutput,
} from '../../../../src/recipes/experts-gan/competition/gallery.ts';
import type { ImageRow, ImageTable } from '../../../../src/report/figures/imageGrid.ts';

beforeAll(() => useBackend({ backend: 'cpu' }));

/** Image i has the brightness i / 40 in its first pixel and none elsewhere. */
const IMAGES = arrayDataset({
  name: 'points',
  pixels: Float32Array.from({ length: 40 * 4 }, (_, k) => (k % 4 === 0 ? k / 4 / 40 : 0)),
  shape: [2, 2, 1],
});
const probe = (images = IMAGES) => ({
  images,
  mixture: createMixture([shift({ dx: 1 }), invertContrast()]),
  stream: new RandomStream(1),
});

/** Expert 0 halves, expert 1 darkens; expert 1 wins what is bright. */
const MODEL = {
  shape: [2, 2, 1] as const,
  experts: 2,
  apply: (images: tf.Tensor4D, expert: number) => images.mul<tf.Tensor4D>(expert === 0 ? 0.5 : 0),
  async invert(images: tf.Tensor4D) {
    const sums = tf.tidy(() => images.sum([1, 2, 3]));
    const winners = Int32Array.from(await sums.data(), (sum) => (sum > 1.5 ? 1 : 0));
    sums.dispose();
    return { images: images.mul<tf.Tensor4D>(0.5), winners, scores: new Float32Array() };
  },
};

/** The images of a row as brightness from 0 to 255. */
function pixels({ pixels: text, count }: ImageRow): number[][] {
  const bytes = [...Buffer.from(text, 'base64')];
  return Array.from({ length: count }, (_, i) => bytes.slice(4 * i, 4 * i + 4));
}

const row = (table: ImageTable, label: string) =>
  pixels(table.rows.find((one) => one.label === label) as ImageRow);

describe('bestOutputs', () => {
  it('shows sixteen random images as they came, as they went out, and as they were', async () => {
    const table = await expectLeakFree(() => bestOutputs(MODEL, probe(), new RandomStream(2)));
    expect(table.rows.map(({ label }) => label)).toEqual(['input', 'best output', 'original']);
    const [inputs, outputs, originals] = table.rows.map(pixels);
    expect(inputs).toHaveLength(16);
    expect(table.columns).toHaveLength(16);
    inputs?.forEach((input, i) => {
      const first = originals?.[i]?.[0] ?? NaN;
      const shifted = table.columns?.[i]?.startsWith('shift') === true;
      expect(input).toEqual(shifted ? [0, first, 0, 0] : [255 - first, 255, 255, 255]);
      outputs?.[i]?.forEach((output, k) => {
        expect(Math.abs(output - (input[k] ?? NaN) / 2)).toBeLessThanOrEqual(1);
      });
    });
    // Both mechanisms, and different images.
    expect(new Set(table.columns).size).toBe(2);
    expect(new Set(originals?.map(String)).size).toBe(16);
  });

  it('shows as many as there are', async () => {
    const few = arrayDataset({ name: 'few', pixels: new Float32Array(12), shape: [2, 2, 1] });
    const { rows } = await bestOutputs(MODEL, probe(few), new RandomStream(2));
    expect(rows.map(({ count }) => count)).toEqual([3, 3, 3]);
  });
});

describe('everyOutput', () => {
  it('shows an image per mechanism through every expert, and frames the winner', async () => {
    const table = await expectLeakFree(() => everyOutput(MODEL, probe()));
    expect(table.columns).toEqual(['original', 'input', 'expert 0', 'expert 1']);
    const [shifted, inverted] = table.rows;
    expect(shifted?.framed).toEqual([2]);
    expect(inverted?.framed).toEqual([3]);
    expect(row(table, inverted?.label ?? '')).toEqual([
      // Image 1 of 40.
      [6, 0, 0, 0],
      [249, 255, 255, 255],
      [124, 128, 128, 128],
      [0, 0, 0, 0],
    ]);
    expect(row(table, shifted?.label ?? '')[0]).toEqual([0, 0, 0, 0]);
  });
});
