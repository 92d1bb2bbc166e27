import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { entnetCore } from '../../../src/cores/entnet/entnetCore.ts';
import {
  expectCarriedState,
  expectClose,
  expectCoreGradients,
  expectNoLeak,
  expectRefusals,
  normals,
  someParameters,
} from '../coreChecks.ts';

beforeAll(() => useBackend());

const tiny = { inputWidth: 3, slots: 2, slotWidth: 4 } as const;

it('has the parameters that its sizes say', () => {
  const core = entnetCore({ inputWidth: 10, slots: 5, slotWidth: 7 });
  // Projection, keys, the three matrices, the slope.
  expect(core.layout.length).toBe((10 + 1) * 7 + 5 * 7 + 3 * 7 * 7 + 7);
  expect(core).toMatchObject({ kind: 'entnet', inputWidth: 10, elements: 1, outputWidth: 35 });
  expect(entnetCore({ inputWidth: 10 }).config).toEqual({
    inputWidth: 10,
    slots: 8,
    slotWidth: 32,
  });
  const values = core.initialValues(new RandomStream(1));
  expect(values.map(({ length }) => length)).toEqual(core.layout.sizes);
  expect(values.at(-1)?.every((slope) => slope === 1)).toBe(true);
});

it('starts at its keys and computes a step as the equations say', async () => {
  const core = entnetCore(tiny);
  const parameters = someParameters(core);
  const [kernel, bias, keys, u, v, w, slope] = parameters as [
    ...[tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor],
  ];
  const start = core.initialState(parameters, 2);
  expect(start.slots?.shape).toEqual([2, 2, 4]);
  expect(await start.slots?.slice(1, 1).data()).toEqual(await keys.data());
  const x = normals<tf.Rank.R2>([2, 3], 7);
  const { outputs, state } = core.run(parameters, x.expandDims(0));
  const s = x.matMul(kernel).add(bias).expandDims(1);
  const gate = s.mul(keys).sum(2, true).mul(2).sigmoid();
  const sum = keys
    .matMul(u)
    .add(keys.matMul(v))
    .expandDims(0)
    .add(s.squeeze([1]).matMul(w).expandDims(1));
  const candidate = tf.where(sum.greater(0), sum, sum.mul(slope));
  const moved = keys.add(gate.mul(candidate));
  const expected = await moved.div(moved.norm(2, 2, true)).data();
  expectClose(await outputs.data(), expected);
  expectClose((await state.slots?.data()) ?? [], expected);
});

it('keeps slots of length one', async () => {
  const core = entnetCore(tiny);
  const { outputs } = core.run(someParameters(core), normals<tf.Rank.R3>([4, 3, 3], 7));
  const lengths = outputs.reshape([-1, 4]).norm(2, 1);
  expectClose(await lengths.data(), new Float32Array(24).fill(1));
});

it.each(['fast', 'plain'] as const)(
  'has the gradient of finite differences: the %s form',
  async (form) => {
    await expectCoreGradients(entnetCore(tiny, { form }));
    await expectCoreGradients(entnetCore(tiny, { form }), {
      state: { slots: normals([2, 2, 4], 11) },
      seed: 2,
    });
  },
);

it('differentiates its initial state in the keys', async () => {
  const core = entnetCore(tiny);
  const parameters = someParameters(core);
  const keys = parameters[2] as tf.Tensor2D;
  const [dKeys] = tf.grads((given) => {
    const start = core.initialState(parameters.with(2, given), 3);
    return start.slots?.sum() ?? tf.scalar(NaN);
  })([keys]);
  expect(Array.from((await dKeys?.data()) ?? [])).toEqual(Array(8).fill(3));
});

it('carries its slots on', () => expectCarriedState(entnetCore(tiny)));

it('refuses what does not fit', () => {
  expectRefusals(entnetCore(tiny));
  expect(thrownCode(() => entnetCore({ inputWidth: 3, slots: 0 }))).toBe('ERR_CONFIG');
  expect(thrownCode(() => entnetCore({ inputWidth: 1.5 }))).toBe('ERR_CONFIG');
  expect(thrownCode(() => entnetCore(tiny, { form: 'slow' as 'fast' }))).toBe('ERR_ARGUMENT');
  expect(thrownCode(() => entnetCore(tiny).initialState([], 1))).toBe('ERR_SHAPE');
});

it.each(['fast', 'plain'] as const)('leaves nothing behind: the %s form', (form) =>
  expectNoLeak(entnetCore(tiny, { form })),
);
