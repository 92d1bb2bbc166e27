import { availableBackends, expectLeakFree } from '@causal-mechanisms/test-utils';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import {
  batchNormEluTrain,
  batchNormGradient,
  batchNormTrain,
  channelSum,
  convFilterGradient,
  convInputEluGradient,
  convInputGradient,
  eluGradient,
  registerNativeTrainingKernels,
} from '@causal-mechanisms/tensor-utils/kernels';
import * as tf from '@tensorflow/tfjs';
import { composedForward, composedGradient } from '../../../src/kernels/composedBatchNorm.ts';

const hasAddon = (await availableBackends()).includes('tensorflow');
const off = { CAUSAL_MECHANISMS_NATIVE_KERNELS: 'off' };
const switchedOff = await useBackend(hasAddon ? { backend: 'node', environment: off } : {});
const stockKernel = hasAddon ? tf.getKernel('Conv2D', 'tensorflow') : undefined;
const { kernels } = await useBackend(hasAddon ? { backend: 'node', environment: {} } : {});
const isBuilt = hasAddon && kernels === 'own';

type Shape = readonly [
  batch: number,
  height: number,
  width: number,
  channels: number,
  filters: number,
];

const shapes: Shape[] = [
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
];

interface Problem {
  readonly x: Float32Array;
  readonly filter: Float32Array;
  readonly dy: Float32Array;
}

function problemOf([n, height, width, channels, filters]: Shape): Problem {
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
function byDefinition([n, height, width, channels, filters]: Shape, { x, filter, dy }: Problem) {
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
async function byKernels([n, height, width, channels, filters]: Shape, problem: Problem) {
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
function difference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let scale = 1e-30;
  let worst = actual.length === expected.length ? 0 : Infinity;
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i] ?? NaN));
    const here = Math.abs((actual[i] ?? NaN) - (expected[i] ?? NaN));
    if (!(here <= worst)) worst = here;
  }
  return worst / scale;
}

