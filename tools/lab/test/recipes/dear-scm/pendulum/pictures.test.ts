import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { pendulumPictures } from '../../../../src/recipes/dear-scm/pendulum/pictures.ts';
import { pendulumSchema, scenesOf } from '../../../../src/recipes/dear-scm/pendulum/settings.ts';
import { imageModel } from './models.ts';

beforeAll(() => useBackend());

it('shows samples, reconstructions, traversals and interventions', async () => {
  const before = tf.memory().numTensors;
  const model = await imageModel();
  const data = scenesOf(pendulumSchema.parse({ size: 16, rows: 64 }), 'test');
  const { samples, reconstructions, interventions, traversals } = await pendulumPictures(
    model,
    data,
    new RandomStream(1),
  );
  expect(samples?.rows.reduce((sum, { count }) => sum + count, 0)).toBe(16);
  expect(reconstructions?.rows.map(({ label }) => label)).toContain('reconstructed');
  expect(interventions?.rows.map(({ label }) => label)).toEqual([
    'do(pendulum)',
    'do(light)',
    'do(shadow_length)',
    'do(shadow_position)',
  ]);
  expect(interventions?.rows[1]?.captions?.[0]).toBe('given');
  expect(interventions?.rows[1]?.captions?.[1]).toMatch(/^\d+(\.\d)?°$/);
  expect(traversals?.rows[0]?.label).toBe('pendulum alone');
  model.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
