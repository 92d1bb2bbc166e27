import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import { bidirectionalCore } from '../../../src/cores/composed/bidirectionalCore.ts';
import { stackedCore } from '../../../src/cores/composed/stackedCore.ts';
import { coreOf } from '../../../src/cores/coreOf.ts';
import type { CoreConfig } from '../../../src/cores/coreOf.ts';
import { lstmCore } from '../../../src/cores/lstm/lstmCore.ts';
import { rimsCore } from '../../../src/cores/rims/rimsCore.ts';
import { createSequenceLayer } from '../../../src/layer/createRims.ts';
import { SequenceLayer } from '../../../src/layer/sequenceLayer.ts';
import { memoryHandler } from '../../memoryHandler.ts';
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

const rims = { units: 6, modules: 3, activeModules: 2, inputKeyWidth: 4 } as const;
const KINDS: readonly CoreConfig[] = [
  { kind: 'rims', ...rims },
  { kind: 'rims', ...rims, dynamics: 'gru' },
  { kind: 'lstm', units: 4 },
  { kind: 'ntm', controllerUnits: 4, slots: 3, slotWidth: 3 },
  { kind: 'rmc', slots: 2, heads: 2, headWidth: 2 },
  { kind: 'entnet', slots: 2, slotWidth: 3 },
  { kind: 'dnc', controllerUnits: 4, slots: 3, slotWidth: 3 },
  { kind: 'transformer', width: 4, layers: 1, heads: 2, feedForward: 4 },
];
const layers = () =>
  stackedCore([lstmCore({ inputWidth: 3, units: 4 }), lstmCore({ inputWidth: 4, units: 2 })]);
const mixed = () =>
  stackedCore([lstmCore({ inputWidth: 3, units: 4 }), rimsCore({ inputWidth: 4, ...rims })]);

describe.each(KINDS.map((config) => [config.kind, config] as const))(
  'layers of %s',
  (_, config) => {
    const core = coreOf({ kind: 'stack', layers: [config, config] }, 3);

    it('say what the layers say one after the other', async () => {
      const [lower, upper] = [coreOf(config, 3), coreOf(config, coreOf(config, 3).outputWidth)];
      const parameters = someParameters(core);
      const count = lower.layout.specs.length;
      const x = normals<tf.Rank.R3>([4, 2, 3], 1);
      const below = lower.run(parameters.slice(0, count), x);
      const above = upper.run(parameters.slice(count), below.outputs);
      const found = core.run(parameters, x);
      expectClose(await found.outputs.data(), await above.outputs.data());
      for (const [prefix, { state }] of [
        ['layer0', below],
        ['layer1', above],
      ] as const) {
        for (const [name, tensor] of Object.entries(state)) {
          expectClose((await found.state[`${prefix}/${name}`]?.data()) ?? [], await tensor.data());
        }
      }
      const [a, b] = [below.activation, above.activation];
      expect(found.activation?.shape).toEqual(a && [4, 2, 6]);
      if (a !== undefined && b !== undefined) {
        expect(await found.activation?.data()).toEqual(await tf.concat3d([a, b], 2).data());
      }
    });

    it('carry the states of all layers', () => expectCarriedState(core));

    it('have the gradients of the layers one after the other', async () => {
      const [lower, upper] = [coreOf(config, 3), coreOf(config, coreOf(config, 3).outputWidth)];
      const count = lower.layout.specs.length;
      const inputs = [...someParameters(core), normals<tf.Rank.R3>([4, 2, 3], 1)];
      const gradients = (run: (parameters: tf.Tensor[], input: tf.Tensor3D) => tf.Tensor3D) =>
        tf.grads((...given: tf.Tensor[]) =>
          run(given.slice(0, -1), given.at(-1) as tf.Tensor3D)
            .square()
            .sum<tf.Scalar>(),
        )(inputs);
      const found = gradients((parameters, input) => core.run(parameters, input).outputs);
      const expected = gradients((parameters, input) => {
        const below = lower.run(parameters.slice(0, count), input).outputs;
        return upper.run(parameters.slice(count), below).outputs;
      });
      for (const [i, gradient] of found.entries()) {
        expectClose(await gradient.data(), (await expected[i]?.data()) ?? []);
      }
    });
  },
);

it('has the gradients that are measured', () => expectCoreGradients(layers()));

it('refuses what does not fit, and leaves nothing behind', async () => {
  expectRefusals(mixed());
  await expectNoLeak(layers());
  const core = mixed();
  const state = {
    ...core.initialState(someParameters(core), 1),
    'layer2/hidden': tf.zeros([1, 4]),
  };
  const run = () => core.run(someParameters(core), tf.zeros<tf.Rank.R3>([2, 1, 3]), { state });
  expect(thrownCode(run)).toBe('ERR_SHAPE');
  expect(run).toThrow(/layer2\/hidden/);
});

