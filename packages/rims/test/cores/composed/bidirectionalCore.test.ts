import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import { coreOf } from '../../../src/cores/coreOf.ts';
import type { CoreConfig } from '../../../src/cores/coreOf.ts';
import { createSequenceLayer } from '../../../src/layer/createRims.ts';
import { SequenceLayer } from '../../../src/layer/sequenceLayer.ts';
import { SequenceModel } from '../../../src/model/sequenceModel.ts';
import { resolveSequenceTrainingConfig } from '../../../src/training/trainingConfig.ts';
import { memoryHandler } from '../../memoryHandler.ts';
import { copying } from '../../training/runs.ts';
import { expectClose, expectCoreGradients, normals, someParameters } from '../coreChecks.ts';

beforeAll(() => useBackend());

const rims = { kind: 'rims', units: 6, modules: 3, activeModules: 2, inputKeyWidth: 4 } as const;
const KINDS: readonly CoreConfig[] = [
  rims,
  { ...rims, dynamics: 'gru' },
  { kind: 'lstm', units: 4 },
  { kind: 'ntm', controllerUnits: 4, slots: 3, slotWidth: 3 },
  { kind: 'rmc', slots: 2, heads: 2, headWidth: 2 },
  { kind: 'entnet', slots: 2, slotWidth: 3 },
  { kind: 'dnc', controllerUnits: 4, slots: 3, slotWidth: 3 },
  { kind: 'transformer', width: 4, layers: 1, heads: 2, feedForward: 4 },
];
const both = (core: CoreConfig) => coreOf({ kind: 'bidirectional', core }, 3);
const lstm = () => both({ kind: 'lstm', units: 4 });

describe.each(KINDS.map((config) => [config.kind, config] as const))('%s', (_, config) => {
  it('says what each direction says, side by side, and at its own end', async () => {
    const [core, one] = [both(config), coreOf(config, 3)];
    const parameters = someParameters(core);
    const count = one.layout.specs.length;
    const steps = [0, 1, 2, 3].map((t) => normals<tf.Rank.R2>([2, 3], t + 1));
    const forward = one.run(parameters.slice(0, count), tf.stack(steps) as tf.Tensor3D);
    const turned = tf.stack([...steps].reverse()) as tf.Tensor3D;
    const backward = one.run(parameters.slice(count), turned);
    const found = core.run(parameters, tf.stack(steps) as tf.Tensor3D);
    const sides = (f: tf.Tensor, b: tf.Tensor) => {
      const [there, back] = [tf.unstack(f), tf.unstack(b).reverse()];
      return tf.stack(there.map((step, t) => tf.concat([step, back[t] as tf.Tensor], 1)));
    };
    expectClose(await found.outputs.data(), await sides(forward.outputs, backward.outputs).data());
    const ends = [forward, backward].map(({ outputs }) => outputs.slice([3, 0, 0]).squeeze([0]));
    expectClose((await found.last?.data()) ?? [], await tf.concat(ends, 1).data());
    expect(found.state).toEqual({});
    if (forward.activation !== undefined && backward.activation !== undefined) {
      const expected = await sides(forward.activation, backward.activation).data();
      expect(await found.activation?.data()).toEqual(expected);
    }
  });

  it('reads rows of a table as it reads vectors', async () => {
    const core = both(config);
    const parameters = someParameters(core);
    const table = normals<tf.Rank.R2>([4, 3], 5);
    const indices = tf.tensor2d([0, 1, 2, 3, 3, 2], [3, 2], 'int32');
    for (const options of [{}, { lengths: Int32Array.of(2, 3) }]) {
      const dense = tf.gather(table, indices) as unknown as tf.Tensor3D;
      const indexed = core.run(parameters, { table, indices }, options);
      expectClose(
        await indexed.outputs.data(),
        await core.run(parameters, dense, options).outputs.data(),
      );
    }
  });
});

it('has the gradients of both directions', () => expectCoreGradients(lstm()));

it('starts its directions apart', () => {
  const [forward, , , backward] = lstm().initialValues(new RandomStream(1));
  expect(forward).not.toEqual(backward);
});

