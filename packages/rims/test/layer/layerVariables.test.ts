import { useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { lstmCore } from '../../src/cores/lstm/lstmCore.ts';
import { layerVariables } from '../../src/layer/layerVariables.ts';

beforeAll(() => useBackend());

const core = lstmCore({ inputWidth: 1, units: 1 });
const values = () => [
  Float32Array.of(1, 2, 3, 4),
  Float32Array.of(5, 6, 7, 8),
  Float32Array.of(9, 10, 11, 12),
];

it('makes a trainable variable of each parameter, of its shape', async () => {
  const variables = layerVariables(core, values());
  expect(variables.map(({ shape, trainable }) => [shape, trainable])).toEqual([
    [[1, 4], true],
    [[1, 4], true],
    [[4], true],
  ]);
  for (const [i, expected] of values().entries()) {
    expect(Float32Array.from((await variables[i]?.data()) ?? [])).toEqual(expected);
  }
  tf.dispose([...variables]);
});

it('gives names that no other layer has', () => {
  const names = (variables: readonly tf.Variable[]) => variables.map(({ name }) => name);
  const [first, second] = [layerVariables(core, values()), layerVariables(core, values())];
  expect(names(first)).toEqual(['lstm/kernel', 'lstm/recurrentKernel', 'lstm/bias']);
  expect(names(second)).toEqual(['lstm_2/kernel', 'lstm_2/recurrentKernel', 'lstm_2/bias']);
  tf.dispose([...first]);
  const third = layerVariables(core, values());
  expect(names(third)).toEqual(names(first));
  tf.dispose([...second, ...third]);
});

it('copies what it is given', async () => {
  const given = values();
  const variables = layerVariables(core, given);
  given[0]?.fill(0);
  expect(Array.from((await variables[0]?.data()) ?? [])).toEqual([1, 2, 3, 4]);
  tf.dispose([...variables]);
});

it.each<[string, Float32Array[]]>([
  ['too few', values().slice(1)],
  ['too many', [...values(), Float32Array.of(1)]],
  ['one of another length', [Float32Array.of(1), ...values().slice(1)]],
])('refuses %s arrays', (_, given) => {
  const before = tf.memory().numTensors;
  expect(thrownCode(() => layerVariables(core, given))).toBe('ERR_SHAPE');
  expect(tf.memory().numTensors).toBe(before);
});
