import { RandomStream, splitParameters } from '@causal-mechanisms/tensor-utils';
import { expectGradient, expectLeakFree } from '@causal-mechanisms/test-utils';
import type { ExpectGradientOptions } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { Blueprint } from '../../src/networks/layers/blueprint.ts';
import type { Run } from '../../src/networks/layers/blueprint.ts';
import type {
  Network,
  NetworkPass,
  NetworkWeights,
  NormalisedNetwork,
} from '../../src/networks/network.ts';

/** Normal numbers in a tensor. */
export function normals<R extends tf.Rank>(
  shape: tf.ShapeMap[R],
  seed: number,
  deviation = 1,
): tf.Tensor<R> {
  const values = new RandomStream(seed).normals(tf.util.sizeFromShape(shape), 0, deviation);
  return tf.tensor<R>(values, shape);
}

/** Plain numbers. */
export async function numbers(tensor: tf.Tensor): Promise<number[]> {
  return Array.from(await tensor.data());
}

/** A network of one layer, to test that layer. */
export function networkOf<In extends tf.Tensor, Out extends tf.Tensor>(
  declare: (blueprint: Blueprint) => (run: Run, x: In) => Out,
): NormalisedNetwork<[In], Out> {
  const blueprint = new Blueprint();
  const layer = declare(blueprint);
  return blueprint.network((run, x: In) => layer(run, x));
}

/** The start of a network, moved a little so that no bias and no noise weight is 0. */
export function someWeights(
  network: Network<never, tf.Tensor>,
  seed = 1,
  deviation = 0.1,
): NetworkWeights {
  const stream = new RandomStream(seed);
  const values = network.initialValues(stream).map((value) => value + stream.normal(0, deviation));
  return {
    parameters: splitParameters(tf.tensor1d(values), network.layout),
    buffers: splitParameters(tf.tensor1d(network.initialBuffers(stream)), network.buffers),
  };
}

/** Checks a network's gradients in parameters and inputs, and that a gradient leaves nothing behind. */
export async function expectNetworkGradients<Inputs extends tf.Tensor[]>(
  network: Network<Inputs, tf.Tensor>,
  inputs: Inputs,
  pass: (stream: RandomStream) => NetworkPass = () => ({}),
  options: ExpectGradientOptions = {},
): Promise<void> {
  const { parameters, buffers } = someWeights(network);
  const count = parameters.length;
  const loss = (...args: tf.Tensor[]): tf.Scalar => {
    const weights = { parameters: args.slice(0, count), buffers };
    // The same noise in every call.
    const output = network.run(weights, args.slice(count) as Inputs, pass(new RandomStream(5)));
    return output.mul(normals(output.shape, 6, output.size ** -0.5)).sum<tf.Scalar>();
  };
  const all = [...parameters, ...inputs];
  await expectGradient(loss, all, { step: 0.002, floor: 2e-3, tolerance: 0.02, ...options });
  await expectLeakFree(() => {
    tf.dispose(tf.grads(loss)(all));
  });
}

/** The names of parameters on which nothing depends, with noise and in training. */
export async function silentParts<Inputs extends tf.Tensor[]>(
  network: Network<Inputs, tf.Tensor>,
  inputs: Inputs,
): Promise<string[]> {
  const { parameters, buffers } = someWeights(network);
  const gradients = tf.grads((...own: tf.Tensor[]) => {
    const pass = { training: true, noise: new RandomStream(5) };
    const output = network.run({ parameters: own, buffers }, inputs, pass);
    return output.mul(normals(output.shape, 6)).sum<tf.Scalar>();
  })([...parameters]);
  const sizes = await Promise.all(gradients.map(numbers));
  return network.layout.specs
    .map(({ name }) => name)
    .filter((_, i) => sizes[i]?.every((value) => value === 0) === true);
}
