import { RandomStream, splitParameters, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { Blueprint } from '../../../src/networks/layers/blueprint.ts';
import { unitVector } from '../../../src/networks/layers/starts.ts';
import { numbers } from '../networkRuns.ts';

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

it('may have no buffers', () => {
  const network = new Blueprint().network((_run, x: tf.Tensor) => x);
  const next = network.advance({ parameters: [], buffers: [] }, new Map());
  expect([next.shape, network.initialBuffers(new RandomStream(1))]).toEqual([
    [0],
    new Float32Array(0),
  ]);
});
