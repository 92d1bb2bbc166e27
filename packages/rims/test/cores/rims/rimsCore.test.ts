import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import { rimsCore } from '../../../src/cores/rims/rimsCore.ts';
import type { CoreState, SequenceCore } from '../../../src/cores/sequenceCore.ts';
import { difference, SMALL } from './forms.ts';

beforeAll(() => useBackend());

const FORMS = ['fast', 'plain'] as const;
const stream = new RandomStream(51);
const numbers = <R extends tf.Rank>(shape: tf.ShapeMap[R], deviation = 1): tf.Tensor<R> =>
  tf.tensor(stream.normals(tf.util.sizeFromShape(shape), 0, deviation), shape);
const parametersOf = (core: SequenceCore, deviation = 0.6): tf.Tensor[] =>
  core.layout.specs.map(({ shape }) => numbers([...shape] as [number], deviation));

describe.each(FORMS)('the %s form', (form) => {
  it('holds the state of inactive modules to the last bit', async () => {
    const core = rimsCore(SMALL, { form });
    const parameters = parametersOf(core);
    const steps = 40;
    const x = numbers<tf.Rank.R3>([steps, 3, 5]);
    let held = 0;
    let state = core.initialState(parameters, 3);
    for (const row of tf.unstack(x)) {
      const next = core.run(parameters, row.expandDims<tf.Tensor3D>(0), { state });
      const active = (await next.activation?.data()) ?? [];
      for (const name of ['hidden', 'cell']) {
        const [old, now] = [await state[name]?.data(), await next.state[name]?.data()];
        for (let i = 0; i < 36; i++) {
          // Three units per module, four modules per sequence.
          if (active[Math.floor(i / 3)] === 1) continue;
          held++;
          expect(now?.[i]).toBe(old?.[i]);
        }
      }
      ({ state } = next);
    }
    expect(held).toBe(2 * steps * 3 * 2 * 3);
    // The same in one go, where steps are not apart.
    const whole = core.run(parameters, x);
    const [outputs, active] = [await whole.outputs.data(), (await whole.activation?.data()) ?? []];
    let same = 0;
    for (let i = 36; i < outputs.length; i++) {
      if (active[Math.floor(i / 3)] === 1) continue;
      if (outputs[i] === outputs[i - 36]) same++;
    }
    expect(same).toBe((steps - 1) * 3 * 2 * 3);
  });

  it.each([1, 2, 3, 4])('has exactly %i active at every step, the lowest at a tie', async (k) => {
    const core = rimsCore({ ...SMALL, activeModules: k }, { form });
    const { activation } = core.run(parametersOf(core), numbers<tf.Rank.R3>([12, 5, 5]));
    const counts = await (activation as tf.Tensor3D).sum(2).data();
    expect(new Set(counts)).toEqual(new Set([k]));
    const first = (await (activation as tf.Tensor3D)
      .slice([0], [1])
      .squeeze([0])
      .array()) as number[][];
    const lowest = [0, 1, 2, 3].map((module) => (module < k ? 1 : 0));
    expect(first).toEqual(Array(5).fill(lowest));
  });

  it('goes on where it stopped', async () => {
    for (const dynamics of ['lstm', 'gru'] as const) {
      const core = rimsCore({ ...SMALL, dynamics }, { form });
      const parameters = parametersOf(core);
      const x = numbers<tf.Rank.R3>([6, 2, 5]);
      const whole = core.run(parameters, x);
      const first = core.run(parameters, x.slice(0, 3));
      const second = core.run(parameters, x.slice(3, 3), { state: first.state });
      expect(
        await difference(whole.outputs, tf.concat([first.outputs, second.outputs])),
      ).toBeLessThan(1e-6);
      for (const [name, tensor] of Object.entries(whole.state)) {
        expect(await difference(tensor, second.state[name] as tf.Tensor)).toBeLessThan(1e-6);
      }
    }
  });

  it('gives the same with and without a gradient', async () => {
    const core = rimsCore(SMALL, { form });
    const parameters = parametersOf(core);
    const x = numbers<tf.Rank.R3>([6, 2, 5]);
    const alone = core.run(parameters, x);
    const { value } = tf.valueAndGrads((...given: tf.Tensor[]) => {
      const { outputs, activation } = core.run(given, x);
      tf.keep(outputs);
      tf.keep(activation as tf.Tensor3D);
      seen.push(outputs, activation as tf.Tensor3D);
      return outputs.sum<tf.Scalar>();
    })(parameters);
    value.dispose();
    expect(await difference(alone.outputs, seen[0] as tf.Tensor)).toBeLessThan(1e-6);
    expect(await alone.activation?.data()).toEqual(await seen[1]?.data());
    tf.dispose(seen.splice(0));
  });
  const seen: tf.Tensor[] = [];

  it('takes one element by an axis of its own, and a table', async () => {
    const core = rimsCore(SMALL, { form });
    const parameters = parametersOf(core);
    const table = numbers<tf.Rank.R2>([4, 5]);
    const indices = tf.tensor2d([0, 1, 2, 3, 3, 0], [3, 2], 'int32');
    const x = tf.gather(table, indices) as unknown as tf.Tensor3D;
    const { outputs } = core.run(parameters, x);
    const four = core.run(parameters, x.expandDims<tf.Tensor4D>(2));
    const indexed = core.run(parameters, { table, indices });
    expect(await difference(outputs, four.outputs)).toBeLessThan(1e-6);
    expect(await difference(outputs, indexed.outputs)).toBeLessThan(1e-5);
    // Gradients take the shape of what was given.
    const [dX] = tf.grads((given) =>
      core.run(parameters, given as unknown as tf.Tensor4D).outputs.sum(),
    )([x.expandDims(2)]);
    expect(dX?.shape).toEqual([3, 2, 1, 5]);
  });

  it('differentiates a single step', async () => {
    const core = rimsCore(SMALL, { form });
    const x = numbers<tf.Rank.R3>([1, 2, 5]);
    const gradients = tf.grads((...given) => core.run(given, x).outputs.sum())(parametersOf(core));
    for (const gradient of gradients)
      expect(Number.isFinite((await gradient.sum().data())[0])).toBe(true);
  });

  it('reads nothing of an input that no module attends to', async () => {
    // Queries and keys of opposite sign and great size: all attention goes to the null row.
    const core = rimsCore({ ...SMALL, communication: false }, { form });
    const parameters = parametersOf(core);
    const filled = (index: number, value: number) => {
      parameters[index] = tf.fill([...(core.layout.specs[index]?.shape ?? [])], value);
    };
    filled(0, -50);
    filled(1, 50);
    const state = { hidden: tf.ones([2, 12]), cell: tf.ones([2, 12]) };
    const run = (x: tf.Tensor3D) => core.run(parameters, x, { state }).outputs;
    const x = tf.randomUniform<tf.Rank.R3>([1, 2, 5], 0.5, 1, 'float32', 3);
    expect(await difference(run(x), run(x.mul(2)))).toBeLessThan(1e-6);
  });

  it('leaves nothing behind', async () => {
    for (const config of [
      {},
      { dynamics: 'gru' as const },
      { activeModules: 4 },
      { inputDropout: 0.3 },
    ]) {
      const core = rimsCore({ ...SMALL, ...config }, { form });
      const parameters = parametersOf(core);
      const x = numbers<tf.Rank.R3>([4, 2, 5]);
      await expectLeakFree(() => {
        const { outputs, state, activation } = core.run(parameters, x, {
          dropout: new RandomStream(1),
        });
        const next = core.run(parameters, x, { state });
        tf.dispose([
          outputs,
          { ...state },
          activation ?? [],
          next.outputs,
          { ...next.state },
          next.activation ?? [],
        ]);
        const { value, grads } = tf.valueAndGrads((...given: tf.Tensor[]) =>
          core.run(given, x).outputs.sum<tf.Scalar>(),
        )(parameters);
        tf.dispose([value, ...grads]);
        // As in training: the state is kept, all else goes with the tidy.
        let last: CoreState = {};
        const again = tf.tidy(() =>
          tf.valueAndGrads((...given: tf.Tensor[]) => {
            const result = core.run(given, x);
            last = result.state;
            for (const tensor of Object.values(last)) tf.keep(tensor);
            return result.outputs.sum<tf.Scalar>();
          })(parameters),
        );
        tf.dispose([again.value, ...again.grads, { ...last }]);
      });
    }
  });

  it('refuses what does not fit', () => {
    const core = rimsCore(SMALL, { form });
    const parameters = parametersOf(core);
    const code = (x: tf.Tensor, state?: CoreState) =>
      thrownCode(() =>
        core.run(parameters, x as tf.Tensor3D, state === undefined ? {} : { state }),
      );
    expect(code(tf.zeros([0, 2, 5]))).toBe('ERR_SHAPE');
    expect(code(tf.zeros([2, 0, 5]))).toBe('ERR_SHAPE');
    expect(code(tf.zeros([2, 2, 6]))).toBe('ERR_SHAPE');
    expect(code(tf.zeros([2, 2, 2, 5]))).toBe('ERR_SHAPE');
    expect(code(tf.zeros([2, 5]))).toBe('ERR_SHAPE');
    const x = tf.zeros([2, 2, 5]);
    expect(code(x, core.initialState(parameters, 3))).toBe('ERR_SHAPE');
    expect(code(x, { hidden: tf.zeros([2, 12]) })).toBe('ERR_SHAPE');
    expect(
      code(x, { hidden: tf.zeros([2, 12]), cell: tf.zeros([2, 12]), more: tf.zeros([1]) }),
    ).toBe('ERR_SHAPE');
    expect(code(x, core.initialState(parameters, 2))).toBeUndefined();
    const several = rimsCore({ ...SMALL, elements: 3 }, { form });
    expect(thrownCode(() => several.run(parametersOf(several), x as tf.Tensor3D))).toBe(
      'ERR_SHAPE',
    );
  });
});

it('draws dropout from its stream alone, and drops as much as it says', async () => {
  const core = rimsCore({ ...SMALL, inputDropout: 0.5, communicationDropout: 0.5 });
  const parameters = parametersOf(core);
  const x = numbers<tf.Rank.R3>([4, 2, 5]);
  const run = (seed?: number) =>
    core.run(parameters, x, seed === undefined ? {} : { dropout: new RandomStream(seed) }).outputs;
  expect(await difference(run(3), run(3))).toBe(0);
  expect(await difference(run(3), run(4))).toBeGreaterThan(1e-3);
  expect(await difference(run(), run())).toBe(0);
  const without = rimsCore(SMALL);
  expect(await difference(run(), without.run(parameters, x).outputs)).toBe(0);
});
