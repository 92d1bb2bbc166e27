import * as tf from '@tensorflow/tfjs';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { traverse } from '../../src/interventions/traverse.ts';
import type { TraversalRow } from '../../src/interventions/traverse.ts';
import { FACTORS, vectorContext } from './contexts.ts';

const dispose = (rows: readonly TraversalRow[]) => {
  for (const { observations } of rows) observations.dispose();
};

it('moves every factor from the centre of the prior', async () => {
  const rows = await traverse(vectorContext(), null);
  expect(rows.map(({ factor, kind }) => [factor, kind])).toEqual(
    FACTORS.map((factor) => [factor, 'traversal']),
  );
  rows.forEach(({ through, after, observations }, j) => {
    expect(observations.shape).toEqual([10, 6]);
    expect([through[0], through[9]]).toEqual([-3, 3]);
    expect(through[4]).toBeCloseTo(-1 / 3, 12);
    for (let step = 0; step < 10; step++) {
      const latents = Array.from(after.latents.subarray(step * 6, step * 6 + 6));
      expect(latents).toEqual(
        [0, 0, 0, 0, 0, 0].map((zero, i) => (i === j ? through[step] : zero)),
      );
    }
  });
  dispose(rows);
});

it('lets effects follow when asked', async () => {
  const x = tf.tensor2d([[2, 4, 2, 1.8, 14, 16]]);
  const options = { values: { pendulum: [0, 5, 10] } };
  const held = await traverse(vectorContext(), x, options);
  const followed = await traverse(vectorContext(), x, { ...options, propagate: true });
  x.dispose();
  const lengths = (rows: TraversalRow[]) =>
    [0, 1, 2].map((step) => rows[0]?.after.values[step * 4 + 2]?.toFixed(3));
  expect(held[0]?.kind).toBe('traversal');
  expect(followed[0]?.kind).toBe('intervention');
  expect(Array.from(held[0]?.through ?? [])).toEqual([-1, 0, 1]);
  expect(lengths(held)).toEqual(['10.000', '10.000', '10.000']);
  // 0.5 standard deviations of 5 per standard deviation
  expect(lengths(followed)).toEqual(['5.000', '7.500', '10.000']);
  dispose([...held, ...followed]);
});

it('takes chosen factors, steps and ends', async () => {
  const rows = await traverse(vectorContext(), null, {
    factors: ['position', 'light'],
    values: { light: [20] },
    steps: 3,
    from: 1,
    to: 2,
  });
  expect(rows.map(({ factor }) => factor)).toEqual(['position', 'light']);
  expect(rows.map(({ through }) => Array.from(through))).toEqual([[1, 1.5, 2], [3]]);
  expect(rows.map(({ warnings }) => warnings.length)).toEqual([0, 1]);
  dispose(rows);
});

it('leaves no tensors but the observations', async () => {
  const x = tf.ones([1, 6]);
  await expectLeakFree(async () => {
    dispose(await traverse(vectorContext(), x));
  });
  x.dispose();
});

it('refuses what cannot be traversed', async () => {
  const fails = async (options: object, message: string, start: tf.Tensor | null = null) =>
    expect(traverse(vectorContext(), start, options)).rejects.toThrow(message);
  await fails({ factors: ['lihgt'] }, 'did you mean "light"?');
  await fails({ steps: 1 }, 'steps must be');
  await fails({ from: NaN }, 'must be finite');
  await fails({ to: Infinity }, 'must be finite');
  await fails({ values: { light: [] } }, 'values.light must hold at least 1');
  const two = tf.ones([2, 6]);
  await fails({}, 'start must be one observation', two);
  two.dispose();
});
