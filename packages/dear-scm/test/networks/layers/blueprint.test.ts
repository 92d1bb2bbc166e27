import { RandomStream, splitParameters, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { Blueprint } from '../../../src/networks/layers/blueprint.ts';
import { ones, unitVector } from '../../../src/networks/layers/starts.ts';
import { networkOf, numbers } from '../networkRuns.ts';

beforeAll(() => useBackend());

function sample() {
  const blueprint = new Blueprint();
  const scale = blueprint.parameter('scale', [2], (length, stream) => stream.normals(length));
  const shift = blueprint.parameter('shift', [1], (length) => new Float32Array(length).fill(3));
  const count = blueprint.buffer('count', [1], unitVector, ({ buffers }, observed) =>
    tf.add(buffers[0] ?? 0, observed.get('count') ?? 1),
  );
  return blueprint.network(({ weights, pass }, x: tf.Tensor, y: tf.Tensor) => {
    pass.observe?.('count', tf.scalar(5));
    return x.mul(scale(weights)).add(y).add(shift(weights)).add(count(weights));
  });
}

it('lays out what layers declare, in that order', () => {
  const network = sample();
  expect(network.layout.specs.map(({ name }) => name)).toEqual(['scale', 'shift']);
  expect([network.layout.length, network.buffers.length]).toEqual([3, 1]);
});

it('draws every start from a stream of its own', () => {
  const values = sample().initialValues(new RandomStream(1));
  expect(values[2]).toBe(3);
  expect(values.subarray(0, 2)).toEqual(new RandomStream(1).split('scale').normals(2));
  const stream = new RandomStream(1);
  stream.uniform();
  expect(sample().initialValues(stream)).toEqual(values);
});

it('finds the tensors of a run by their places, and passes inputs and pass on', async () => {
  const weights = { parameters: [tf.tensor1d([2, 3]), tf.tensor1d([1])], buffers: [tf.ones([1])] };
  const seen: string[] = [];
  const observe = (name: string) => void seen.push(name);
  const y = sample().run(weights, [tf.tensor1d([1, 10]), tf.tensor1d([4, 5])], { observe });
  expect(await numbers(y)).toEqual([2 + 4 + 1 + 1, 30 + 5 + 1 + 1]);
  expect(seen).toEqual(['count']);
});

it('advances buffers one by one', async () => {
  const network = sample();
  const weights = { parameters: [], buffers: splitParameters(tf.tensor1d([7]), network.buffers) };
  expect(await numbers(network.advance(weights, new Map([['count', tf.scalar(5)]])))).toEqual([12]);
  await expectLeakFree(() => {
    network.advance(weights, new Map()).dispose();
  });
});

it('advances directions among other buffers, each at its place', async () => {
  const blueprint = new Blueprint();
  const count = (name: string) =>
    blueprint.buffer(name, [1], unitVector, ({ buffers }) => tf.add(buffers[0] ?? 0, 1));
  count('first');
  blueprint.spectralKernel('a', [2, 2], ones);
  count('second');
  blueprint.spectralKernel('b', [1, 1], ones);
  const network = blueprint.network((_run, x: tf.Tensor) => x);
  const weights = {
    parameters: [tf.tensor2d([3, 0, 4, 5], [2, 2]), tf.tensor2d([-2], [1, 1])],
    buffers: [tf.tensor1d([7]), tf.tensor2d([1, 0], [2, 1]), tf.tensor1d([0]), tf.ones([1, 1])],
  };
  const next = await numbers(network.advance(weights, new Map()));
  const length = Math.hypot(25, 20);
  [8, 25 / length, 20 / length, 8, 1].forEach((value, i) => {
    expect(next[i]).toBeCloseTo(value, 5);
  });
});

it('may have no buffers', () => {
  const network = new Blueprint().network((_run, x: tf.Tensor) => x);
  const next = network.advance({ parameters: [], buffers: [] }, new Map());
  expect([next.shape, network.initialBuffers(new RandomStream(1))]).toEqual([
    [0],
    new Float32Array(0),
  ]);
});

describe('a kernel that is normalised', () => {
  const network = networkOf((blueprint) => {
    const kernel = blueprint.spectralKernel<tf.Tensor2D>('a', [3, 2], ones);
    const bias = blueprint.parameter('b', [2], ones);
    return (run, x: tf.Tensor) => x.matMul<tf.Tensor>(kernel(run)).add(bias(run.weights));
  });
  const weights = () => ({
    parameters: [tf.ones([3, 2]), tf.ones([2])],
    buffers: [tf.tensor2d([1, 0], [2, 1])],
  });
  const x = tf.ones<tf.Rank>([1, 3]);

  it('is divided by the norm along its buffer, which advances', async () => {
    expect(network.buffers.specs).toEqual([{ name: 'a/direction', shape: [2, 1] }]);
    expect(Math.hypot(...network.initialBuffers(new RandomStream(1)))).toBeCloseTo(1, 6);
    // |W (1, 0)| = sqrt(3); the largest singular value is sqrt(6).
    const first = await numbers(network.run(weights(), [x]));
    expect(first[0]).toBeCloseTo(1 + Math.sqrt(3), 5);
    const next = network.advance(weights(), new Map());
    (await numbers(next)).forEach((value) => {
      expect(value).toBeCloseTo(Math.SQRT1_2, 5);
    });
    const advanced = { ...weights(), buffers: [next.reshape([2, 1])] };
    const second = await numbers(network.run(advanced, [x]));
    expect(second[0]).toBeCloseTo(1 + 3 / Math.sqrt(6), 5);
  });

  it('may be normalised once for several runs', async () => {
    const own = weights();
    const [expected] = await numbers(network.run(own, [x]));
    const parameters = network.normalised(own);
    for (let run = 0; run < 2; run++) {
      const [found] = await numbers(network.run({ ...own, parameters }, [x], { normalised: true }));
      expect(found).toBeCloseTo(expected ?? NaN, 5);
    }
    // |W (1, 0)| = sqrt(3), and the bias as it is.
    expect((await numbers(parameters[0] ?? x))[0]).toBeCloseTo(1 / Math.sqrt(3), 5);
    expect(await numbers(parameters[1] ?? x)).toEqual(await numbers(tf.ones([2])));
    await expectLeakFree(() => {
      tf.dispose(network.normalised(own));
    });
  });
});
