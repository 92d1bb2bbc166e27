import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { transformerCore } from '../../../src/cores/transformer/transformerCore.ts';
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

const tiny = { inputWidth: 3, layers: 2, heads: 2, width: 4, feedForward: 5 } as const;

it('has the parameters that its sizes say', () => {
  const core = transformerCore({ inputWidth: 10, width: 8, layers: 3 });
  const linear = (from: number, to: number) => (from + 1) * to;
  const layer = 4 * 8 + linear(8, 24) + linear(8, 8) + linear(8, 32) + linear(32, 8);
  expect(core.layout.length).toBe(linear(10, 8) + 3 * layer + 2 * 8);
  expect(core).toMatchObject({ kind: 'transformer', inputWidth: 10, elements: 1, outputWidth: 8 });
  expect(transformerCore({ inputWidth: 10 }).config).toEqual({
    inputWidth: 10,
    layers: 2,
    heads: 4,
    width: 64,
    feedForward: 256,
  });
  const values = core.initialValues(new RandomStream(1));
  expect(values.map(({ length }) => length)).toEqual(core.layout.sizes);
});

it('computes a layer as the equations say', async () => {
  const core = transformerCore({ ...tiny, layers: 1 });
  const parameters = someParameters(core);
  const of = (name: string) =>
    parameters[core.layout.specs.findIndex((spec) => spec.name === name)] ?? tf.scalar(NaN);
  const linear = (v: tf.Tensor, name: string) =>
    v.matMul(of(`${name}/kernel`)).add(of(`${name}/bias`));
  const norm = (v: tf.Tensor, name: string) => {
    const { mean, variance } = tf.moments(v, 1, true);
    const unit = v.sub(mean).div(variance.add(1e-5).sqrt());
    return unit.mul(of(`${name}/gamma`)).add(of(`${name}/beta`));
  };
  const input = normals<tf.Rank.R3>([3, 2, 3], 7);
  const { outputs } = core.run(parameters, input);
  const sines = [0, 1, 2].flatMap((t) => [t, t / 100].flatMap((a) => [Math.sin(a), Math.cos(a)]));
  const bySequence = [0, 1].map((b) => {
    const x = input.slice([0, b, 0], [-1, 1, -1]).reshape([3, 3]);
    let h = linear(x, 'input').add(tf.tensor2d(sines, [3, 4]));
    const parts = tf.split(linear(norm(h, 'layer0/attention'), 'layer0/attention'), 6, 1);
    const [q0, q1, k0, k1, v0, v1] = parts as [
      ...[tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor],
    ];
    const mask = tf.tensor2d([0, -1e9, -1e9, 0, 0, -1e9, 0, 0, 0], [3, 3]);
    const head = (q: tf.Tensor, k: tf.Tensor, v: tf.Tensor) =>
      tf.softmax(q.matMul(k, false, true).div(Math.SQRT2).add(mask)).matMul(v);
    h = h.add(linear(tf.concat([head(q0, k0, v0), head(q1, k1, v1)], 1), 'layer0/merge'));
    h = h.add(linear(linear(norm(h, 'layer0/mlp'), 'layer0/mlp1').relu(), 'layer0/mlp2'));
    return norm(h, 'output');
  });
  expectClose(await outputs.data(), await tf.stack(bySequence, 1).data());
});

it('never lets a later input change an earlier output', async () => {
  const core = transformerCore(tiny);
  const parameters = someParameters(core);
  const input = normals<tf.Rank.R3>([6, 2, 3], 7);
  const changed = tf.concat3d([input.slice(0, 4), normals([2, 2, 3], 8, 50)], 0);
  const before = await core.run(parameters, input).outputs.data();
  const after = await core.run(parameters, changed).outputs.data();
  const early = 4 * 2 * 4;
  expect(after.slice(0, early)).toEqual(before.slice(0, early));
  expect(after.slice(early)).not.toEqual(before.slice(early));
});

it('appends to its state, also step by step', async () => {
  const core = transformerCore(tiny);
  const parameters = someParameters(core);
  const input = normals<tf.Rank.R3>([4, 2, 3], 7);
  const whole = core.run(parameters, input);
  const outputs: tf.Tensor3D[] = [];
  let state = core.initialState(parameters, 2);
  expect(Object.keys(state)).toEqual(['keys0', 'values0', 'keys1', 'values1']);
  expect(state.keys0?.shape).toEqual([2, 2, 0, 2]);
  for (let t = 0; t < 4; t++) {
    const step = core.run(parameters, input.slice(t, 1), { state });
    outputs.push(step.outputs);
    state = step.state;
    expect(state.values1?.shape).toEqual([2, 2, t + 1, 2]);
  }
  expectClose(await tf.concat3d(outputs, 0).data(), await whole.outputs.data());
});

it('has the gradient of finite differences', async () => {
  await expectCoreGradients(transformerCore(tiny), { seed: 3 });
  const past = () => normals([2, 2, 3, 2], 11);
  const state = { keys0: past(), values0: past(), keys1: past(), values1: past() };
  await expectCoreGradients(transformerCore(tiny), { state, seed: 3 });
});

it('carries its keys and values on', () => expectCarriedState(transformerCore(tiny)));

it('refuses what does not fit', () => {
  const core = transformerCore(tiny);
  expectRefusals(core);
  expect(thrownCode(() => transformerCore({ inputWidth: 3, width: 10 }))).toBe('ERR_CONFIG');
  expect(thrownCode(() => transformerCore({ ...tiny, depth: 2 } as never))).toBe('ERR_CONFIG');
  const state = { ...core.initialState([], 2), keys1: tf.zeros([2, 2, 1, 2]) };
  const input = tf.zeros<tf.Rank.R3>([1, 2, 3]);
  expect(thrownCode(() => core.run(someParameters(core), input, { state }))).toBe('ERR_SHAPE');
});

it('leaves nothing behind', () => expectNoLeak(transformerCore(tiny)));
