import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { ntmCore } from '../../../src/cores/ntm/ntmCore.ts';
import { normalTensor } from '../randomTensors.ts';

beforeAll(() => useBackend());

/** Controller, then per head key and six numbers, and per write head what it erases and adds. */
function parameterCount(x: number, u: number, m: number, r: number, w: number): number {
  const told = (r + w) * (m + 6) + w * 2 * m;
  return 4 * u * (x + u + r * m + 1) + told * (u + 1);
}

it.each([
  [3, 5, 4, 1, 1],
  [7, 6, 5, 3, 2],
])('counts its parameters: input %i, %i units, width %i, %i + %i heads', (x, u, m, r, w) => {
  const core = ntmCore({
    inputWidth: x,
    controllerUnits: u,
    slots: 9,
    slotWidth: m,
    readHeads: r,
    writeHeads: w,
  });
  expect(core.layout.length).toBe(parameterCount(x, u, m, r, w));
  expect(core.outputWidth).toBe(u + r * m);
});

it('fills in its configuration', () => {
  const { kind, config } = ntmCore({ inputWidth: 8 });
  expect({ kind, ...config }).toEqual({
    kind: 'ntm',
    inputWidth: 8,
    controllerUnits: 100,
    slots: 128,
    slotWidth: 20,
    readHeads: 1,
    writeHeads: 1,
  });
});

it('has weights that sum to one, and an empty memory with all heads at the first slot', async () => {
  const core = ntmCore({ inputWidth: 3, controllerUnits: 8, slots: 6, slotWidth: 4, readHeads: 2 });
  const values = core.initialValues(new RandomStream(1));
  const parameters = core.layout.specs.map(({ shape }, i) =>
    tf.tensor(values[i] ?? [], [...shape]),
  );
  const start = core.initialState(parameters, 2);
  const { state } = core.run(parameters, normalTensor([20, 2, 3], 1) as tf.Tensor3D);
  for (const { weights } of [start, state]) {
    expect(weights?.shape).toEqual([2, 3, 6]);
    const sums = await weights?.sum(2).data();
    for (const sum of sums ?? [NaN]) expect(sum).toBeCloseTo(1, 5);
    expect(Math.min(...((await weights?.data()) ?? [-1]))).toBeGreaterThanOrEqual(0);
  }
  const first = await start['weights']?.slice([0, 0, 0], [2, 3, 1]).data();
  expect(Array.from(first ?? [])).toEqual([1, 1, 1, 1, 1, 1]);
  const memory = await start['memory']?.data();
  expect(memory?.every((value) => value === Math.fround(1e-6))).toBe(true);
});
