import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import { keyNormGradient, normaliseKeys } from '../../../src/cores/rims/keyNorm.ts';
import { rimsCore } from '../../../src/cores/rims/rimsCore.ts';
import { expectClose, normals, someParameters } from '../coreChecks.ts';

beforeAll(() => useBackend());

it('brings each key to mean 0 and variance 1, and leaves zeros alone', async () => {
  const { normed } = normaliseKeys(tf.tensor2d([1, 3, 1, 3, 0, 0, 0, 0], [2, 4]));
  expectClose(await normed.data(), [-1, 1, -1, 1, 0, 0, 0, 0]);
});

it('does not depend on the size of keys', async () => {
  const keys = normals<tf.Rank.R3>([2, 3, 5], 1, 10);
  const [one, other] = [keys, keys.mul<tf.Tensor3D>(100)].map((of) => normaliseKeys(of).normed);
  expectClose((await one?.data()) ?? [], (await other?.data()) ?? []);
});

it('has the gradient that is measured, by hand as on a tape', async () => {
  const [keys, dy] = [normals<tf.Rank.R3>([2, 3, 5], 1), normals<tf.Rank.R3>([2, 3, 5], 2)];
  const weighted = (x: tf.Tensor) => normaliseKeys(x).normed.mul(dy).sum<tf.Scalar>();
  await expectGradient(weighted, [keys]);
  const [taped] = tf.grads((x) => weighted(x))([keys]);
  const byHand = keyNormGradient(dy, normaliseKeys(keys));
  expectClose(await byHand.data(), (await taped?.data()) ?? []);
});

const small = { inputWidth: 3, units: 6, modules: 3, activeModules: 2, inputKeyWidth: 4 } as const;

describe.each([
  ['one element', {}],
  ['GRU dynamics', { dynamics: 'gru' }],
  ['dropped inputs', { inputDropout: 0.3 }],
  ['two heads', { inputHeads: 2 }],
  ['several elements', { elements: 2 }],
  ['several elements that share matrices', { elements: 2, inputProjection: 'shared' }],
] as const)('the norm in modules that read %s', (_, variant) => {
  const config = { ...small, ...variant, inputKeyNorm: true, blockedGradients: false } as const;
  const { elements } = rimsCore(config);
  const parameters = someParameters(rimsCore(config));
  const x = normals<tf.Rank.R4>([4, 2, elements, 3], 1);

  it('gives the same numbers and gradients in all forms', async () => {
    const found = (['plain', 'batched', 'fast'] as const).map((form) => {
      const core = rimsCore(config, { form });
      const outputs = core.run(parameters, x).outputs;
      const loss = (...given: tf.Tensor[]) =>
        core
          .run(given.slice(0, -1), given.at(-1) as tf.Tensor4D)
          .outputs.square()
          .sum<tf.Scalar>();
      return { outputs, gradients: tf.grads(loss)([...parameters, x]) };
    });
    const [plain, ...fast] = found;
    for (const { outputs, gradients } of fast) {
      expectClose(await outputs.data(), (await plain?.outputs.data()) ?? []);
      for (const [i, gradient] of gradients.entries()) {
        expectClose(await gradient.data(), (await plain?.gradients[i]?.data()) ?? []);
      }
    }
  });

  it('makes the size of key matrices matter no more', async () => {
    const [normed, plain] = [true, false].map((inputKeyNorm) => {
      const core = rimsCore({ ...config, inputKeyNorm });
      const place = core.layout.specs.findIndex(({ name }) => name === 'inputKey');
      const larger = parameters.map((one, i) => (i === place ? one.mul(50) : one));
      return [parameters, larger].map((given) => core.run(given, x).outputs);
    });
    expectClose((await normed?.[1]?.data()) ?? [], (await normed?.[0]?.data()) ?? []);
    expect(await plain?.[1]?.data()).not.toEqual(await plain?.[0]?.data());
  });
});

it('reads rows of a table as it reads vectors', async () => {
  const core = rimsCore({ ...small, inputKeyNorm: true });
  const parameters = someParameters(core);
  const table = normals<tf.Rank.R2>([4, 3], 5);
  const indices = tf.tensor2d([0, 1, 2, 3, 3, 2], [3, 2], 'int32');
  const gradients = [true, false].map((indexed) =>
    tf.grads((...given: tf.Tensor[]) => {
      const rows = given.at(-1) as tf.Tensor2D;
      const dense = tf.gather(rows, indices) as unknown as tf.Tensor3D;
      const input = indexed ? { table: rows, indices } : dense;
      return core.run(given.slice(0, -1), input).outputs.square().sum<tf.Scalar>();
    })([...parameters, table]),
  );
  for (const [i, gradient] of (gradients[0] ?? []).entries()) {
    expectClose(await gradient.data(), (await gradients[1]?.[i]?.data()) ?? []);
  }
});

it('is off where nothing is said, and then no setting', () => {
  expect(rimsCore(small).config).not.toHaveProperty('inputKeyNorm');
  expect(rimsCore({ ...small, inputKeyNorm: false }).config).toEqual(rimsCore(small).config);
  expect(rimsCore({ ...small, inputKeyNorm: true }).config).toMatchObject({ inputKeyNorm: true });
});