it('draws each layer anew, and the same from the same seed', () => {
  const core = coreOf({ kind: 'stack', layers: [KINDS[2], KINDS[2]] as CoreConfig[] }, 4);
  const [one, other] = [1, 1].map((seed) => core.initialValues(new RandomStream(seed)));
  expect(one).toEqual(other);
  expect(one?.[0]).not.toEqual(one?.[3]);
});

it('drops between layers in training alone', async () => {
  const layers = [1, 2].map(() => lstmCore({ inputWidth: 3, units: 3 }));
  const [kept, dropped] = [stackedCore(layers), stackedCore(layers, { dropout: 0.5 })];
  const parameters = someParameters(kept);
  const x = normals<tf.Rank.R3>([4, 2, 3], 1);
  const outputs = (core: typeof kept, seed?: number) =>
    core.run(parameters, x, seed === undefined ? {} : { dropout: new RandomStream(seed) }).outputs;
  const expected = await outputs(kept).data();
  expect(await outputs(kept, 1).data()).toEqual(expected);
  expect(await outputs(dropped).data()).toEqual(expected);
  const one = await outputs(dropped, 1).data();
  expect(one).not.toEqual(expected);
  expect(await outputs(dropped, 1).data()).toEqual(one);
});

it('reads the modules below as elements', async () => {
  const [lower, upper] = [
    rimsCore({ inputWidth: 3, ...rims }),
    rimsCore({ inputWidth: 2, elements: 3, ...rims }),
  ];
  const core = stackedCore([lower, upper]);
  const parameters = someParameters(core);
  const count = lower.layout.specs.length;
  const x = normals<tf.Rank.R3>([4, 2, 3], 1);
  const below = lower.run(parameters.slice(0, count), x).outputs.reshape<tf.Tensor4D>([4, 2, 3, 2]);
  const above = upper.run(parameters.slice(count), below).outputs;
  expectClose(await core.run(parameters, x).outputs.data(), await above.data());
});

it('names layers that do not fit', () => {
  const wrong = () =>
    stackedCore([lstmCore({ inputWidth: 3, units: 4 }), lstmCore({ inputWidth: 3, units: 4 })]);
  expect(thrownCode(wrong)).toBe('ERR_CONFIG');
  expect(wrong).toThrow(/layer 1 reads 1 element\(s\) of width 3, the layer below says 4/);
  expect(thrownCode(() => stackedCore([]))).toBe('ERR_CONFIG');
});

it('is a layer that goes step by step, is saved and comes back', async () => {
  await expectLeakFree(async () => {
    const layer = createSequenceLayer(mixed(), new RandomStream(1));
    const handler = memoryHandler();
    await layer.save(handler);
    const loaded = await SequenceLayer.load(handler);
    expect(loaded.core.config).toEqual(layer.core.config);
    const x = normals<tf.Rank.R3>([2, 1, 3], 1);
    const whole = layer.sequence(x);
    const start = loaded.zeroState(1);
    const rows = tf.unstack(x) as tf.Tensor2D[];
    const first = loaded.step(rows[0] as tf.Tensor2D, start);
    const second = loaded.step(rows[1] as tf.Tensor2D, first.state);
    const expected = await whole.outputs.data();
    expectClose([...(await first.output.data()), ...(await second.output.data())], expected);
    const { values, modules } = await layer.activations(x);
    expect(modules).toBe(3);
    expectClose(values, (await whole.activation?.data()) ?? []);
    tf.dispose([x, { ...whole }, { ...start }, rows, { ...first }, { ...second }]);
    tf.dispose([{ ...whole.state }, { ...first.state }, { ...second.state }]);
    layer.dispose();
    loaded.dispose();
  });
});

it('is bidirectional where a layer is, and then carries no state', () => {
  const lower = bidirectionalCore(lstmCore({ inputWidth: 3, units: 2 }));
  const core = stackedCore([lower, lstmCore({ inputWidth: 4, units: 4 })]);
  expect(core.bidirectional).toBe(true);
  const parameters = someParameters(core);
  expect(core.initialState(parameters, 2)).toEqual({});
  const { state, last, outputs } = core.run(parameters, normals<tf.Rank.R3>([4, 2, 3], 1));
  expect(state).toEqual({});
  // The top layer reads forwards: it says most at its last step.
  expect(last).toBeUndefined();
  expect(outputs.shape).toEqual([4, 2, 4]);
  const given = { 'layer1/hidden': tf.zeros([2, 4]), 'layer1/cell': tf.zeros([2, 4]) };
  const run = () => core.run(parameters, tf.zeros<tf.Rank.R3>([4, 2, 3]), { state: given });
  expect(thrownCode(run)).toBe('ERR_SHAPE');
});
