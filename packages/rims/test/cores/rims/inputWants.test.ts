import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { availableBackends, expectLeakFree } from '@causal-mechanisms/test-utils';
import { inputWants } from '../../../src/cores/rims/inputWants.ts';
import { rimsCore } from '../../../src/cores/rims/rimsCore.ts';

beforeAll(() => useBackend());

/** The attention on the elements, beside a null row of score 0. */
const attentionOf = (scores: tf.Tensor4D): tf.Tensor4D =>
  tf.tidy(() => {
    const exponentials = scores.exp();
    return exponentials.div(exponentials.sum(3, true).add(1));
  });

async function wants(scores: tf.Tensor4D): Promise<number[][]> {
  return inputWants(scores, attentionOf(scores)).array();
}

describe('inputWants', () => {
  it('are the scores themselves of one head and one element', async () => {
    expect(await wants(tf.tensor4d([3, -2, 100, 101], [1, 1, 4, 1]))).toEqual([
      [3],
      [-2],
      [100],
      [101],
    ]);
  });

  it('are log-sums for one head, and do not saturate', async () => {
    const [[first = NaN] = [], [second = NaN] = []] = await wants(
      tf.tensor4d([40, 40, 41, 39], [1, 1, 2, 2]),
    );
    expect(first).toBeCloseTo(40 + Math.log(2), 4);
    expect(second).toBeCloseTo(41 + Math.log(1 + Math.exp(-2)), 4);
  });

  it('are the mean attention on elements for several heads', async () => {
    // Scores log 1 and log 2 beside the null row: 3/4; log 3 and log 4: 7/8. Heads first, then modules.
    const scores = tf.tensor4d([1, 2, 1, 1, 3, 4, 1, 3].map(Math.log), [1, 2, 2, 2]);
    const [[first = NaN] = [], [second = NaN] = []] = await wants(scores);
    expect(first).toBeCloseTo((3 / 4 + 7 / 8) / 2, 6);
    expect(second).toBeCloseTo((2 / 3 + 4 / 5) / 2, 6);
  });

  it('send no gradient, and leave nothing behind', async () => {
    const scores = tf.tensor4d([1, 2, 3, 4], [1, 2, 1, 2]);
    const attention = attentionOf(scores);
    const gradient = tf.grad((x) => inputWants(x as tf.Tensor4D, attentionOf(x as tf.Tensor4D)))(
      scores,
    );
    expect([...(await gradient.data())]).toEqual([0, 0, 0, 0]);
    await expectLeakFree(() => inputWants(scores, attention).dispose());
  });
});

describe('where all states, or the input, are zero', () => {
  const elementCounts = [1, 2, 3];
  const batches = [1, 2, 5, 9];

  it.each([1, 2, 3, 4, 5])(
    'the lowest modules are active with %d heads, in all forms, on all backends',
    async (inputHeads) => {
      const before = tf.getBackend();
      const wrong: string[] = [];
      try {
        for (const backend of await availableBackends()) {
          await tf.setBackend(backend);
          for (const elements of elementCounts) {
            for (const form of ['fast', 'plain'] as const) {
              const sizes = { inputWidth: 4, units: 18, modules: 6, activeModules: 2 };
              const widths = { inputKeyWidth: 3, inputValueWidth: 60, communicationHeads: 1 };
              const core = rimsCore({ ...sizes, ...widths, elements, inputHeads }, { form });
              const stream = new RandomStream(1);
              const parameters = core.layout.specs.map(({ shape }) =>
                tf.tensor(stream.normals(shape.reduce((a, b) => a * b, 1)), [...shape]),
              );
              for (const batch of batches) {
                const shape = elements === 1 ? [1, batch, 4] : [1, batch, elements, 4];
                const state = {
                  hidden: tf.tensor2d(stream.normals(18 * batch), [batch, 18]),
                  cell: tf.zeros<tf.Rank.R2>([batch, 18]),
                };
                const first = core.run(parameters, tf.ones<tf.Rank.R3>(shape as [1, 1, 4]));
                const dark = core.run(parameters, tf.zeros<tf.Rank.R3>(shape as [1, 1, 4]), {
                  state,
                });
                for (const [name, { activation, outputs, state: last }] of Object.entries({
                  first,
                  dark,
                })) {
                  const active = (await activation?.data()) ?? [];
                  const right = Array.from(active).every((one, i) => one === Number(i % 6 < 2));
                  if (!right) wrong.push(`${backend} ${form} ${elements} ${batch} ${name}`);
                  tf.dispose([
                    outputs,
                    ...Object.values(last),
                    ...(activation ? [activation] : []),
                  ]);
                }
                tf.dispose(state);
              }
              tf.dispose(parameters);
            }
          }
        }
      } finally {
        await tf.setBackend(before);
      }
      expect(wrong).toEqual([]);
    },
  );
});
