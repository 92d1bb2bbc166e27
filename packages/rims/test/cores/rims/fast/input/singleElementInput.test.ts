import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { singleElementInput } from '../../../../../src/cores/rims/fast/input/singleElementInput.ts';
import type { RimsConfigInput } from '../../../../../src/cores/rims/rimsConfig.ts';
import type { RimsPassInput } from '../../../../../src/cores/rims/rimsPass.ts';
import { stackSteps } from '../../../../../src/cores/shared/axes.ts';
import { difference } from '../../forms.ts';
import { BATCH, drawPass, expectGradients, passWith, STEPS, tensorsOfPass } from '../passes.ts';
import type { InputKind } from '../passes.ts';
import { driveGradients, hiddenStates } from './readers.ts';

beforeAll(() => useBackend());

/** Products of the rows by themselves: `W_q key / sqrt(width)` and `value W_ih`. */
function products({ parameters, config }: RimsPassInput, rows: tf.Tensor2D, masks?: tf.Tensor) {
  const { inputQuery, inputKey, inputValue, inputKernel } = parameters;
  const values = rows.matMul<tf.Tensor2D>(inputValue.squeeze([0])).expandDims<tf.Tensor3D>(0);
  const read = values.tile<tf.Tensor3D>([config.modules, 1, 1]);
  const kept = masks === undefined ? read : read.mul<tf.Tensor3D>(masks);
  const driven = tf.matMul<tf.Tensor3D>(kept, inputKernel);
  if (inputQuery === undefined || inputKey === undefined) return { driven };
  const keys = rows.matMul<tf.Tensor2D>(inputKey.squeeze([0])).expandDims<tf.Tensor3D>(0);
  const lookUp = tf.matMul<tf.Tensor3D>(keys.tile([config.modules, 1, 1]), inputQuery, false, true);
  return { driven, lookUp: lookUp.div<tf.Tensor3D>(Math.sqrt(config.inputKeyWidth)) };
}

it('makes the products once per step of vectors', async () => {
  const pass = drawPass();
  const { driven, lookUp, lookUpRows, drivenRows, made } = singleElementInput(pass);
  const expected = products(pass, (pass.input as tf.Tensor).reshape([STEPS * BATCH, 5]));
  expect(await difference(expected.driven, driven)).toBeLessThan(1e-5);
  expect(await difference(expected.lookUp as tf.Tensor, lookUp as tf.Tensor)).toBeLessThan(1e-5);
  expect([lookUpRows, drivenRows]).toEqual([undefined, undefined]);
  expect(made).toHaveLength(4);
});

it('makes them once per row of a table, and says which row belongs where', async () => {
  const pass = drawPass({}, { kind: 'indexed' });
  const { table, indices } = pass.input as { table: tf.Tensor2D; indices: tf.Tensor2D };
  const { driven, lookUp, lookUpRows, drivenRows } = singleElementInput(pass);
  const expected = products(pass, table);
  expect(driven.shape[1]).toBe(4);
  expect(await difference(expected.driven, driven)).toBeLessThan(1e-5);
  expect(await difference(expected.lookUp as tf.Tensor, lookUp as tf.Tensor)).toBeLessThan(1e-5);
  for (const rows of [lookUpRows, drivenRows]) {
    expect(await rows?.array()).toEqual((await indices.array()).flat());
  }
});

it('has a row per step for what masks change, and rows of the table for the rest', () => {
  const pass = drawPass({}, { kind: 'indexed', dropped: true });
  const { driven, lookUp, lookUpRows, drivenRows } = singleElementInput(pass);
  expect(driven.shape[1]).toBe(STEPS * BATCH);
  expect(lookUp?.shape[1]).toBe(4);
  expect(lookUpRows).toBeDefined();
  expect(drivenRows).toBeUndefined();
});

it('has nothing to look up without attention', () => {
  const { lookUp, made } = singleElementInput(
    drawPass({ inputAttention: false, activeModules: 4 }),
  );
  expect(lookUp).toBeUndefined();
  expect(made).toHaveLength(2);
});

describe.each<[string, InputKind, Partial<RimsConfigInput>, boolean]>([
  ['vectors', 'dense', {}, false],
  ['rows of a table', 'indexed', {}, false],
  ['vectors, dropped', 'dense', {}, true],
  ['rows of a table, dropped', 'indexed', {}, true],
  ['no attention', 'indexed', { inputAttention: false, activeModules: 4 }, false],
])('the gradients over all steps: %s', (_, kind, config, dropped) => {
  it('are those of the tape', async () => {
    const pass = drawPass(config, { kind, dropped });
    const { names, tensors } = tensorsOfPass(pass);
    const hidden = stackSteps(hiddenStates(pass));
    const drive = stackSteps(driveGradients(pass));
    const at = (from: tf.Tensor3D, rows: tf.Tensor1D | undefined) =>
      rows === undefined ? from : from.gather(rows, 1);
    const attend = ({ lookUp, lookUpRows }: ReturnType<typeof singleElementInput>) =>
      lookUp === undefined
        ? undefined
        : hidden.mul<tf.Tensor3D>(at(lookUp, lookUpRows)).sum<tf.Tensor3D>(2, true).sigmoid();
    // By products per row of a table or step, and per step where a mask changes what is read.
    const rowsOf = ({ input }: RimsPassInput) =>
      'table' in input ? input.table : input.reshape<tf.Tensor2D>([STEPS * BATCH, 5]);
    const masks = pass.masks.input?.transpose([1, 0, 2, 3]).reshape([4, STEPS * BATCH, -1]);
    const taped = tf.grads((...given) => {
      const again = passWith(pass, given);
      const indices = 'table' in again.input ? again.input.indices.flatten() : undefined;
      const { lookUp } = products(again, rowsOf(again));
      const rows = at(rowsOf(again).expandDims(0), indices).squeeze<tf.Tensor2D>([0]);
      const driven = products(again, rows, masks).driven;
      const attention =
        lookUp && hidden.mul<tf.Tensor3D>(at(lookUp, indices)).sum(2, true).sigmoid();
      const value = attention === undefined ? driven : driven.mul(attention);
      return tf.addN([value.mul(drive).sum(), ...given.map((tensor) => tensor.sum().mul(0))]);
    })(tensors);

    const input = singleElementInput(pass);
    const attention = attend(input);
    const scores = attention
      ?.sub(attention.square())
      .mul<tf.Tensor3D>(drive.mul(at(input.driven, input.drivenRows)).sum(2, true));
    const again = singleElementInput(pass, input.made);
    const found = again.gradients({ hidden, drive, attention, scores });
    const own = (['inputQuery', 'inputKey', 'inputValue', 'inputKernel'] as const).filter((name) =>
      names.includes(name),
    );
    await expectGradients(
      [...own, 'source'].map((name) => {
        const place = names.indexOf(name as (typeof own)[number]);
        return taped[place < 0 ? names.length : place] as tf.Tensor;
      }),
      [...own.map((name) => found[name]), found.input],
    );
  });
});