it('leaves nothing behind', async () => {
  const core = both(rims);
  const parameters = someParameters(core);
  const input = normals<tf.Rank.R3>([3, 2, 3], 6);
  await expectLeakFree(() => {
    for (const options of [{}, { lengths: Int32Array.of(2, 3) }]) {
      const { outputs, last, activation } = core.run(parameters, input, options);
      tf.dispose([outputs, last ?? [], activation ?? []]);
      const loss = (...args: tf.Tensor[]): tf.Scalar =>
        core.run(args, input, options).outputs.sum();
      const { value, grads } = tf.valueAndGrads(loss)(parameters);
      tf.dispose([value, ...grads]);
    }
  });
});

it('needs the whole sequence', async () => {
  const core = lstm();
  const parameters = someParameters(core);
  const x = tf.zeros<tf.Rank.R3>([2, 1, 3]);
  const state = { hidden: tf.zeros([1, 4]), cell: tf.zeros([1, 4]) };
  expect(thrownCode(() => core.run(parameters, x, { state }))).toBe('ERR_SHAPE');
  expect(thrownCode(() => core.run(parameters.slice(1), x))).toBe('ERR_SHAPE');
  const layer = createSequenceLayer(core, new RandomStream(1));
  expect(layer.zeroState(1)).toEqual({});
  expect(thrownCode(() => layer.step(tf.zeros<tf.Rank.R2>([1, 3])))).toBe('ERR_ARGUMENT');
  const handler = memoryHandler();
  await layer.save(handler);
  const loaded = await SequenceLayer.load(handler);
  const y = normals<tf.Rank.R3>([3, 2, 3], 1);
  expectClose(await loaded.sequence(y).outputs.data(), await layer.sequence(y).outputs.data());
  layer.dispose();
  loaded.dispose();
});

it.each([
  ['of another number', Int32Array.of(2), 'ERR_SHAPE'],
  ['of no steps', Int32Array.of(0, 2), 'ERR_VALUES'],
  ['of more steps than there are', Int32Array.of(2, 3), 'ERR_VALUES'],
])('refuses lengths %s', (_, lengths, expected) => {
  const core = lstm();
  const run = () => core.run(someParameters(core), tf.zeros<tf.Rank.R3>([2, 2, 3]), { lengths });
  expect(thrownCode(run)).toBe(expected);
});

it('carries no state from batch to batch in training', () => {
  const core = { kind: 'bidirectional', core: rims } as const;
  const resolve = (carryState: boolean) => () =>
    resolveSequenceTrainingConfig({ core, embeddingWidth: 3, carryState }, copying);
  expect(resolve(false)).not.toThrow();
  expect(thrownCode(resolve(true))).toBe('ERR_CONFIG');
  expect(resolve(true)).toThrow(/carryState: a bidirectional core has no state to carry/);
});

it('answers after the last step by what both directions say at their ends, saved or not', async () => {
  const config = {
    core: { kind: 'bidirectional', core: rims },
    input: { kind: 'vectors', width: 3 },
    outputs: 2,
    answers: 'last',
    dropout: 0,
  } as const;
  const model = SequenceModel.create(config, new RandomStream(1));
  const values = new RandomStream(2).normals(4 * 2 * 3);
  const sequences = { steps: 4, size: 2, inputs: { kind: 'vectors', width: 3, values } } as const;
  const { answers } = await model.predict(sequences);
  const views = model.parameters.views;
  const { last } = model.core.run(views.slice(0, -2), tf.tensor3d(values, [4, 2, 3]));
  const [kernel, bias] = views.slice(-2) as [tf.Tensor2D, tf.Tensor1D];
  expectClose(answers, await (last as tf.Tensor2D).matMul(kernel).add(bias).data());
  const handler = memoryHandler();
  await model.save(handler);
  const loaded = await SequenceModel.load(handler);
  expect((await loaded.predict(sequences)).answers).toEqual(answers);
  model.dispose();
  loaded.dispose();
});
