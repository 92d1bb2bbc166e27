import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { dncCore } from '../../../src/cores/dnc/dncCore.ts';
import { normalTensor } from '../randomTensors.ts';

beforeAll(() => useBackend());

it.each([
  [3, 5, 4, 1],
  [7, 6, 5, 3],
])('counts its parameters: input %i, %i units, width %i, %i read heads', (x, u, m, r) => {
  const core = dncCore({ inputWidth: x, controllerUnits: u, slots: 9, slotWidth: m, readHeads: r });
  const told = r * m + 3 * m + 5 * r + 3; // as in the paper
  expect(core.layout.length).toBe(4 * u * (x + u + r * m + 1) + told * (u + 1));
  expect(core.outputWidth).toBe(u + r * m);
});

it('fills in its configuration', () => {
  const { kind, config } = dncCore({ inputWidth: 8 });
  expect({ kind, ...config }).toEqual({
    kind: 'dnc',
    inputWidth: 8,
    controllerUnits: 64,
    slots: 16,
    slotWidth: 16,
    readHeads: 4,
  });
});

it('keeps usage, weights and links within their bounds over many steps', async () => {
  const core = dncCore({ inputWidth: 3, controllerUnits: 8, slots: 6, slotWidth: 4, readHeads: 2 });
  const values = core.initialValues(new RandomStream(1));
  const parameters = core.layout.specs.map(({ shape }, i) =>
    tf.tensor(values[i] ?? [], [...shape]).mul(3),
  );
  const { state } = core.run(parameters, normalTensor([40, 2, 3], 1) as tf.Tensor3D);
  for (const name of ['usage', 'precedence', 'links', 'readWeights', 'writeWeights']) {
    const tensor = state[name] as tf.Tensor;
    const entries = await tensor.data();
    expect(Math.min(...entries)).toBeGreaterThanOrEqual(-1e-6);
    expect(Math.max(...entries)).toBeLessThanOrEqual(1 + 1e-5);
    if (name === 'usage') continue;
    for (const sum of await tensor.sum(2).data()) expect(sum).toBeLessThanOrEqual(1 + 1e-5);
  }
  const links = state['links'] as tf.Tensor3D;
  const diagonal = await links.mul(tf.eye(6)).data();
  expect(diagonal.every((value) => value === 0)).toBe(true);
});

it('remembers in memory alone: with another memory the same input gives other reads', async () => {
  const core = dncCore({ inputWidth: 3, controllerUnits: 8, slots: 6, slotWidth: 4, readHeads: 1 });
  const values = core.initialValues(new RandomStream(1));
  const parameters = core.layout.specs.map(({ shape }, i) =>
    tf.tensor(values[i] ?? [], [...shape]),
  );
  const input = normalTensor([1, 2, 3], 1) as tf.Tensor3D;
  const empty = core.initialState(parameters, 2);
  const filled = { ...empty, memory: normalTensor([2, 4, 6], 2) };
  const before = core.run(parameters, input, { state: empty }).state;
  const after = core.run(parameters, input, { state: filled }).state;
  expect(await after['hidden']?.data()).toEqual(await before['hidden']?.data());
  expect(await after['reads']?.data()).not.toEqual(await before['reads']?.data());
});
