import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient, expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { dncCore } from '../../../src/cores/dnc/dncCore.ts';
import { ntmCore } from '../../../src/cores/ntm/ntmCore.ts';
import type { CoreState, SequenceCore } from '../../../src/cores/sequenceCore.ts';
import { normalTensor, weightedSum } from '../randomTensors.ts';

beforeAll(() => useBackend());

const BATCH = 2;
const sizes = { inputWidth: 3, controllerUnits: 5, slots: 4, slotWidth: 3, readHeads: 2 };
const cores: readonly [string, SequenceCore][] = (['fast', 'plain'] as const).flatMap((form) => [
  [`ntm with 1 write head, ${form}`, ntmCore(sizes, { form })] as [string, SequenceCore],
  [`ntm with 2 write heads, ${form}`, ntmCore({ ...sizes, readHeads: 1, writeHeads: 2 }, { form })],
  [`dnc with 2 read heads, ${form}`, dncCore(sizes, { form })],
  [`dnc with 1 read head, ${form}`, dncCore({ ...sizes, readHeads: 1 }, { form })],
]);

/** Larger than initial ones, so that every part of a step matters. */
function parametersOf({ layout }: SequenceCore): tf.Tensor[] {
  const stream = new RandomStream(3);
  return layout.specs.map(({ shape }, i) => {
    const values = Float32Array.from({ length: layout.sizes[i] ?? 0 }, () => stream.normal(0, 0.7));
    return tf.tensor(values, [...shape]);
  });
}

const sequence = (steps: number) => normalTensor([steps, BATCH, 3], 5) as tf.Tensor3D;

/** The state after a few steps, with usages so far apart that a small change does not alter their order. */
function usedState(core: SequenceCore, parameters: tf.Tensor[]): CoreState {
  const { state } = core.run(parameters, sequence(3));
  if (state['usage'] === undefined) return state;
  const usage = tf.tensor3d([0.3, 0.9, 0.6, 0.1, 0.85, 0.2, 0.7, 0.4], [BATCH, 1, 4]);
  return { ...state, usage };
}

