import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { lstmCore } from '../../../src/cores/lstm/lstmCore.ts';
import {
  expectCarriedState,
  expectClose,
  expectCoreGradients,
  expectNoLeak,
  normals,
  someParameters,
} from '../coreChecks.ts';
import { difference } from '../rims/forms.ts';

beforeAll(() => useBackend());

const FORMS = ['fast', 'plain'] as const;
const tiny = { inputWidth: 3, units: 4 } as const;
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

describe.each(FORMS)('the %s form', (form) => {
  const core = lstmCore(tiny, { form });

  it('computes a step as it is computed by hand', async () => {
    const one = lstmCore({ inputWidth: 1, units: 1 }, { form });
    // Gates i, f, o and candidate g, side by side.
    const parameters = [
      tf.tensor2d([[1, 2, -1, 0.5]]),
      tf.tensor2d([[0.5, -1, 2, 1]]),
      tf.tensor1d([0.1, 0.2, 0.3, 0.4]),
    ];
    const state = { hidden: tf.tensor2d([[0.5]]), cell: tf.tensor2d([[-2]]) };
    const { outputs, state: next } = one.run(parameters, tf.tensor3d([[[3]]]), { state });
    const [i, f, o, g] = [3.35, 5.7, -1.7, 2.4] as const;
    const cell = sigmoid(f) * -2 + sigmoid(i) * Math.tanh(g);
    const hidden = sigmoid(o) * Math.tanh(cell);
    expect((await outputs.data())[0]).toBeCloseTo(hidden, 5);
    expect((await next['hidden']?.data())?.[0]).toBeCloseTo(hidden, 5);
    expect((await next['cell']?.data())?.[0]).toBeCloseTo(cell, 5);
  });

  it('has the gradient of finite differences', async () => {
    const state = { hidden: normals([2, 4], 8), cell: normals([2, 4], 9) };
    await expectCoreGradients(core, { state });
  });

  it('carries its state on', () => expectCarriedState(core));
  it('leaves nothing behind', () => expectNoLeak(core));

  it('differentiates a single step, and an element by an axis of its own', async () => {
    const x = normals<tf.Rank.R4>([1, 2, 1, 3], 4);
    const state = { hidden: normals([2, 4], 5), cell: normals([2, 4], 6) };
    const gradients = tf.grads((...given) =>
      core
        .run(given.slice(1), given[0] as tf.Tensor4D, { state })
        .outputs.square()
        .sum(),
    )([x, ...someParameters(core)]);
    expect(gradients[0]?.shape).toEqual([1, 2, 1, 3]);
    for (const gradient of gradients) {
      const largest = (await gradient.abs().max().data())[0] ?? NaN;
      expect(largest).toBeGreaterThan(0);
    }
  });

  it('refuses what does not fit', () => {
    const parameters = someParameters(core);
    const run = (x: tf.Tensor, batch?: number) =>
      thrownCode(() =>
        core.run(
          parameters,
          x as tf.Tensor3D,
          batch === undefined ? {} : { state: core.initialState(parameters, batch) },
        ),
      );
    expect(run(tf.zeros([0, 2, 3]))).toBe('ERR_SHAPE');
    expect(run(tf.zeros([1, 2, 4]))).toBe('ERR_SHAPE');
    expect(run(tf.zeros([1, 2, 2, 3]))).toBe('ERR_SHAPE');
    expect(run(tf.zeros([1, 2, 3]), 3)).toBe('ERR_SHAPE');
    expect(run(tf.zeros([1, 2, 3]), 2)).toBeUndefined();
    const x = tf.zeros<tf.Rank.R3>([1, 2, 3]);
    const state = { hidden: tf.zeros([2, 4]) };
    expect(thrownCode(() => core.run(parameters, x, { state }))).toBe('ERR_SHAPE');
  });
});

describe('the two forms', () => {
  it.each(['dense', 'indexed'] as const)('agree in values and gradients (%s)', async (kind) => {
    const [fast, plain] = FORMS.map((form) => lstmCore(tiny, { form })) as [
      ReturnType<typeof lstmCore>,
      ReturnType<typeof lstmCore>,
    ];
    const indices = tf.tensor2d([0, 1, 2, 3, 3, 2, 1, 1, 1, 0], [5, 2], 'int32');
    const source = kind === 'dense' ? normals([5, 2, 3], 3) : normals([4, 3], 3);
    const inputs = [source, normals([2, 4], 5), normals([2, 4], 6), ...someParameters(fast)];
    const weights = normals([5, 2, 4], 7);
    const scalar =
      (core: typeof fast) =>
      (...[x, hidden, cell, ...own]: tf.Tensor[]): tf.Scalar => {
        const input = kind === 'dense' ? (x as tf.Tensor3D) : { table: x as tf.Tensor2D, indices };
        const state = { hidden: hidden as tf.Tensor, cell: cell as tf.Tensor };
        const result = core.run(own, input, { state });
        const last = Object.values(result.state).map((part) => part.square().sum<tf.Scalar>());
        return tf.addN<tf.Scalar>([result.outputs.mul(weights).sum<tf.Scalar>(), ...last]);
      };
    const [a, b] = [fast, plain].map((core) => tf.valueAndGrads(scalar(core))(inputs)) as [
      { value: tf.Tensor; grads: tf.Tensor[] },
      { value: tf.Tensor; grads: tf.Tensor[] },
    ];
    expectClose(await a.value.data(), await b.value.data());
    for (const [i, gradient] of b.grads.entries()) {
      expect(await difference(gradient, a.grads[i] as tf.Tensor)).toBeLessThan(1e-4);
    }
  });
});

it('starts as PyTorch’s does', () => {
  const core = lstmCore({ inputWidth: 20, units: 100, forgetBias: 1 });
  // Kernel, recurrent kernel, one bias: 4 * 100 * (20 + 100 + 1).
  expect(core.layout.length).toBe(48_400);
  expect(core).toMatchObject({ kind: 'lstm', inputWidth: 20, elements: 1, outputWidth: 100 });
  const [kernel, recurrent, bias] = core
    .initialValues(new RandomStream(1))
    .map((v) => Array.from(v));
  const largest = (values: number[] = []) => Math.max(...values.map(Math.abs));
  for (const values of [kernel, recurrent]) {
    expect(largest(values)).toBeLessThanOrEqual(0.1);
    expect(largest(values)).toBeGreaterThan(0.098);
  }
  const mean = (values: number[] = []) => values.reduce((a, b) => a + b, 0) / values.length;
  expect(mean(bias?.slice(100, 200))).toBeCloseTo(1, 1);
  expect(mean(bias?.slice(0, 100))).toBeCloseTo(0, 1);
  expect(largest(bias?.slice(200))).toBeLessThanOrEqual(0.2);
});

it('refuses what cannot be', () => {
  expect(lstmCore({ inputWidth: 3 }).config).toEqual({ inputWidth: 3, units: 600, forgetBias: 0 });
  expect(thrownCode(() => lstmCore({ inputWidth: 0 }))).toBe('ERR_CONFIG');
  expect(thrownCode(() => lstmCore({ inputWidth: 3, units: 1.5 }))).toBe('ERR_CONFIG');
  const typo = { inputWidth: 3, unit: 2 } as never;
  expect(() => lstmCore(typo)).toThrow(/unknown key "unit", did you mean "units"/);
});
