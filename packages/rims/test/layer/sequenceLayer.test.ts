import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import { entnetCore, lstmCore, rimsCore } from '../../src/index.ts';
import type { RimsConfigInput, SequenceCore } from '../../src/index.ts';
import { createRims, createSequenceLayer } from '../../src/layer/createRims.ts';
import { SequenceLayer } from '../../src/layer/sequenceLayer.ts';
import { memoryHandler } from '../memoryHandler.ts';
import { difference } from '../cores/rims/forms.ts';

beforeAll(() => useBackend());

const small = { inputWidth: 3, units: 12, modules: 4, activeModules: 2 } as const;
const stream = new RandomStream(21);
const numbers = <R extends tf.Rank>(shape: tf.ShapeMap[R]): tf.Tensor<R> =>
  tf.tensor(stream.normals(tf.util.sizeFromShape(shape)), shape);
const code = (error: { code?: string }) => error.code;
const layerOf = (core: SequenceCore) => createSequenceLayer(core, new RandomStream(2));

/** Initial projections of 0.01 would hide differences. */
function strengthen(layer: SequenceLayer): SequenceLayer {
  for (const weight of layer.weights) tf.tidy(() => weight.assign(weight.mul(3).add(0.1)));
  return layer;
}

it('computes what its core computes', async () => {
  const core = rimsCore(small);
  const layer = layerOf(core);
  const parameters = core
    .initialValues(new RandomStream(2))
    .map((values, i) => tf.tensor(values, [...(core.layout.specs[i]?.shape ?? [])]));
  const x = numbers<tf.Rank.R3>([4, 2, 3]);
  const [a, b] = [layer.sequence(x), core.run(parameters, x)];
  expect(await difference(a.outputs, b.outputs)).toBe(0);
  expect(await a.activation?.data()).toEqual(await b.activation?.data());
  expect(layer.parameterCount).toBe(core.layout.length);
  layer.dispose();
});

describe.each<[string, RimsConfigInput]>([
  ['rims', small],
  ['rims of three elements', { ...small, elements: 3 }],
  ['a GRU', { ...small, dynamics: 'gru' }],
])('%s', (_, config) => {
  it('gives step by step what it gives at once', async () => {
    const layer = strengthen(createRims(config));
    const shape = config.elements === undefined ? [5, 2, 3] : [5, 2, 3, 3];
    const x = numbers<tf.Rank.R3>(shape as [number, number, number]);
    const whole = layer.sequence(x);
    let state = layer.zeroState(2);
    const outputs: tf.Tensor[] = [];
    const active: tf.Tensor[] = [];
    for (const row of tf.unstack(x)) {
      const step = layer.step(row as tf.Tensor2D, state);
      outputs.push(step.output);
      active.push(step.active as tf.Tensor);
      state = step.state;
    }
    expect(await difference(whole.outputs, tf.stack(outputs))).toBeLessThan(1e-6);
    expect(await tf.stack(active).data()).toEqual(await whole.activation?.data());
    for (const [name, tensor] of Object.entries(whole.state)) {
      expect(await difference(tensor, state[name] as tf.Tensor)).toBeLessThan(1e-6);
    }
    layer.dispose();
  });
});

describe.each([
  ['the fast form', () => createRims(small)],
  ['the plain form', () => createRims(small, { form: 'plain' })],
  ['an LSTM', () => layerOf(lstmCore({ inputWidth: 3, units: 12 }))],
  ['an entity network', () => layerOf(entnetCore({ inputWidth: 3, slots: 2, slotWidth: 4 }))],
])('%s', (_, create) => {
  it('learns by an optimiser of TensorFlow.js', async () => {
    const layer = create();
    const x = numbers<tf.Rank.R3>([4, 3, 3]);
    const target = tf.tanh(numbers<tf.Rank.R2>([3, layer.core.outputWidth])).mul(0.3);
    const loss = () =>
      layer.sequence(x).outputs.slice([3]).squeeze([0]).sub(target).square().mean<tf.Scalar>();
    const optimiser = tf.train.adam(0.02);
    const values: number[] = [];
    for (let i = 0; i < 30; i++) {
      const value = optimiser.minimize(loss, true) as tf.Scalar;
      values.push((await value.data())[0] ?? NaN);
      value.dispose();
    }
    expect(values.at(-1)).toBeLessThan(0.5 * (values[0] ?? NaN));
    layer.dispose();
  });
});

