import * as tf from '@tensorflow/tfjs';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { encodedLatents, finishIntervention } from '../../src/interventions/finishIntervention.ts';
import { taken, vectorContext } from './contexts.ts';

it('makes observations of what was changed', async () => {
  const before = Float64Array.of(0, 0, 0, 0, 1, 2);
  const after = Float64Array.of(1, 0, 0, 0, 1, 2);
  const changed = { kind: 'traversal', before, after, warnings: [] } as const;
  const result = finishIntervention(vectorContext(), changed, {});
  expect(result.kind).toBe('traversal');
  expect(result.factorNames).toEqual(['pendulum', 'light', 'length', 'position']);
  expect(result.before).toEqual({ latents: before, values: Float64Array.of(5, 5, 5, 5) });
  expect(result.after).toEqual({ latents: after, values: Float64Array.of(10, 5, 5, 5) });
  expect(result.observations.shape).toEqual([1, 6]);
  expect(await taken(result.observations)).toEqual([2, 0, 0, 0, 2, 4]);
});

it('reads latents as numbers and leaves no tensors', async () => {
  const observations = tf.tensor2d([[2, 4, 6, 8, 10, 12]]);
  await expectLeakFree(async () => {
    const latents = await encodedLatents(vectorContext(), observations);
    expect(Array.from(latents)).toEqual([1, 2, 3, 4, 5, 6]);
  });
  observations.dispose();
});
