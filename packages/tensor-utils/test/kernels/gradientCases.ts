import * as tf from '@tensorflow/tfjs';
import { splitInto } from '../../src/index.ts';

/** A function of tensors whose gradients are compared between backends. */
export interface GradientCase {
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  readonly run: (...inputs: tf.Tensor[]) => tf.Tensor;
  /** Whether it pads by a number, which tfjs-node refuses. */
  readonly numericPadding: boolean;
}

type Unary = (x: tf.Tensor) => tf.Tensor;
type Four = tf.Tensor4D;

const cases: GradientCase[] = [];

function add(
  name: string,
  shapes: readonly (readonly number[])[],
  run: (...inputs: never[]) => tf.Tensor,
  numericPadding = false,
): void {
  cases.push({ name, shapes, run: run as GradientCase['run'], numericPadding });
}

// batch, height, width, channels, filters, filter height and width, stride, padding
type ConvolutionRow = readonly [
  ...sizes: [number, number, number, number, number, number, number],
  stride: number | [number, number],
  pad: 'same' | 'valid' | number,
];
const convolutions: readonly ConvolutionRow[] = [
  [2, 8, 8, 3, 4, 3, 3, 1, 'same'],
  [2, 9, 7, 3, 4, 3, 3, 2, 'same'],
  [2, 8, 8, 3, 4, 3, 3, 2, 'valid'],
  [1, 10, 9, 5, 6, 5, 3, [2, 3], 'same'],
  [3, 7, 7, 2, 3, 1, 1, 1, 'same'],
  [3, 7, 7, 2, 3, 1, 1, 2, 'same'],
  [2, 8, 8, 3, 4, 2, 2, 2, 'valid'],
  [2, 8, 8, 3, 4, 4, 4, 3, 'valid'],
  [2, 8, 8, 3, 4, 3, 3, 1, 1],
  [2, 8, 8, 3, 4, 3, 3, 1, 'valid'],
  [2, 12, 12, 3, 4, 7, 7, 4, 'same'],
  [1, 5, 5, 1, 1, 5, 5, 1, 'valid'],
  [1, 14, 14, 1, 1, 1, 1, 2, 'same'],
  [1, 14, 14, 2, 1, 1, 1, 2, 'same'],
  [1, 14, 14, 1, 1, 3, 3, 1, 'same'],
  [2, 6, 6, 8, 8, 3, 3, 1, 2],
  [4, 1, 16, 3, 5, 1, 3, 1, 'same'],
  [2, 6, 9, 3, 4, 2, 2, 3, 'same'],
  [2, 6, 7, 3, 4, 3, 2, [2, 5], 'same'],
  [2, 5, 6, 3, 4, 1, 2, [4, 3], 'same'],
  [2, 9, 9, 3, 4, 2, 2, 3, 'valid'],
];
// The shapes that the WASM backend runs through its own SIMD code: whole and cut tiles, every padding,
// one channel, channels that do not fill vectors.
const simdConvolutions: readonly ConvolutionRow[] = [
  [2, 8, 8, 8, 16, 3, 3, 1, 'same'],
  [3, 7, 9, 16, 8, 3, 3, 1, 'same'],
  [2, 7, 10, 8, 8, 3, 3, 1, 'valid'],
  [5, 11, 6, 8, 24, 3, 3, 1, 1],
  [1, 3, 3, 8, 8, 3, 3, 1, 'valid'],
  [1, 1, 1, 8, 8, 3, 3, 1, 'same'],
  [2, 7, 9, 1, 8, 3, 3, 1, 'same'],
  [2, 7, 6, 1, 16, 3, 3, 1, 'valid'],
  [2, 6, 6, 1, 8, 3, 3, 1, 2],
  [2, 7, 9, 8, 1, 3, 3, 1, 'same'],
  [2, 7, 6, 16, 1, 3, 3, 1, 'valid'],
  [2, 6, 6, 8, 1, 3, 3, 1, 2],
  [2, 8, 7, 3, 12, 3, 3, 1, 'same'],
  [2, 8, 7, 12, 3, 3, 3, 1, 'valid'],
  [2, 5, 6, 10, 10, 3, 3, 1, 'same'],
  [2, 5, 6, 1, 12, 3, 3, 1, 'same'],
  [2, 5, 6, 12, 1, 3, 3, 1, 'same'],
];
for (const row of [...convolutions, ...simdConvolutions]) {
  const [n, height, width, channels, filters, kernelHeight, kernelWidth, stride, pad] = row;
  const shapes = [
    [n, height, width, channels],
    [kernelHeight, kernelWidth, channels, filters],
  ];
  const run = (x: Four, k: Four) => tf.conv2d(x, k, stride, pad);
  add(`conv2d ${row.join(',')}`, shapes, run, typeof pad === 'number');
}
add(
  'conv2dTranspose s2',
  [
    [2, 4, 4, 4],
    [3, 3, 3, 4],
  ],
  (x: Four, k: Four) => tf.conv2dTranspose(x, k, [2, 8, 8, 3], 2, 'same'),
);
add(
  'conv1d',
  [
    [2, 16, 3],
    [3, 3, 4],
  ],
  (x: tf.Tensor3D, k: tf.Tensor3D) => tf.conv1d(x, k, 1, 'same'),
);
add(
  'depthwise',
  [
    [2, 8, 8, 3],
    [3, 3, 3, 1],
  ],
  (x: Four, k: Four) => tf.depthwiseConv2d(x, k, 1, 'same'),
);
add(
  'depthwise m2 s2',
  [
    [2, 9, 8, 3],
    [3, 3, 3, 2],
  ],
  (x: Four, k: Four) => tf.depthwiseConv2d(x, k, 2, 'same'),
);
add(
  'depthwise m2 s3 beyond its filter',
  [
    [2, 6, 7, 3],
    [2, 2, 3, 2],
  ],
  (x: Four, k: Four) => tf.depthwiseConv2d(x, k, 3, 'same'),
);
add(
  'conv2dTranspose s3 beyond its filter',
  [
    [2, 2, 3, 4],
    [2, 2, 3, 4],
  ],
  (x: Four, k: Four) => tf.conv2dTranspose(x, k, [2, 6, 9, 3], 3, 'same'),
);
add(
  'separable',
  [
    [2, 8, 8, 3],
    [3, 3, 3, 2],
    [1, 1, 6, 5],
  ],
  (x: Four, k: Four, p: Four) => tf.separableConv2d(x, k, p, 1, 'same'),
);
for (const [channels, filters] of [
  [3, 4],
  [8, 16],
  [3, 10],
] as const) {
  for (const activation of ['elu', 'linear'] as const) {
    add(
      `fused conv ${activation} bias ${channels},${filters}`,
      [[2, 8, 8, channels], [3, 3, channels, filters], [filters]],
      (x: Four, filter: Four, bias: tf.Tensor) =>
        tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias, activation }),
    );
  }
}
add(
  'fused matmul relu bias',
  [[5, 8], [8, 6], [6]],
  (a: tf.Tensor, b: tf.Tensor, bias: tf.Tensor) =>
    tf.fused.matMul({ a, b, bias, activation: 'relu' }),
);
const products: readonly [number[], number[], boolean, boolean][] = [
  [[5, 8], [8, 6], false, false],
  [[8, 5], [8, 6], true, false],
  [[5, 8], [6, 8], false, true],
  [[8, 5], [6, 8], true, true],
  [[3, 5, 8], [3, 8, 6], false, false],
  [[3, 5, 8], [3, 6, 8], false, true],
  [[3, 8, 5], [3, 8, 6], true, false],
  [[2, 3, 5, 8], [2, 3, 8, 6], false, false],
  [[2, 3, 5, 8], [2, 3, 6, 8], false, true],
  [[1, 3], [3, 1], false, false],
  [[261, 300], [300, 9], false, false],
];
for (const [a, b, transposeA, transposeB] of products) {
  add(`matMul ${a.join('x')} ${b.join('x')} ${transposeA} ${transposeB}`, [a, b], (x, y) =>
    tf.matMul(x, y, transposeA, transposeB),
  );
}
add(
  'batchNorm train',
  [[4, 5, 5, 3], [3], [3]],
  (x: Four, gamma: tf.Tensor1D, beta: tf.Tensor1D) => {
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    return tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, beta, gamma, 1e-3);
  },
);
const unary: Readonly<Record<string, Unary>> = {
  elu: tf.elu,
  relu: tf.relu,
  selu: tf.selu,
  sigmoid: tf.sigmoid,
  tanh: tf.tanh,
  softplus: tf.softplus,
  leakyRelu: (x) => tf.leakyRelu(x),
  relu6: tf.relu6,
  softmax: (x) => tf.softmax(x),
  logSoftmax: (x) => tf.logSoftmax(x),
  erf: tf.erf,
  exp: tf.exp,
  square: tf.square,
  abs: tf.abs,
  sin: tf.sin,
  cos: tf.cos,
  step: (x) => tf.step(x),
  neg: tf.neg,
  expm1: tf.expm1,
  sign: tf.sign,
  floor: tf.floor,
  atan: tf.atan,
  sinh: tf.sinh,
  cosh: tf.cosh,
  asinh: tf.asinh,
  log1p: (x) => tf.log1p(x.abs()),
  log: (x) => tf.log(x.abs().add(0.5)),
  sqrt: (x) => tf.sqrt(x.abs().add(0.5)),
  rsqrt: (x) => tf.rsqrt(x.abs().add(0.5)),
  reciprocal: (x) => tf.reciprocal(x.abs().add(0.5)),
  'gelu-erf': (x) => x.mul(tf.erf(x.div(Math.SQRT2)).add(1)).mul(0.5),
  'sum/max/min': (x) => tf.sum(x, 0).add(x.max(0)).add(x.min(0)),
  cumsum: (x) => tf.cumsum(x, 1),
  logSumExp: (x) => tf.logSumExp(x, -1),
  clip: (x) => tf.clipByValue(x, -0.5, 0.5),
  reverse: (x) => tf.reverse(x, 1),
  norm: (x) => tf.norm(x),
  unstack: (x) => tf.addN(tf.unstack(x)),
  'stack/slice': (x) => tf.stack([tf.slice(x, [0, 0], [4, 4]), tf.slice(x, [0, 4], [4, 4])]),
};
for (const [name, run] of Object.entries(unary)) add(name, [[4, 8]], run);
add('elu 33 values', [[33]], (x: tf.Tensor) => tf.elu(x.mul(4)));
const pools: Readonly<Record<string, (x: Four) => tf.Tensor>> = {
  avgPool: (x) => tf.avgPool(x, 2, 2, 'valid'),
  'avgPool k3 s1': (x) => tf.avgPool(x, 3, 1, 'valid'),
  'avgPool 4x2': (x) => tf.avgPool(x, [4, 2], [4, 2], 'valid'),
  maxPool: (x) => tf.maxPool(x, 2, 2, 'valid'),
  'maxPool of negative values': (x) => tf.maxPool(x.sub(2), 2, 2, 'valid'),
};
for (const [name, run] of Object.entries(pools)) add(name, [[2, 8, 8, 3]], run);
add('avgPool 5 channels', [[2, 4, 4, 5]], (x: Four) => tf.avgPool(x, 2, 2, 'valid'));
add('avgPool 8 channels', [[2, 4, 4, 8]], (x: Four) => tf.avgPool(x, 2, 2, 'valid'));
add('maxPool k3s2 same', [[2, 9, 9, 3]], (x: Four) => tf.maxPool(x, 3, 2, 'same'));
add('mean [1,2]', [[2, 8, 8, 3]], (x: tf.Tensor) => tf.mean(x, [1, 2]));
add('embedding gather', [[10, 4]], (e: tf.Tensor) =>
  tf.gather(e, tf.tensor1d([1, 2, 2, 0, 9], 'int32')),
);
add('embedding gather 2d', [[10, 4]], (e: tf.Tensor) =>
  tf.gather(
    e,
    tf.tensor2d(
      [
        [1, 2],
        [2, 0],
      ],
      [2, 2],
      'int32',
    ),
  ),
);
add('gather axis 1', [[3, 6, 2]], (e: tf.Tensor) =>
  tf.gather(e, tf.tensor1d([1, 1, 5], 'int32'), 1),
);
add('embedding oneHot', [[10, 4]], (e: tf.Tensor) =>
  tf
    .oneHot(tf.tensor1d([1, 2, 2, 0], 'int32'), 10)
    .toFloat()
    .matMul(e),
);
add('softmaxCE', [[4, 5]], (x: tf.Tensor) =>
  tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d([0, 1, 2, 3], 'int32'), 5), x),
);
add('sigmoidCE', [[4, 5]], (x: tf.Tensor) =>
  tf.losses.sigmoidCrossEntropy(tf.fill([4, 5], 0.3), x),
);
add('layerNorm', [[4, 6, 8], [8], [8]], (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) => {
  const centred = x.sub(x.mean(-1, true));
  const variance = centred.square().mean(-1, true);
  return centred.mul(variance.add(1e-5).rsqrt()).mul(gamma).add(beta);
});
add(
  'lstm cell',
  [[4, 6], [12, 24], [24], [4, 6], [4, 6]],
  (x: tf.Tensor2D, k: tf.Tensor2D, b: tf.Tensor, h: tf.Tensor2D, c: tf.Tensor) => {
    const z = tf.concat([x, h], 1).matMul(k).add(b);
    const [i, f, g, o] = splitInto(z, 4, 1);
    const next = f.sigmoid().mul(c).add(i.sigmoid().mul(g.tanh()));
    return o.sigmoid().mul(next.tanh());
  },
);
add(
  'attention, top two of each row',
  [
    [2, 6, 8],
    [2, 6, 8],
    [2, 6, 8],
  ],
  (q: tf.Tensor, k: tf.Tensor, v: tf.Tensor) => {
    const scores = tf.matMul(q, k, false, true).div(Math.sqrt(8));
    const mask = tf.customGrad((x) => {
      const all = x as tf.Tensor;
      const threshold = tf.topk(all, 3).values.slice([0, 0, 2], [2, 6, 1]);
      const value = tf.where(
        all.greaterEqual(threshold),
        tf.zerosLike(all),
        tf.fill(all.shape, -1e9),
      );
      return { value, gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy) };
    });
    return tf.matMul(scores.add(mask(scores)).softmax(-1), v);
  },
);
add('multihead', [[2, 6, 8]], (q: tf.Tensor) => q.reshape([2, 6, 2, 4]).transpose([0, 2, 1, 3]));
add('pad', [[2, 4, 4, 3]], (x: tf.Tensor) =>
  tf.pad(x, [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ]),
);
add('mirrorPad', [[4, 4]], (x: tf.Tensor) => {
  const padded = tf.mirrorPad(
    x.mul(1),
    [
      [1, 1],
      [1, 1],
    ],
    'reflect',
  );
  return tf.mul(padded.slice([1, 1], [4, 4]), x);
});
add('tile', [[4, 1]], (x: tf.Tensor) => tf.tile(x, [2, 4]));
add('broadcastTo', [[4, 1]], (x: tf.Tensor) => tf.broadcastTo(x, [4, 4]));
add('broadcast arithmetic', [[4, 8], [8]], (x: tf.Tensor, y: tf.Tensor) => {
  const divisor = y.abs().add(1);
  return x.add(y).mul(y).sub(divisor).div(divisor).add(x.abs().add(0.1).pow(y));
});
add(
  'max/min',
  [
    [4, 8],
    [4, 8],
  ],
  (x: tf.Tensor, y: tf.Tensor) => tf.maximum(x, y).add(tf.minimum(x, y).mul(2)),
);
add(
  'where',
  [
    [4, 8],
    [4, 8],
  ],
  (x: tf.Tensor, y: tf.Tensor) => {
    const mask = Array.from({ length: 32 }, (_, i) => i % 3 > 0);
    return tf.where(tf.tensor(mask, [4, 8], 'bool'), x, y);
  },
);
add('resizeBilinear', [[1, 4, 4, 2]], (x: Four) => tf.image.resizeBilinear(x, [8, 8]));
add('resizeNearest', [[1, 4, 4, 2]], (x: Four) => tf.image.resizeNearestNeighbor(x, [8, 8]));
add('prelu', [[4, 8], [8]], (x: tf.Tensor, slope: tf.Tensor) => tf.prelu(x, slope));

/** Ops of every kind that training uses, with shapes that are small but not square. */
export const gradientCases: readonly GradientCase[] = cases;
