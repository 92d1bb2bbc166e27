import * as tf from '@tensorflow/tfjs';
import { pendulum, pendulumFeatures } from '@causal-mechanisms/datasets';
import type { FactorReader } from '@causal-mechanisms/dear-scm';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { counterfactualPictures } from '../../../../src/recipes/dear-scm/counterfactuals/pictures.ts';

beforeAll(() => useBackend());

const ranges = [
  { name: 'light', least: 48, most: 88 },
  { name: 'shadow_length', least: 2, most: 12 },
];

/** A model that answers with what it was asked about. */
const same = {
  reconstruct: (x: tf.Tensor) => tf.clone(x),
  do: (x: tf.Tensor) => Promise.resolve({ observations: tf.clone(x) }),
};

const reader: FactorReader = {
  observationShape: [32],
  factors: ['shadow_position', 'shadow_length', 'light', 'pendulum'].map((name) => ({
    name,
    kind: 'continuous' as const,
  })),
  // Beyond what a scene can be: it is drawn as far as it can.
  factorValues: () => Promise.resolve(Float64Array.of(8, -1, 200, 20)),
};

describe('counterfactualPictures', () => {
  it('shows the answers in images, and the truth below', async () => {
    const scenes = pendulum({ size: 16, rows: 5, corrupted: 0 });
    const before = tf.memory().numTensors;
    const tables = await counterfactualPictures(same, { scenes, row: 2, reader, ranges });
    expect(tf.memory().numTensors).toBe(before);
    expect(Object.keys(tables)).toEqual(['answers-light', 'answers-shadow_length']);
    const [answers, truth] = tables['answers-light']?.rows ?? [];
    expect(answers).toMatchObject({ label: 'model, do(light)', count: 7 });
    expect(answers?.captions).toEqual(['given', '50°', '57.2°', '64.4°', '71.6°', '78.8°', '86°']);
    expect(tables['answers-shadow_length']?.rows[1]?.captions?.[1]).toBe('2.5');
    const images = (row: typeof answers) => {
      const bytes = Buffer.from(row?.pixels ?? '', 'base64');
      return Array.from({ length: 7 }, (_, i) => bytes.subarray(i * 768, (i + 1) * 768));
    };
    // The model answers with the scene itself, six times; the truth moves.
    expect(images(answers)[1]).toEqual(images(answers)[0]);
    expect(images(truth)[0]).toEqual(images(answers)[0]);
    const there = new Float32Array(768);
    await scenes.counterfactual({ light: 50 }).read(Int32Array.of(2), there);
    expect([...(images(truth)[1] ?? [])]).toEqual(
      Array.from(there, (pixel) => Math.round(255 * pixel)),
    );
  });

  it('draws what is read where answers are vectors', async () => {
    const scenes = pendulumFeatures({ rows: 5 });
    const tables = await counterfactualPictures(same, { scenes, row: 0, reader, ranges });
    expect(tables['answers-light']?.shape).toEqual([64, 64, 3]);
    expect(tables['answers-light']?.rows.map(({ label }) => label)).toEqual([
      'model, as read, do(light)',
      'truth, do(light)',
    ]);
  });
});
