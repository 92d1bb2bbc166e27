import { RandomStream, tensorTuple } from '@causal-mechanisms/tensor-utils';
import { registerWasmTrainingKernels } from '@causal-mechanisms/tensor-utils/kernels';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

await registerWasmTrainingKernels();
await tf.setBackend('wasm');

const stream = new RandomStream(5);
const normal = (shape: number[], mean = 0) =>
  tf.tensor(stream.normals(tf.util.sizeFromShape(shape), mean), shape);

function run(name: string, inputs: tf.NamedTensorMap, attributes: object = {}): tf.Tensor[] {
  const outputs = tf
    .engine()
    .runKernel<tf.Tensor | tf.Tensor[]>(name, inputs, attributes as tf.NamedAttrMap);
  return Array.isArray(outputs) ? outputs : [outputs];
}

async function expectClose(actual: tf.Tensor, expected: tf.Tensor, tolerance = 1e-5) {
  expect(actual.shape).toEqual(expected.shape);
  const [found, wanted] = await Promise.all([actual.data(), expected.data()]);
  const scale = Math.max(1, ...wanted.map(Math.abs));
  wanted.forEach((value, i) =>
    expect(Math.abs(value - (found[i] ?? NaN))).toBeLessThanOrEqual(tolerance * scale),
  );
}

/** Batch norm out of stock ops, for its value and through autodiff. */
function composed(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor): tf.Tensor {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const centred = x.sub(x.mean(axes));
  const variance = centred.square().mean(axes);
  return centred.mul(variance.add(1e-5).rsqrt()).mul(gamma).add(beta);
}

describe('CausalBatchNormTrain', () => {
  it('normalises two rows by hand', async () => {
    const x = tf.tensor2d([1, 10, 3, 10], [2, 2]);
    const gamma = tf.tensor1d([2, 1]);
    const beta = tf.tensor1d([1, 7]);
    const outputs = run('CausalBatchNormTrain', { x, gamma, beta }, { epsilon: 0 });
    const [y, mean, variance] = await Promise.all(outputs.map(async (t) => [...(await t.data())]));
    expect([y?.[0], y?.[2]]).toEqual([-1, 3]); // the other channel has no variance to divide by
    expect(mean).toEqual([2, 10]);
    expect(variance).toEqual([1, 0]);
    tf.dispose([x, gamma, beta, outputs]);
  });

  it.each([[[600, 32]], [[5, 3, 3, 16]], [[4, 4, 4, 5]], [[7, 23]], [[1, 4]], [[3, 1]]])(
    'agrees with stock ops for %j, and so does its gradient',
    async (shape) => {
      const channels = shape.at(-1) ?? 1;
      const x = normal(shape, 3);
      const dy = normal(shape);
      const gamma = normal([channels], 1);
      const beta = normal([channels]);
      const forward = run('CausalBatchNormTrain', { x, gamma, beta }, { epsilon: 1e-5 });
      const [y, mean, variance] = tensorTuple(forward, [shape.length, 1, 1]);
      const inputs = { dy, x, gamma, mean, variance };
      const gradients = run('CausalBatchNormTrainGrad', inputs, { epsilon: 1e-5 });
      const expected = tf.tidy(() => [
        composed(x, gamma, beta),
        ...tf.grads(composed)([x, gamma, beta], dy),
      ]);
      for (const [i, tensor] of [y, ...gradients].entries()) {
        await expectClose(tensor, expected[i] as tf.Tensor, 1e-4);
      }
      tf.dispose([x, dy, gamma, beta, forward, gradients, expected]);
    },
  );

  it('leaves nothing behind', async () => {
    await expectLeakFree(() => {
      const x = normal([6, 8]);
      const ones = tf.ones([8]);
      const outputs = run('CausalBatchNormTrain', { x, gamma: ones, beta: ones }, { epsilon: 1 });
      tf.dispose([x, ones, outputs]);
    });
  });
});

describe('CausalColumnSum', () => {
  it.each([[[3, 4]], [[2, 5, 7]], [[1000, 20]], [[4, 1]], [[5]]])('sums %j', async (shape) => {
    const x = normal(shape);
    const [sum] = tensorTuple(run('CausalColumnSum', { x }), [1]);
    const expected = tf.tidy(() => x.reshape([-1, shape.at(-1) ?? 1]).sum(0));
    await expectClose(sum, expected);
    tf.dispose([x, sum, expected]);
  });

  it('stays exact over many rows', async () => {
    const x = tf.fill([300_000, 1], 0.1);
    const [sum] = tensorTuple(run('CausalColumnSum', { x }), [1]);
    expect((await sum.data())[0]).toBeCloseTo(30_000, 1);
    tf.dispose([x, sum]);
  });
});

describe('EluGrad', () => {
  it('is dy for y >= 0 and dy (y + 1) below, in vectors and in the rest', async () => {
    const y = tf.tensor1d([-0.5, 0, 2, -1, -0.25]);
    const [dx] = tensorTuple(run('EluGrad', { dy: tf.fill([5], 4), y }), [1]);
    expect([...(await dx.data())]).toEqual([2, 4, 4, 0, 3]);
    tf.dispose([y, dx]);
  });
});
