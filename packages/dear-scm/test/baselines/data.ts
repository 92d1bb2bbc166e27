import { factorDataset } from '@causal-mechanisms/datasets';
import type { FactorDataset, FactorGraph } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';

/** Two real factors and a binary one behind four numbers; some labels missing where asked. */
export function tinyData(size: number, seed = 1, missing = 0): FactorDataset {
  const stream = new RandomStream(seed);
  const rows = Array.from({ length: size }, () => {
    const [a, b] = [stream.normal(), stream.normal()];
    return { a, b, both: a + b > 0 ? 1 : 0 };
  });
  const hidden = new RandomStream(seed + 1000);
  const shown = (value: number) => (hidden.uniform() < missing ? NaN : value);
  return factorDataset({
    name: 'tiny',
    observations: Float32Array.from(rows.flatMap(({ a, b }) => [a, b, a - b, Math.tanh(a)])),
    shape: [4],
    factors: [
      { name: 'a', kind: 'continuous', unit: 'm' },
      { name: 'b', kind: 'continuous' },
      { name: 'both', kind: 'binary' },
    ],
    values: rows.flatMap(({ a, b, both }) => [shown(10 * a), shown(b), both]),
  });
}

/** The two real factors. */
export const tinyGraph: FactorGraph = {
  factors: ['a', 'b'],
  adjacency: [Uint8Array.of(0, 0), Uint8Array.of(0, 0)],
};

/** Images of 16x16 whose brightness on the left and on the right are factors. */
export function tinyImages(size: number, seed = 1): FactorDataset {
  const stream = new RandomStream(seed);
  const rows = Array.from({ length: size }, () => [stream.uniform(), stream.uniform()]);
  return factorDataset({
    name: 'halves',
    observations: Float32Array.from(
      rows.flatMap(([left = 0, right = 0]) =>
        Array.from({ length: 16 * 16 }, (_, i) => (i % 16 < 8 ? left : right)),
      ),
    ),
    shape: [16, 16, 1],
    factors: [
      { name: 'a', kind: 'continuous' },
      { name: 'b', kind: 'continuous' },
    ],
    values: rows.flat(),
  });
}