it('gives the same gradients in both forms', async () => {
  const x = numbers<tf.Rank.R3>([4, 2, 3]);
  const gradients = (['fast', 'plain'] as const).map((form) => {
    const layer = strengthen(createRims(small, { form }));
    const { grads } = tf.variableGrads(
      () => layer.sequence(x).outputs.square().sum<tf.Scalar>(),
      [...layer.weights],
    );
    return layer.weights.map(({ name }) => grads[name] as tf.Tensor);
  });
  const [fast = [], plain = []] = gradients;
  expect(fast).toHaveLength(9);
  for (const [i, gradient] of plain.entries()) {
    expect(await difference(gradient, fast[i] as tf.Tensor)).toBeLessThan(1e-4);
  }
});

it('draws dropout from the stream it is given', async () => {
  const layer = strengthen(createRims({ ...small, preset: 'official' }));
  const x = numbers<tf.Rank.R3>([4, 2, 3]);
  const run = (seed?: number) =>
    layer.sequence(x, seed === undefined ? {} : { dropout: new RandomStream(seed) }).outputs;
  expect(await difference(run(), run())).toBe(0);
  expect(await difference(run(1), run(1))).toBe(0);
  expect(await difference(run(1), run(2))).toBeGreaterThan(1e-4);
  expect(await difference(run(1), run())).toBeGreaterThan(1e-4);
  layer.dispose();
});

it('tells which modules were active', async () => {
  const layer = createRims(small);
  const x = numbers<tf.Rank.R3>([4, 3, 3]);
  const raster = await layer.activations(x);
  expect(raster).toMatchObject({ steps: 4, batch: 3, modules: 4 });
  expect(raster.values).toBeInstanceOf(Uint8Array);
  const { activation } = layer.sequence(x);
  expect([...raster.values]).toEqual([...((await activation?.data()) ?? [])]);
  // From a state that a sequence ended in, other modules may win.
  const { state } = layer.sequence(x);
  const next = await layer.activations(x, state);
  const both = layer.sequence(tf.concat([x, x])).activation?.slice([4]);
  expect([...next.values]).toEqual([...((await both?.data()) ?? [])]);
  layer.dispose();
});

it('refuses values that are none before it tells activations', async () => {
  const layer = createRims(small);
  const x = tf.tensor3d([1, 2, NaN], [1, 1, 3]);
  expect(await layer.activations(x).catch(code)).toBe('ERR_VALUES');
  const table = numbers<tf.Rank.R2>([2, 3]);
  const rows = (row: number) => tf.tensor2d([0, row], [2, 1], 'int32');
  expect(await layer.activations({ table, indices: rows(2) }).catch(code)).toBe('ERR_VALUES');
  expect(await layer.activations({ table, indices: rows(-1) }).catch(code)).toBe('ERR_VALUES');
  expect((await layer.activations({ table, indices: rows(1) })).steps).toBe(2);
  const lstm = layerOf(lstmCore({ inputWidth: 3, units: 4 }));
  expect(await lstm.activations(numbers<tf.Rank.R3>([1, 1, 3])).catch(code)).toBe('ERR_ARGUMENT');
  layer.dispose();
  lstm.dispose();
});

