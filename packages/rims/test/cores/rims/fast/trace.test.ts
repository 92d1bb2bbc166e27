import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { packTrace } from '../../../../src/cores/rims/fast/trace.ts';
import type { StepTrace } from '../../../../src/cores/rims/fast/trace.ts';

beforeAll(() => useBackend());

const tensor = (value: number) => tf.tensor3d([value], [1, 1, 1]);

it.each<[string, StepTrace[]]>([
  ['nothing', []],
  [
    'steps of an LSTM',
    [0, 10].map((n) => ({
      hidden: tensor(n),
      cell: tensor(n + 1),
      active: tensor(n + 2),
      read: [tensor(n + 3)],
      gates: [tensor(n + 4), tensor(n + 5)],
      told: [tensor(n + 6), tensor(n + 7), tensor(n + 8)],
    })),
  ],
  [
    'steps of a GRU whose modules are all active and do not speak',
    [0, 10].map((n) => ({
      hidden: tensor(n),
      cell: undefined,
      active: undefined,
      read: [],
      gates: [tensor(n + 1)],
      told: [],
    })),
  ],
  [
    'steps that differ',
    [
      {
        hidden: tensor(0),
        cell: undefined,
        active: tensor(1),
        read: [tensor(2), tensor(3)],
        gates: [],
        told: [],
      },
      {
        hidden: tensor(4),
        cell: tensor(5),
        active: undefined,
        read: [],
        gates: [],
        told: [tensor(6)],
      },
    ],
  ],
])('comes back as it was, with other tensors in its places: %s', (_, trace) => {
  const packed = packTrace(trace);
  const all = trace.flatMap(({ hidden, cell, active, read, gates, told }) =>
    [hidden, cell, active, ...read, ...gates, ...told].filter((part) => part !== undefined),
  );
  expect(packed.tensors.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  expect(packed.unpack(packed.tensors)).toEqual(trace);
  const others = packed.tensors.map((part) => part.clone());
  const unpacked = packTrace(packed.unpack(others)).tensors;
  expect(unpacked.map(({ id }) => id)).toEqual(others.map(({ id }) => id));
});
