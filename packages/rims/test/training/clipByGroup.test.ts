import * as tf from '@tensorflow/tfjs';
import { clipGradient, parameterLayout, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { clipByGroup } from '../../src/training/clipByGroup.ts';
import type { Clipping } from '../../src/training/clipByGroup.ts';

beforeAll(() => useBackend());

/** Two modules with a row of two and a row of one, around what both share. */
const layout = parameterLayout([
  { name: 'core/query', shape: [2, 1, 2] },
  { name: 'core/key', shape: [2] },
  { name: 'core/bias', shape: [2, 1] },
  { name: 'decoder', shape: [1] },
]);
const modules = [{ count: 2, parameters: ['core/query', 'core/bias'] }];
const options = { bound: 1, layout, modules };
/** Module 1: 1, 2 and 2, of norm 3. Module 2: 0.1, 0.2 and 0.2. Shared: 3, 0 and 4, of norm 5. */
const values = [1, 2, 0.1, 0.2, 3, 0, 2, 0.2, 4];

async function clip(clipping: Clipping, gradient = values, bound = 1) {
  const found = clipByGroup(tf.tensor1d(gradient), { ...options, bound, clipping });
  return {
    norm: (await found.norm.data())[0],
    gradient: Array.from(await found.gradient.data()),
  };
}
const close = (found: readonly number[], expected: readonly number[]) => {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 5));
};

it('shortens each module, and as one what they share', async () => {
  const { gradient, norm } = await clip('module');
  close(gradient, [1 / 3, 2 / 3, 0.1, 0.2, 3 / 5, 0, 2 / 3, 0.2, 4 / 5]);
  expect(norm).toBeCloseTo(Math.sqrt(9 + 0.09 + 25), 5);
});

it('shortens each parameter', async () => {
  const { gradient, norm } = await clip('parameter');
  const [query, bias] = [Math.sqrt(5.05), Math.sqrt(4.04)];
  const expected = [1, 2, 0.1, 0.2].map((value) => value / query);
  close(gradient, [...expected, 1, 0, 2 / bias, 0.2 / bias, 1]);
  expect(norm).toBeCloseTo(Math.sqrt(9 + 0.09 + 25), 5);
});

it('shortens the whole as clipGradient does', async () => {
  const found = await clip('whole');
  const expected = clipGradient(tf.tensor1d(values), 1);
  expect(found.gradient).toEqual(Array.from(await expected.gradient.data()));
});

it.each<Clipping>(['module', 'parameter', 'whole'])(
  'leaves short gradients and zeros alone: %s',
  async (clipping) => {
    close((await clip(clipping, values, 100)).gradient, values);
    close(
      (
        await clip(
          clipping,
          values.map(() => 0),
        )
      ).gradient,
      values.map(() => 0),
    );
  },
);

it('shows what is not finite in the norm', async () => {
  const broken = values.map((value, i) => (i === 3 ? NaN : value));
  for (const clipping of ['module', 'parameter'] as const) {
    expect((await clip(clipping, broken)).norm).toBeNaN();
  }
});

it('leaves nothing behind', async () => {
  const gradient = tf.tensor1d(values);
  await expectLeakFree(() => {
    for (const clipping of ['module', 'parameter', 'whole'] as const) {
      const found = clipByGroup(gradient, { ...options, clipping });
      tf.dispose([found.gradient, found.norm]);
    }
  });
});