describe.each(cores)('%s', (_, core) => {
  it('has the gradient of finite differences in parameters, input and state', async () => {
    const parameters = parametersOf(core);
    const state = usedState(core, parameters);
    const names = Object.keys(state);
    const count = parameters.length;
    await expectGradient(
      (...args) => {
        const given = args.slice(count + 1);
        const result = core.run(args.slice(0, count), args[count] as tf.Tensor3D, {
          state: Object.fromEntries(names.map((name, i) => [name, given[i] as tf.Tensor])),
        });
        const ends = names.map((name) => weightedSum(result.state[name] as tf.Tensor));
        return tf.addN([weightedSum(result.outputs), ...ends]);
      },
      [...parameters, sequence(3), ...Object.values(state)],
      { step: 2e-3, floor: 3e-3 },
    );
  });

  it('has the gradient of finite differences from the initial state', async () => {
    await expectGradient(
      (...args) => weightedSum(core.run(args, sequence(4)).outputs),
      parametersOf(core),
      { step: 5e-3, floor: 2e-3 },
    );
  });

  it('has the gradient of finite differences in a table', async () => {
    const parameters = parametersOf(core);
    const indices = tf.tensor2d([0, 1, 2, 1, 0, 0], [3, BATCH], 'int32');
    await expectGradient(
      (table) =>
        weightedSum(core.run(parameters, { table: table as tf.Tensor2D, indices }).outputs),
      [normalTensor([3, 3], 4)],
      { step: 5e-3, floor: 2e-3 },
    );
  });

  it('reads rows of a table as it reads the vectors themselves, and one element of rank 4', async () => {
    const parameters = parametersOf(core);
    const table = normalTensor([4, 3], 4) as tf.Tensor2D;
    const indices = tf.tensor2d([3, 1, 2, 1, 0, 0], [3, BATCH], 'int32');
    const dense = tf.gather(table, indices) as unknown as tf.Tensor3D;
    const expected = await core.run(parameters, dense).outputs.data();
    const looked = await core.run(parameters, { table, indices }).outputs.data();
    const ranked = await core.run(parameters, dense.expandDims<tf.Tensor4D>(2)).outputs.data();
    expect(difference(looked, expected)).toBeLessThan(1e-6);
    expect(difference(ranked, expected)).toBeLessThan(1e-6);
  });

  it('runs six steps as it runs three and three', async () => {
    const parameters = parametersOf(core);
    const whole = core.run(parameters, sequence(6));
    const first = core.run(parameters, sequence(6).slice([0, 0, 0], [3, BATCH, 3]));
    const second = core.run(parameters, sequence(6).slice([3, 0, 0], [3, BATCH, 3]), {
      state: first.state,
    });
    const joined = tf.concat3d([first.outputs, second.outputs], 0);
    expect(difference(await joined.data(), await whole.outputs.data())).toBeLessThan(1e-5);
    expect(Object.keys(second.state)).toEqual(Object.keys(whole.state));
    for (const [name, tensor] of Object.entries(whole.state)) {
      const [actual, expected] = [await second.state[name]?.data(), await tensor.data()];
      expect(difference(actual ?? [], expected)).toBeLessThan(1e-5);
    }
  });

  it('starts from its initial state and treats the rows of a batch alike', async () => {
    const parameters = parametersOf(core);
    const rows = tf.tile(normalTensor([4, 1, 3], 2), [1, BATCH, 1]) as tf.Tensor3D;
    const implicit = core.run(parameters, rows);
    const explicit = core.run(parameters, rows, { state: core.initialState(parameters, BATCH) });
    const values = await implicit.outputs.data();
    expect(await explicit.outputs.data()).toEqual(values);
    expect(implicit.outputs.shape).toEqual([4, BATCH, core.outputWidth]);
    const [left, right] = tf.unstack(implicit.outputs, 1);
    expect(difference((await left?.data()) ?? [], (await right?.data()) ?? [])).toBeLessThan(1e-6);
    expect(values.some(Number.isNaN)).toBe(false);
  });

  it('gives the hidden state and the reads as outputs', async () => {
    const { outputs, state } = core.run(parametersOf(core), sequence(2));
    const last = tf.unstack(outputs).at(-1) as tf.Tensor;
    const joined = tf.concat([state['hidden'] as tf.Tensor, state['reads'] as tf.Tensor], 1);
    expect(await last.data()).toEqual(await joined.data());
  });

  it('draws the same initial values of the same stream, with a forget bias of 1', () => {
    const values = core.initialValues(new RandomStream(1));
    expect(values).toEqual(core.initialValues(new RandomStream(1)));
    expect(values.map(({ length }) => length)).toEqual(core.layout.sizes);
    const bound = 1 / Math.sqrt(5) + 1e-6;
    expect(values[0]?.every((value) => Math.abs(value) <= bound)).toBe(true);
    const forget = values[2]?.subarray(5, 10) ?? [];
    expect(forget.every((value) => Math.abs(value - 1) <= bound)).toBe(true);
  });

  it('refuses input, state and parameters that do not fit', () => {
    const parameters = parametersOf(core);
    const state = core.initialState(parameters, BATCH);
    const run = (input: tf.Tensor, from?: CoreState, given = parameters) =>
      thrownCode(() => {
        core.run(given, input as tf.Tensor3D, from === undefined ? {} : { state: from });
      });
    expect(run(tf.zeros([0, BATCH, 3]))).toBe('ERR_SHAPE');
    expect(run(tf.zeros([2, BATCH, 4]))).toBe('ERR_SHAPE');
    expect(run(tf.zeros([2, BATCH, 2, 3]))).toBe('ERR_SHAPE');
    expect(run(tf.zeros([2, BATCH + 1, 3]), state)).toBe('ERR_SHAPE');
    const renamed = { ...state, cells: tf.zeros([BATCH, 5]) };
    expect(run(tf.zeros([2, BATCH, 3]), renamed)).toBe('ERR_SHAPE');
    expect(run(tf.zeros([2, BATCH, 3]), state, parameters.slice(1))).toBe('ERR_SHAPE');
    expect(run(tf.zeros([2, BATCH, 3]), state)).toBeUndefined();
  });

  it('keeps outputs and state alone, with a tape and without one', async () => {
    const parameters = parametersOf(core);
    const input = sequence(3);
    await expectLeakFree(() => {
      const before = tf.memory().numTensors;
      const { outputs, state } = core.run(parameters, input);
      expect(tf.memory().numTensors - before).toBe(1 + Object.keys(state).length);
      tf.dispose([outputs, ...Object.values(state)]);
      tf.dispose(Object.values(core.initialState(parameters, BATCH)));
      const loss = (...args: tf.Tensor[]) => core.run(args, input).outputs.sum<tf.Scalar>();
      tf.dispose(tf.grads(loss)(parameters));
    });
  });
});

it.each([
  ['unknown key', () => ntmCore({ ...sizes, slot: 3 } as never)],
  ['too few slots to shift', () => ntmCore({ ...sizes, slots: 2 })],
  ['no write head', () => ntmCore({ ...sizes, writeHeads: 0 })],
  ['no input', () => dncCore({} as never)],
  ['several write heads', () => dncCore({ ...sizes, writeHeads: 2 } as never)],
  ['half a unit', () => dncCore({ ...sizes, controllerUnits: 1.5 })],
])('refuses a configuration with %s', (_, make) => {
  expect(thrownCode(make)).toBe('ERR_CONFIG');
});

function difference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  const all = Array.from(expected, (value, i) => Math.abs(value - (actual[i] ?? NaN)));
  return all.reduce((worst, value) => (value <= worst ? worst : value), 0);
}
