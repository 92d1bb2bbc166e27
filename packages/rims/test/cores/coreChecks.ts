import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { expectGradient, expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import type { CoreState, SequenceCore } from '../../src/cores/sequenceCore.ts';
import type { IndexedInput } from '../../src/cores/sequenceInput.ts';

/** Normal numbers in a tensor. */
export function normals<R extends tf.Rank>(
  shape: tf.ShapeMap[R],
  seed: number,
  deviation = 1,
): tf.Tensor<R> {
  const values = new RandomStream(seed).normals(tf.util.sizeFromShape(shape), 0, deviation);
  return tf.tensor<R>(values, shape);
}

/** The initial parameters of a core, moved a little so that no bias is 0 and no scale 1. */
export function someParameters(core: SequenceCore, seed = 1): tf.Tensor[] {
  const stream = new RandomStream(seed);
  return core.initialValues(stream).map((values, i) =>
    tf.tensor(
      values.map((value) => value + stream.normal(0, 0.2)),
      [...(core.layout.specs[i]?.shape ?? [])],
    ),
  );
}

/** Settings of {@link expectCoreGradients}. */
interface CoreGradientOptions {
  /** A state to start from, in which the gradient is checked as well. Default: the initial one. */
  readonly state?: CoreState;
  /** The seed of the parameters. A rectifier that switches within a step spoils the measurement. Default: 1. */
  readonly seed?: number;
}

/** Checks the gradients in parameters, dense input, table and state. */
export async function expectCoreGradients(
  core: SequenceCore,
  { state, seed = 1 }: CoreGradientOptions = {},
): Promise<void> {
  const [steps, batch] = [3, 2];
  // Larger steps meet more corners of rectifiers; smaller ones drown in rounding.
  const precision = { step: 0.005, floor: 4e-4 };
  const parameters = someParameters(core, seed);
  const count = parameters.length;
  const weights = normals([steps, batch, core.outputWidth], 2);
  const names = Object.keys(state ?? {});
  const loss = (args: readonly tf.Tensor[], input: tf.Tensor3D | IndexedInput): tf.Scalar => {
    const start = Object.fromEntries(names.map((name, i) => [name, args[count + 1 + i]]));
    const options = state === undefined ? {} : { state: start as CoreState };
    const result = core.run(args.slice(0, count), input, options);
    // The last state counts as well.
    const last = Object.values(result.state).map((tensor) => tensor.square().mean<tf.Scalar>());
    return tf.addN<tf.Scalar>([result.outputs.mul(weights).sum<tf.Scalar>(), ...last]);
  };
  const dense = normals([steps, batch, core.inputWidth], 3);
  const table = normals([5, core.inputWidth], 4);
  const indices = tf.tensor2d(
    Int32Array.from({ length: steps * batch }, (_, i) => (i * 3) % 5),
    [steps, batch],
    'int32',
  );
  const states = Object.values(state ?? {});
  await expectGradient(
    (...args) => loss(args, args[count] as tf.Tensor3D),
    [...parameters, dense, ...states],
    precision,
  );
  await expectGradient(
    (...args) => loss(args, { table: args[count] as tf.Tensor2D, indices }),
    [...parameters, table, ...states],
    precision,
  );
  tf.dispose([parameters, weights, dense, table, indices]);
}

/** Checks that two runs with the state carried over give what one run gives, for dense and for indexed input. */
export async function expectCarriedState(core: SequenceCore): Promise<void> {
  const parameters = someParameters(core);
  const table = normals<tf.Rank.R2>([4, core.inputWidth], 5);
  const indices = tf.tensor2d([0, 1, 2, 3, 3, 2, 1, 0, 0, 2, 1, 3], [6, 2], 'int32');
  const dense = tf.gather(table, indices) as unknown as tf.Tensor3D;
  const whole = core.run(parameters, dense);
  const indexed = core.run(parameters, { table, indices });
  const elements = core.run(parameters, dense.expandDims<tf.Tensor4D>(2));
  const first = core.run(parameters, dense.slice(0, 3));
  const second = core.run(parameters, dense.slice(3, 3), { state: first.state });
  const initial = core.run(parameters, dense, { state: core.initialState(parameters, 2) });
  const expected = await whole.outputs.data();
  for (const outputs of [
    indexed.outputs,
    elements.outputs,
    initial.outputs,
    tf.concat3d([first.outputs, second.outputs], 0),
  ]) {
    expectClose(await outputs.data(), expected);
  }
  for (const [name, tensor] of Object.entries(whole.state)) {
    expect(second.state[name]?.shape).toEqual(tensor.shape);
    expectClose((await second.state[name]?.data()) ?? [], await tensor.data());
  }
  expect(Object.keys(second.state)).toEqual(Object.keys(whole.state));
}

/** Expects the same numbers up to rounding. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) expect(actual[i]).toBeCloseTo(expected[i] ?? NaN, 4);
}

/** Checks what every core refuses. */
export function expectRefusals(core: SequenceCore): void {
  const parameters = someParameters(core);
  const input = tf.zeros<tf.Rank.R3>([2, 3, core.inputWidth]);
  const run = (sequence: tf.Tensor3D, state?: CoreState, given = parameters) =>
    thrownCode(() => core.run(given, sequence, state === undefined ? {} : { state }));
  expect(run(tf.zeros([0, 3, core.inputWidth]))).toBe('ERR_SHAPE');
  expect(run(tf.zeros([2, 0, core.inputWidth]))).toBe('ERR_SHAPE');
  expect(run(tf.zeros([2, 3, core.inputWidth + 1]))).toBe('ERR_SHAPE');
  expect(run(input, core.initialState(parameters, 4))).toBe('ERR_SHAPE');
  expect(run(input, {})).toBe('ERR_SHAPE');
  expect(run(input, undefined, parameters.slice(1))).toBe('ERR_SHAPE');
  expect(run(input, core.initialState(parameters, 3))).toBeUndefined();
}

/** Checks that a run, with and without gradients, leaves nothing behind. */
export async function expectNoLeak(core: SequenceCore): Promise<void> {
  const parameters = someParameters(core);
  const input = normals<tf.Rank.R3>([3, 2, core.inputWidth], 6);
  await expectLeakFree(() => {
    const first = core.run(parameters, input);
    const second = core.run(parameters, input, { state: first.state });
    const start = core.initialState(parameters, 2);
    const tensors = [first, second].flatMap((r) => [r.outputs, ...Object.values(r.state)]);
    expect(new Set(tensors.map(({ id }) => id)).size).toBe(tensors.length);
    tf.dispose([...tensors, ...Object.values(start)]);
    const loss = (...args: tf.Tensor[]): tf.Scalar => core.run(args, input).outputs.sum();
    const { value, grads } = tf.valueAndGrads(loss)(parameters);
    tf.dispose([value, ...grads]);
  });
}

/** Sizes of {@link expectSameForms}. */
interface SameFormsOptions {
  /** Sequences side by side. Default: 3. */
  readonly batch?: number;
  /** Steps. Default: 4. */
  readonly steps?: number;
}

/**
 * Holds the fast form of a core to its plain form: outputs, last state, and the gradients in parameters, input and state, from a state
 * that a few steps have filled.
 *
 * @param make - Makes the core in one of its forms.
 * @param kind - Of the input.
 * @param sizes - Of the sequence.
 */
export async function expectSameForms(
  make: (form: 'fast' | 'plain') => SequenceCore,
  kind: 'dense' | 'indexed',
  { batch = 3, steps = 4 }: SameFormsOptions = {},
): Promise<void> {
  const [plain, fast] = [make('plain'), make('fast')];
  const parameters = someParameters(plain);
  const indices = tf.tensor2d(
    Int32Array.from({ length: steps * batch }, (_, i) => (i * 3 + (i >> 2)) % 5),
    [steps, batch],
    'int32',
  );
  const shape = kind === 'dense' ? [steps, batch, plain.inputWidth] : [5, plain.inputWidth];
  const source: tf.Tensor = normals<tf.Rank>(shape, 3);
  const filled = plain.run(parameters, normals<tf.Rank.R3>([3, batch, plain.inputWidth], 5)).state;
  const names = Object.keys(filled);
  const count = parameters.length;
  const passOf = (core: SequenceCore, given: readonly tf.Tensor[]) => {
    const state = Object.fromEntries(names.map((name, i) => [name, given[count + 1 + i]]));
    const from = given[count] as tf.Tensor;
    const input =
      kind === 'dense' ? (from as tf.Tensor3D) : { table: from as tf.Tensor2D, indices };
    return core.run(given.slice(0, count), input, { state: state as CoreState });
  };
  const given = [...parameters, source, ...names.map((name) => filled[name] as tf.Tensor)];
  const [expected, actual] = [plain, fast].map((core) => {
    const pass = passOf(core, given);
    const score = (...tensors: tf.Tensor[]): tf.Scalar => {
      const { outputs, state } = passOf(core, tensors);
      const parts = [outputs, ...names.map((name) => state[name] as tf.Tensor)];
      return tf.addN<tf.Scalar>(
        parts.map((part, i) => part.mul(normals<tf.Rank>(part.shape, 20 + i)).sum<tf.Scalar>()),
      );
    };
    expect(Object.keys(pass.state)).toEqual(names);
    return [pass.outputs, ...Object.values(pass.state), ...tf.grads(score)(given)];
  });
  for (const [i, tensor] of (expected ?? []).entries()) {
    const other = actual?.[i] as tf.Tensor;
    expect(other.shape).toEqual(tensor.shape);
    const [largest = NaN] = await tensor.abs().max().data();
    const [apart = NaN] = await tensor.sub(other).abs().max().data();
    expect({ i, apart: apart / Math.max(largest, 1e-6) < 1e-4 }).toEqual({ i, apart: true });
  }
}
