import { joinParameters, splitParameters, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient, expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { resNetEncoder } from '../../../src/networks/paper/resNet.ts';
import { normals, numbers, someWeights } from '../networkRuns.ts';

beforeAll(() => useBackend());

const config = {
  kind: 'paper',
  encoder: 'resnet18',
  encoderWidth: 2,
  width: 2,
  injectedNoise: true,
} as const;
const pixels = (n: number) => normals<tf.Rank.R4>([n, 16, 16, 3], 1).sigmoid<tf.Tensor4D>();

it('has the parameters of ResNet-50 and ResNet-18, and of the head', () => {
  // Without their classifiers the two have 23 508 032 and 11 176 512 parameters.
  const head = (features: number) =>
    features * 1024 + 2 * 1024 * 1024 + 3 * (1024 + 2 * 1024) + 1024 * 12 + 12;
  const parameters = (encoder: 'resnet18' | 'resnet50') =>
    resNetEncoder({ ...config, encoder, encoderWidth: 64 }, [64, 64, 3], 12).layout.length;
  expect(parameters('resnet50')).toBe(23_508_032 + head(2048));
  expect(parameters('resnet18')).toBe(11_176_512 + head(512));
});

it('has 53 and 20 convolutions', () => {
  const convolutions = (encoder: 'resnet18' | 'resnet50') =>
    resNetEncoder({ ...config, encoder }, [16, 16, 3], 4).layout.specs.filter(
      ({ shape }) => shape.length === 4,
    ).length;
  expect(convolutions('resnet50')).toBe(53);
  expect(convolutions('resnet18')).toBe(20);
});

it.each([
  ['resnet18', 20, 2],
  ['resnet50', 52, 3],
] as const)(
  'halves maps between stages and ends every layer in ReLU: %s',
  async (encoder, relus, per) => {
    const network = resNetEncoder({ ...config, encoder, encoderWidth: 1 }, [64, 64, 3], 2);
    const weights = someWeights(network);
    const x = tf.zeros<tf.Rank.R4>([1, 64, 64, 3]);
    const { kernels } = await tf.profile(() => network.run(weights, [x]));
    expect(kernels.filter(({ name }) => name === 'Relu')).toHaveLength(relus);
    const sides = kernels
      .filter(({ name }) => name === 'Conv2D')
      .map(({ outputShapes }) => outputShapes[0]?.[1] ?? 0);
    expect(sides[0]).toBe(32);
    // The last block of each stage, which has no shortcut.
    const blocks = encoder === 'resnet18' ? [2, 2, 2, 2] : [3, 4, 6, 3];
    const shortcuts = encoder === 'resnet18' ? [0, 1, 1, 1] : [1, 1, 1, 1];
    let last = 0;
    const ends = blocks.map((count, i) => sides[(last += per * count + (shortcuts[i] ?? 0))]);
    expect(ends).toEqual([16, 8, 4, 2]);
  },
);

it('depends on the batch in training only', async () => {
  const encoder = resNetEncoder(config, [16, 16, 3], 4);
  const weights = someWeights(encoder, 1, 0);
  const x = pixels(3);
  const alone = x.slice([0, 0, 0, 0], [1, -1, -1, -1]);
  const first = async (input: tf.Tensor, training: boolean) =>
    (await numbers(encoder.run(weights, [input], { training }))).slice(0, 4);
  const [together, single] = [await first(x, false), await first(alone, false)];
  together.forEach((value, i) => {
    expect(value).toBeCloseTo(single[i] ?? NaN, 4);
  });
  expect(await first(x, true)).not.toEqual(together);
});

it('moves its running statistics to those of the batch', async () => {
  const encoder = resNetEncoder(config, [16, 16, 3], 4);
  const weights = someWeights(encoder, 1, 0);
  const seen = new Map<string, tf.Tensor>();
  const observe = (name: string, value: tf.Tensor) => void seen.set(name, tf.keep(value.clone()));
  encoder.run(weights, [pixels(4)], { training: true, observe });
  expect([...seen.keys()].sort()).toEqual(encoder.buffers.specs.map(({ name }) => name).sort());
  const next = await numbers(encoder.advance(weights, seen));
  expect(next).toHaveLength(encoder.buffers.length);
  expect(next.every(Number.isFinite)).toBe(true);
  tf.dispose([...seen.values()]);
});

it.each(['resnet18', 'resnet50'] as const)('has right gradients: %s', async (encoder) => {
  const network = resNetEncoder({ ...config, encoder, encoderWidth: 1 }, [16, 16, 3], 2);
  const { parameters, buffers } = someWeights(network);
  const weights = normals<tf.Rank.R2>([2, 2], 6);
  // All parameters in one vector: one by one they would take minutes.
  const loss = (flat: tf.Tensor, x: tf.Tensor) => {
    const own = splitParameters(flat as tf.Tensor1D, network.layout);
    return network.run({ parameters: own, buffers }, [x]).mul(weights).sum<tf.Scalar>();
  };
  const inputs = [joinParameters(parameters), pixels(2)];
  // So narrow and deep a net has many corners.
  await expectGradient(loss, inputs, { step: 2e-4, tolerance: 0.05, directions: 1 });
  await expectLeakFree(() => {
    tf.dispose(tf.grads(loss)(inputs));
  });
});
