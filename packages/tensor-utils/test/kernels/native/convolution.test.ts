import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { convInputEluGradient, convInputGradient } from '@causal-mechanisms/tensor-utils/kernels';
import * as tf from '@tensorflow/tfjs';
import {
  conv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  fusedConv2d,
} from '../../../src/kernels/native/convolution.ts';
import type { NativeKernel } from '../../../src/kernels/native/nativeBackend.ts';
import { byDefinition, byKernels, difference, problemOf, shapes } from './convolutionProblem.ts';
import type { Shape } from './convolutionProblem.ts';
import { useNativeKernels } from './useNativeKernels.ts';

const isBuilt = await useNativeKernels();

(isBuilt ? describe : describe.skip)('native convolutions', () => {
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

  it('leave nothing behind', async () => {
    const problem = problemOf([2, 5, 7, 3, 4]);
    await expectLeakFree(() => byKernels([2, 5, 7, 3, 4], problem));
  });
});

describe('the choice of convolutions', () => {
  interface Asked {
    readonly x: tf.TensorInfo;
    readonly filter: tf.TensorInfo;
    readonly bias?: tf.TensorInfo | undefined;
    readonly attrs?: object | undefined;
  }

  const tensor = (shape: number[], dtype: tf.DataType = 'float32'): tf.TensorInfo => ({
    dataId: {},
    shape,
    dtype,
  });
  const sized = (channels: number, filters: number): Asked => ({
    x: tensor([2, 8, 8, channels]),
    filter: tensor([3, 3, channels, filters]),
  });

  /** The op that a kernel asks for and its attributes, or 'stock'. */
  function asked(
    make: (stock: NativeKernel) => NativeKernel,
    inputs: Readonly<Record<string, tf.TensorInfo>>,
    attrs: object,
  ) {
    const found = { op: 'stock', attributes: {}, inputs: [] as readonly tf.TensorInfo[] };
    const answer = tensor([]);
    const backend = {
      binding: { TF_ATTR_INT: 9 },
      executeSingleOutput: (
        op: string,
        attributes: readonly { name: string; value: number }[],
        operands: readonly tf.TensorInfo[],
      ) => {
        found.op = op;
        found.attributes = Object.fromEntries(attributes.map(({ name, value }) => [name, value]));
        found.inputs = operands;
        return answer;
      },
    };
    const kernel = make(() => answer);
    expect(kernel({ inputs, backend, attrs: attrs as tf.NamedAttrMap })).toBe(answer);
    return found;
  }

  const same = { strides: 1, pad: 'same', dataFormat: 'NHWC', dilations: 1 };
  const forward = ({ x, filter, attrs }: Asked) =>
    asked(conv2d, { x, filter }, { ...same, ...attrs }).op;
  /** The gradients of the same convolution. */
  const backward = ({ x, filter, attrs }: Asked) => {
    const [n = 0, height = 0, width = 0] = x.shape;
    const dy = tensor([n, height, width, filter.shape[3] ?? 0], x.dtype);
    const plain = { strides: 1, pad: 'same', dataFormat: 'NHWC', ...attrs };
    return [
      asked(conv2dBackpropInput, { dy, filter }, { ...plain, inputShape: x.shape }).op,
      asked(conv2dBackpropFilter, { x, dy }, { ...plain, filterShape: filter.shape }).op,
    ];
  };
  const own = ['CausalConv3x3', 'CausalConv3x3FilterGrad'];

  it.each([
    [16, 16, true],
    [256, 256, true],
    [256, 1, true],
    [257, 16, false],
    [16, 257, false],
  ])('takes %d -> %d channels: %s', (channels, filters, isOwn) => {
    expect(forward(sized(channels, filters))).toBe(isOwn ? 'CausalConv3x3' : 'stock');
    expect(backward(sized(channels, filters))).toEqual(isOwn ? own : ['stock', 'stock']);
  });

  it.each<[string, Asked]>([
    ['a stride of rows', { ...sized(8, 8), attrs: { strides: [2, 1] } }],
    ['a stride of columns', { ...sized(8, 8), attrs: { strides: [1, 2] } }],
    ['no padding', { ...sized(8, 8), attrs: { pad: 'valid' } }],
    ['a filter of 1x1', { x: tensor([2, 8, 8, 4]), filter: tensor([1, 1, 4, 4]) }],
    ['a filter of 3x5', { x: tensor([2, 8, 8, 4]), filter: tensor([3, 5, 4, 4]) }],
    ['a filter of 5x3', { x: tensor([2, 8, 8, 4]), filter: tensor([5, 3, 4, 4]) }],
    ['no images', { x: tensor([0, 8, 8, 4]), filter: tensor([3, 3, 4, 4]) }],
    ['other channels', { x: tensor([2, 8, 8, 4]), filter: tensor([3, 3, 2, 4]) }],
  ])('leaves %s to the stock kernels', (_what, convolution) => {
    expect(forward(convolution)).toBe('stock');
    expect(backward(convolution)).toEqual(['stock', 'stock']);
  });

  it('leaves dilations, channels first and other types to the stock kernels', () => {
    expect(forward({ ...sized(8, 8), attrs: { dilations: 2 } })).toBe('stock');
    expect(forward({ ...sized(8, 8), attrs: { dataFormat: 'NCHW' } })).toBe('stock');
    const whole = { x: tensor([2, 8, 8, 4], 'int32'), filter: tensor([3, 3, 4, 4]) };
    expect(forward(whole)).toBe('stock');
    expect(backward(whole)[1]).toBe('stock');
  });

  it('turns the filter for the gradient of the input alone', () => {
    const { x, filter } = sized(8, 4);
    const dy = tensor([2, 8, 8, 4]);
    const input = asked(conv2dBackpropInput, { dy, filter }, { ...same, inputShape: x.shape });
    expect(input).toEqual({
      op: 'CausalConv3x3',
      attributes: { activation: 0, biased: 0, flip: 1 },
      inputs: [dy, filter, filter],
    });
    expect(asked(conv2d, { x, filter }, same).attributes).toEqual({
      ...{ activation: 0, biased: 0, flip: 0 },
    });
  });

  it.each([
    [undefined, 8, { activation: 0, biased: 1, flip: 0 }],
    ['relu', undefined, { activation: 1, biased: 0, flip: 0 }],
    ['elu', 8, { activation: 2, biased: 1, flip: 0 }],
    ['sigmoid', 8, { activation: 3, biased: 1, flip: 0 }],
    ['prelu', 8, 'stock'],
    ['relu', 1, 'stock'],
  ])('fuses the activation %s with a bias of %s', (activation, size, expected) => {
    const { x, filter } = sized(4, 8);
    const bias = size === undefined ? undefined : tensor([size]);
    const inputs = { x, filter, ...(bias === undefined ? {} : { bias }) };
    const found = asked(fusedConv2d, inputs, { ...same, activation });
    if (expected === 'stock') expect(found.op).toBe('stock');
    else
      expect(found).toEqual({
        op: 'CausalConv3x3',
        attributes: expected,
        inputs: [x, filter, bias ?? filter],
      });
  });
});