it('names its weights, each layer by itself', () => {
  const [first, second] = [createRims(small), createRims(small)];
  const prefix = (layer: SequenceLayer) => layer.weights[0]?.name.replace('inputQuery', '');
  expect(first.weights.map(({ name }) => name.replace(prefix(first) ?? '', ''))).toEqual(
    first.core.layout.specs.map(({ name }) => name),
  );
  expect(prefix(first)).not.toBe(prefix(second));
  const name = prefix(first);
  first.dispose();
  const third = createRims(small);
  expect(prefix(third)).toBe(name);
  second.dispose();
  third.dispose();
});

it('starts as its seed says', async () => {
  const layers = [undefined, 1, 2].map((seed) =>
    createRims(small, seed === undefined ? {} : { seed }),
  );
  const first = ({ weights }: SequenceLayer) => (weights[0] as tf.Variable).data();
  const [a, b, c] = await Promise.all(layers.map(first));
  expect(a).toEqual(b);
  expect(a).not.toEqual(c);
  for (const layer of layers) layer.dispose();
  expect(thrownCode(() => createRims(small, { seed: 0.5 }))).toBe('ERR_ARGUMENT');
});

it('refuses what does not fit', () => {
  const layer = createRims(small);
  expect(thrownCode(() => layer.step(tf.zeros<tf.Rank.R2>([2, 4])))).toBe('ERR_SHAPE');
  expect(thrownCode(() => layer.step(tf.zeros<tf.Rank.R1>([3]) as unknown as tf.Tensor2D))).toBe(
    'ERR_SHAPE',
  );
  expect(thrownCode(() => layer.step(tf.zeros<tf.Rank.R2>([2, 3]), layer.zeroState(3)))).toBe(
    'ERR_SHAPE',
  );
  expect(
    thrownCode(() => layer.step(tf.zeros<tf.Rank.R3>([2, 1, 3]), layer.zeroState(2))),
  ).toBeUndefined();
  expect(thrownCode(() => layer.sequence(tf.zeros<tf.Rank.R3>([0, 2, 3])))).toBe('ERR_SHAPE');
  const ahead = layer.sequence(tf.zeros<tf.Rank.R3>([1, 2, 3])).state;
  expect(() => layer.sequence(tf.zeros<tf.Rank.R3>([1, 2, 3]), ahead)).toThrow('as { state }');
  expect(thrownCode(() => createRims({ ...small, units: 13 }))).toBe('ERR_CONFIG');
  expect(thrownCode(() => new SequenceLayer(layer.core, []))).toBe('ERR_SHAPE');
  layer.dispose();
});

it('does nothing after it was disposed', async () => {
  const layer = createRims(small);
  layer.dispose();
  layer.dispose();
  const x = tf.zeros<tf.Rank.R3>([1, 1, 3]);
  expect(thrownCode(() => layer.sequence(x))).toBe('ERR_DISPOSED');
  expect(thrownCode(() => layer.step(tf.zeros<tf.Rank.R2>([1, 3])))).toBe('ERR_DISPOSED');
  expect(thrownCode(() => layer.zeroState(1))).toBe('ERR_DISPOSED');
  expect(await layer.activations(x).catch(code)).toBe('ERR_DISPOSED');
  expect(await layer.save(memoryHandler()).catch(code)).toBe('ERR_DISPOSED');
});

it('leaves nothing behind', async () => {
  const x = numbers<tf.Rank.R3>([3, 2, 3]);
  const row = numbers<tf.Rank.R2>([2, 3]);
  await expectLeakFree(async () => {
    const layer = createRims(small);
    const { outputs, state, activation } = layer.sequence(x);
    const step = layer.step(row, state);
    await layer.activations(x);
    const handler = memoryHandler();
    await layer.save(handler);
    (await SequenceLayer.load(handler)).dispose();
    const optimiser = tf.train.sgd(0.1);
    optimiser.minimize(() => layer.sequence(x).outputs.sum<tf.Scalar>());
    tf.dispose([
      outputs,
      { ...state },
      activation ?? [],
      step.output,
      { ...step.state },
      step.active ?? [],
    ]);
    layer.dispose();
    optimiser.dispose();
  });
});
