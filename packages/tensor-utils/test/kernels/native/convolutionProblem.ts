import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { convFilterGradient, convInputGradient } from '@causal-mechanisms/tensor-utils/kernels';
import * as tf from '@tensorflow/tfjs';

/** The sizes of a 3x3 convolution. */
export type Shape = readonly [
  batch: number,
  height: number,
  width: number,
  channels: number,
  filters: number,
];

/** Sizes for every way through the code: thin ones, cut tiles, many channels. */
export const shapes: readonly Shape[] = [
  [1, 1, 1, 1, 1],
  [2, 5, 7, 1, 8],
  [3, 8, 8, 1, 35],
  [2, 6, 9, 40, 1],
  [5, 5, 7, 3, 4],
  [1, 46, 46, 16, 16],
  [2, 46, 45, 1, 32],
  [2, 45, 46, 32, 1],
  [3, 8, 8, 70, 64],
  [4, 3, 2, 13, 17],
  [5, 8, 8, 32, 32],
  [1, 1, 9, 33, 31],
  [2, 17, 4, 7, 70],
  [3, 9, 1, 5, 6],
  [7, 1, 1, 2, 2],
  [1, 9, 5, 130, 20],
  [2, 4, 30, 20, 150],
];

/** What a convolution and its gradients are computed from. */
export interface Problem {
  readonly x: Float32Array;
  readonly filter: Float32Array;
  readonly dy: Float32Array;
}

/** Numbers that depend on the sizes alone. */
export function problemOf([n, height, width, channels, filters]: Shape): Problem {
  const stream = new RandomStream(7).split([n, height, width, channels, filters].join());
  const draw = (count: number) => Float32Array.from(stream.normals(count));
  const pixels = n * height * width;
  return {
    x: draw(pixels * channels),
    filter: draw(9 * channels * filters),
    dy: draw(pixels * filters),
  };
}

/** An entry that is there. */
function at(values: ArrayLike<number>, i: number): number {
  return values[i] ?? NaN;
}

/** The convolution and its gradients as they are defined, in double precision. */
export function byDefinition(
  [n, height, width, channels, filters]: Shape,
  { x, filter, dy }: Problem,
) {
  const y = new Float64Array(dy.length);
  const dFilter = new Float64Array(filter.length);
  const dx = new Float64Array(x.length);
  for (let image = 0; image < n; image++) {
    for (let index = 0; index < height * width * 9; index++) {
      const tap = index % 9;
      const column = Math.floor(index / 9) % width;
      const row = Math.floor(index / 9 / width);
      const inRow = row + Math.floor(tap / 3) - 1;
      const inColumn = column + (tap % 3) - 1;
      if (inRow < 0 || inRow >= height || inColumn < 0 || inColumn >= width) continue;
      const from = ((image * height + inRow) * width + inColumn) * channels;
      const to = ((image * height + row) * width + column) * filters;
      for (let c = 0; c < channels; c++) {
        for (let f = 0; f < filters; f++) {
          const weight = (tap * channels + c) * filters + f;
          y[to + f] = at(y, to + f) + at(x, from + c) * at(filter, weight);
          dFilter[weight] = at(dFilter, weight) + at(x, from + c) * at(dy, to + f);
          dx[from + c] = at(dx, from + c) + at(dy, to + f) * at(filter, weight);
        }
      }
    }
  }
  return [y, dFilter, dx] as const;
}

/** The same three by the registered kernels. */
export async function byKernels([n, height, width, channels, filters]: Shape, problem: Problem) {
  const tensors = tf.tidy(() => {
    const x = tf.tensor4d(problem.x, [n, height, width, channels]);
    const filter = tf.tensor4d(problem.filter, [3, 3, channels, filters]);
    const dy = tf.tensor4d(problem.dy, [n, height, width, filters]);
    return [
      tf.conv2d(x, filter, 1, 'same'),
      convFilterGradient(x, dy, [3, 3, channels, filters]),
      convInputGradient(dy, filter),
    ];
  });
  const values = await Promise.all(tensors.map(async (tensor) => (await tensor.data()).slice()));
  tf.dispose(tensors);
  return values;
}

/** The largest difference, relative to the largest expected entry; NaN stays. */
export function difference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let scale = 1e-30;
  let worst = actual.length === expected.length ? 0 : Infinity;
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i] ?? NaN));
    const here = Math.abs((actual[i] ?? NaN) - (expected[i] ?? NaN));
    if (!(here <= worst)) worst = here;
  }
  return worst / scale;
}