(isBuilt ? describe : describe.skip)('native training kernels', () => {
  beforeAll(() => useBackend({ backend: 'node', environment: {} }));

  it('are in place, once', async () => {
    const kernel = tf.getKernel('Conv2D', 'tensorflow');
    expect(await registerNativeTrainingKernels()).toContain('Conv2DBackpropFilter');
    expect(tf.getKernel('Conv2D', 'tensorflow')).toBe(kernel);
  });

  it('stay away when they are switched off', () => {
    expect(switchedOff.kernels).toBe('stock');
    expect(tf.getKernel('Conv2D', 'tensorflow')).not.toBe(stockKernel);
  });

  it.each(shapes)('convolve %d images of %d x %d, %d -> %d channels', async (...shape) => {
    const problem = problemOf(shape);
    const actual = await byKernels(shape, problem);
    byDefinition(shape, problem).forEach((expected, i) =>
      expect(difference(actual[i] ?? [], expected)).toBeLessThanOrEqual(2e-5),
    );
  });

  it('write a batch of more than eight megabytes', async () => {
    const shape: Shape = [130, 32, 32, 16, 16];
    const problem = problemOf([1, 32, 32, 16, 16]);
    const one = await byKernels([1, 32, 32, 16, 16], problem);
    const repeat = (values: Float32Array) => {
      const all = new Float32Array(130 * values.length);
      for (let i = 0; i < 130; i++) all.set(values, i * values.length);
      return all;
    };
    const all = { x: repeat(problem.x), filter: problem.filter, dy: repeat(problem.dy) };
    const [y, , dx] = await byKernels(shape, all);
    // Each output depends on its own image alone, and the order of its sums on nothing.
    expect(difference(y ?? [], repeat(one[0] as Float32Array))).toBe(0);
    expect(difference(dx ?? [], repeat(one[2] as Float32Array))).toBe(0);
  });

  it('give the same bits in every run', async () => {
    for (const shape of [shapes[5], shapes[6], shapes[7], shapes[10]] as Shape[]) {
      const problem = problemOf(shape);
      const first = await byKernels(shape, problem);
      for (let run = 0; run < 10; run++) {
        const again = await byKernels(shape, problem);
        again.forEach((values, i) => expect(difference(values, first[i] ?? [])).toBe(0));
      }
    }
  });

  it.each([
    [16, 16],
    [1, 16],
    [16, 1],
  ])('let a NaN through, %d -> %d channels', async (channels, filters) => {
    const shape: Shape = [2, 9, 9, channels, filters];
    const problem = problemOf(shape);
    problem.x[(4 * 9 + 4) * channels] = NaN; // the middle of the first image
    const [y, dFilter] = await byKernels(shape, problem);
    for (let f = 0; f < filters; f++) expect(y?.[(4 * 9 + 4) * filters + f]).toBeNaN();
    expect(y?.slice(81 * filters).some(Number.isNaN)).toBe(false); // the second image has none
    expect(dFilter?.some(Number.isNaN)).toBe(true);
  });

  it.each(['linear', 'relu', 'elu', 'sigmoid'] as const)(
    'add a bias and apply %s while they store',
    async (activation) => {
      for (const [channels, filters] of [
        [1, 20],
        [20, 1],
        [6, 20],
      ] as const) {
        const stream = new RandomStream(3);
        const results = tf.tidy(() => {
          const x = tf.tensor4d(stream.normals(2 * 63 * channels), [2, 7, 9, channels]);
          const filter = tf.tensor4d(stream.normals(9 * channels * filters), [
            ...[3, 3],
            ...[channels, filters],
          ] as [number, number, number, number]);
          const bias = tf.tensor1d(stream.normals(filters));
          const fused = tf.fused.conv2d({
            ...{ x, filter, bias, activation },
            ...{ strides: 1, pad: 'same' },
          });
          const plain = tf.conv2d(x, filter, 1, 'same').add(bias);
          return [fused, activation === 'linear' ? plain : tf[activation](plain)];
        });
        const [fused, composed] = await Promise.all(results.map((tensor) => tensor.data()));
        expect(difference(fused ?? [], composed ?? [])).toBeLessThanOrEqual(1e-5);
        tf.dispose(results);
      }
    },
  );

  it.each([
    [2, 7, 9, 20, 1],
    [2, 7, 9, 20, 6],
    [1, 8, 8, 1, 5],
    [33, 46, 46, 32, 2],
  ])('carry a gradient on through ELU, %d x %d x %d, %d <- %d', async (...shape) => {
    const [n, height, width, channels, filters] = shape;
    const stream = new RandomStream(13);
    const images = n * height * width;
    const gradients = tf.tidy(() => {
      const dy = tf.tensor4d(stream.normals(images * filters), [n, height, width, filters]);
      const filter = tf.tensor4d(stream.normals(9 * channels * filters), [3, 3, channels, filters]);
      const y = tf.elu(
        tf.tensor4d(stream.normals(images * channels), [n, height, width, channels]),
      );
      return [
        convInputEluGradient(dy, filter, y),
        convInputGradient(dy, filter).mul(y.add(1).minimum(1)),
      ];
    });
    const [found, wanted] = await Promise.all(gradients.map((tensor) => tensor.data()));
    expect(difference(found ?? [], wanted ?? [])).toBeLessThanOrEqual(1e-6);
    tf.dispose(gradients);
  });

  it('normalise and activate in one', async () => {
    const stream = new RandomStream(17);
    const x = tf.tensor4d(stream.normals(2 * 35 * 19, 3), [2, 5, 7, 19]);
    const [gamma, beta] = [tf.tensor1d(stream.normals(19)), tf.tensor1d(stream.normals(19))];
    const fused = batchNormEluTrain(x, gamma, beta);
    const plain = batchNormTrain(x, gamma, beta);
    const expected = Float32Array.from(await plain.y.data(), (value) =>
      value > 0 ? value : Math.expm1(value),
    );
    expect(difference(await fused.y.data(), expected)).toBeLessThanOrEqual(1e-6);
    expect(difference(await fused.variance.data(), await plain.variance.data())).toBe(0);
    tf.dispose([x, gamma, beta]);
    for (const { y, mean, variance, saved } of [fused, plain]) {
      tf.dispose([y, mean, variance, ...saved]);
    }
  });

  it('leave other convolutions to the stock kernels', async () => {
    const x = tf.ones<tf.Rank.R4>([1, 4, 4, 2]);
    const filter = tf.ones<tf.Rank.R4>([3, 3, 2, 3]);
    const results = [
      tf.conv2d(x, filter, 1, 'valid'),
      tf.conv2d(x, filter, 2, 'same'),
      tf.conv2d(x, filter, 1, 'same', 'NHWC', 2),
    ];
    expect(results.map(({ shape }) => shape[1])).toEqual([2, 2, 4]);
    expect((await results[0]?.data())?.every((value) => value === 18)).toBe(true);
    tf.dispose([x, filter, results]);
  });

  it('have the exponential linear unit and its gradient, also of NaN and far out', async () => {
    const values = [-200, -88, -31, -17, -1, -1e-4, -1e-8, 0, 1e-8, 2, 1e30, NaN];
    const x = tf.tensor1d([...values, ...values]);
    const y = tf.elu(x);
    const expected = [...values, ...values].map((value) => (value > 0 ? value : Math.expm1(value)));
    (await y.data()).forEach((value, i) => {
      const wanted = expected[i] ?? NaN;
      if (Number.isNaN(wanted)) expect(value).toBeNaN();
      else expect(Math.abs(value - wanted)).toBeLessThanOrEqual(2e-7 * Math.abs(wanted));
    });
    const gradient = eluGradient(tf.fill([5], 4), tf.tensor1d([-0.5, 0, 2, -1, -0.25]));
    expect([...(await gradient.data())]).toEqual([2, 4, 4, 0, 3]);
    tf.dispose([x, y, gradient]);
  });

  it.each([[[600, 1, 1, 32]], [[5, 3, 3, 16]], [[4, 4, 4, 5]], [[7, 1, 1, 23]], [[300, 8, 8, 70]]])(
    'normalise %j as the composed form does',
    async (shape) => {
      const size = shape as [number, number, number, number];
      const stream = new RandomStream(11);
      const normal = (count: number, mean: number) => stream.normals(count, mean);
      const x = tf.tensor4d(normal(tf.util.sizeFromShape(shape), 30), size);
      const dy = tf.tensor4d(normal(x.size, 0), size);
      const gamma = tf.tensor1d(normal(size[3], 1));
      const beta = tf.tensor1d(normal(size[3], 0));
      const forward = batchNormTrain(x, gamma, beta);
      const { dx, dGamma, dBeta } = batchNormGradient(dy, x, gamma, forward.saved);
      const [y, mean, variance] = composedForward(x, gamma, beta, 1e-5);
      const oracle = composedGradient(dy, x, gamma, mean, variance, 1e-5);
      const pairs: [tf.Tensor, tf.Tensor][] = [
        [forward.y, y],
        [forward.mean, mean],
        [dx, oracle[0]],
        [dGamma, oracle[1]],
        [dBeta, oracle[2]],
        [channelSum(dy), oracle[2]],
      ];
      for (const [actual, expected] of pairs) {
        const [found, wanted] = await Promise.all([actual.data(), expected.data()]);
        expect(difference(found, wanted)).toBeLessThanOrEqual(1e-4);
      }
      tf.dispose([x, dy, gamma, beta, y, mean, variance, oracle, pairs, forward.variance]);
      tf.dispose([...forward.saved]);
    },
  );

  it('leave nothing behind', async () => {
    const problem = problemOf([2, 5, 7, 3, 4]);
    await expectLeakFree(() => byKernels([2, 5, 7, 3, 4], problem));
  });
});

describe('useBackend', () => {
  it('tells that the pure JavaScript backend has its own kernels only', async () => {
    const report = await useBackend({ backend: 'cpu', environment: {} });
    expect(report.kernels).toBe('stock');
  });
});
