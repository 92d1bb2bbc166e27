import { useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { rmcCore } from '../../../src/cores/rmc/rmcCore.ts';
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

const tiny = { inputWidth: 3, slots: 2, heads: 2, headWidth: 2, keyWidth: 3 } as const;

it('says what it is', () => {
  const core = rmcCore({ inputWidth: 10 });
  expect(core).toMatchObject({ kind: 'rmc', inputWidth: 10, elements: 1, outputWidth: 256 });
  expect(core.config).toEqual({
    inputWidth: 10,
    slots: 4,
    heads: 4,
    headWidth: 16,
    keyWidth: 16,
    mlpLayers: 2,
    gates: 'unit',
    forgetBias: 1,
    inputBias: 0,
  });
});

it('starts with distinct rows', async () => {
  const wide = rmcCore({ inputWidth: 1, slots: 2, heads: 1, headWidth: 3 }).initialState([], 2);
  expect(await wide.memory?.array()).toEqual([
    [
      [1, 0, 0],
      [0, 1, 0],
    ],
    [
      [1, 0, 0],
      [0, 1, 0],
    ],
  ]);
  const narrow = rmcCore({ inputWidth: 1, slots: 3, heads: 1, headWidth: 2 }).initialState([], 1);
  expect(await narrow.memory?.array()).toEqual([
    [
      [1, 0],
      [0, 1],
      [0, 0],
    ],
  ]);
});

const cases = (['unit', 'memory', 'none'] as const).flatMap((gates) =>
  (['fast', 'plain'] as const).map((form) => [gates, form] as const),
);

it.each(cases)(
  'computes a step as the equations say: gates %s, the %s form',
  async (gates, form) => {
    const core = rmcCore({ ...tiny, gates, forgetBias: 0.7, inputBias: -0.3 }, { form });
    const parameters = someParameters(core);
    const x = normals<tf.Rank.R2>([2, 3], 7);
    const memory = normals<tf.Rank.R3>([2, 2, 4], 8);
    const { outputs } = core.run(parameters, x.expandDims(0), { state: { memory } });
    const expected = tf.stack(
      tf.unstack(memory).map((m, i) => stepByHand(core.layout.specs, parameters, m, x.slice(i, 1))),
    );
    expectClose(await outputs.data(), await expected.data());

    /** Plain ops on one sequence, all rows attending, heads one after the other. */
    function stepByHand(
      specs: typeof core.layout.specs,
      values: readonly tf.Tensor[],
      m: tf.Tensor,
      row: tf.Tensor,
    ): tf.Tensor {
      const of = (name: string) =>
        values[specs.findIndex((s) => s.name === name)] ?? tf.scalar(NaN);
      const linear = (v: tf.Tensor, name: string) =>
        v.matMul(of(`${name}/kernel`)).add(of(`${name}/bias`));
      const norm = (v: tf.Tensor, name: string) => {
        const { mean, variance } = tf.moments(v, 1, true);
        const unit = v.sub(mean).div(variance.add(1e-5).sqrt());
        return unit.mul(of(`${name}/gamma`)).add(of(`${name}/beta`));
      };
      const projected = linear(row, 'input');
      const rows = tf.concat([m, projected], 0);
      const packed = norm(linear(rows, 'attention'), 'attention');
      const heads = tf.split(packed, 2, 1).map((head) => {
        const [q, k, v] = tf.split(head, [3, 3, 2], 1) as [tf.Tensor, tf.Tensor, tf.Tensor];
        return tf.softmax(q.matMul(k, false, true).div(Math.sqrt(3))).matMul(v);
      });
      const seen = norm(rows.add(tf.concat(heads, 1)), 'attended');
      const deep = linear(linear(seen, 'mlp1').relu(), 'mlp2');
      const candidate = norm(seen.add(deep), 'mlp').slice(0, 2);
      if (gates === 'none') return candidate;
      const sums = m.tanh().matMul(of('memoryGates/kernel')).add(linear(projected, 'inputGates'));
      const [enter, keep] = tf.split(sums, 2, 1) as [tf.Tensor, tf.Tensor];
      return enter.sub(0.3).sigmoid().mul(candidate.tanh()).add(keep.add(0.7).sigmoid().mul(m));
    }
  },
);

it.each(cases)(
  'has the gradient of finite differences: gates %s, the %s form',
  async (gates, form) => {
    const state = { memory: normals([2, 2, 4], 11) };
    await expectCoreGradients(rmcCore({ ...tiny, gates }, { form }), { state });
  },
);

it('carries its memory on', () => expectCarriedState(rmcCore(tiny)));

it('refuses what does not fit', () => {
  expectRefusals(rmcCore(tiny));
  expect(thrownCode(() => rmcCore({ inputWidth: 0 }))).toBe('ERR_CONFIG');
  expect(thrownCode(() => rmcCore({ inputWidth: 3, heads: 0 }))).toBe('ERR_CONFIG');
  expect(thrownCode(() => rmcCore({ inputWidth: 3, gates: 'row' as 'unit' }))).toBe('ERR_CONFIG');
  expect(thrownCode(() => rmcCore(tiny, { form: 'slow' as 'fast' }))).toBe('ERR_ARGUMENT');
});

it.each(['fast', 'plain'] as const)('leaves nothing behind: the %s form', (form) =>
  expectNoLeak(rmcCore(tiny, { form })),
);
