import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { NetworkOptimiser, TrainedNetwork } from '../../src/baselines/trainedNetwork.ts';
import { discriminatorNetwork } from '../../src/networks/discriminatorNetwork.ts';
import { encoderNetwork } from '../../src/networks/encoderNetwork.ts';

beforeAll(() => useBackend());

const config = { kind: 'mlp', width: 4, depth: 1, injectedNoise: false } as const;
const encoder = encoderNetwork(config, [3], 2);
// The one with buffers.
const pairs = discriminatorNetwork(config, [3], 2);

describe('TrainedNetwork', () => {
  it('computes with its numbers, and with others', async () => {
    const before = tf.memory().numTensors;
    const own = TrainedNetwork.start(encoder, new RandomStream(1));
    const other = TrainedNetwork.start(encoder, new RandomStream(2));
    const x = tf.ones<tf.Rank.R2>([2, 3]);
    const outputs = tf.tidy(() => [
      own.run([x]),
      encoder.run(own.weights(other.parameters.views), [x]),
      other.run([x]),
    ]);
    const [a, b, c] = await Promise.all(outputs.map((output) => output.data()));
    expect(b).toEqual(c);
    expect(a).not.toEqual(b);
    own.restore(await other.numbers());
    const moved = tf.tidy(() => own.run([x]));
    expect(await moved.data()).toEqual(c);
    tf.dispose([x, moved, ...outputs]);
    own.dispose();
    other.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('carries buffers along, and gives them back', async () => {
    const before = tf.memory().numTensors;
    const network = TrainedNetwork.start(pairs, new RandomStream(1));
    const start = await network.numbers();
    expect(start).toHaveLength(pairs.layout.length + pairs.buffers.length);
    network.settle();
    const settled = await network.numbers();
    const at = pairs.layout.length;
    expect(settled.slice(0, at)).toEqual(start.slice(0, at));
    expect(settled.slice(at)).not.toEqual(start.slice(at));
    const copy = new TrainedNetwork(pairs, settled);
    expect(await copy.numbers()).toEqual(settled);
    expect(Object.keys(network.state('pairs'))).toEqual(['pairs', 'pairsBuffers']);
    const names = TrainedNetwork.specs(pairs, 'pairs').map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    network.dispose();
    copy.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses another number of numbers', () => {
    expect(thrownCode(() => new TrainedNetwork(encoder, new Float32Array(3)))).toBe('ERR_SHAPE');
  });

  it('is moved by its optimiser against the gradient', async () => {
    const before = tf.memory().numTensors;
    const network = TrainedNetwork.start(encoder, new RandomStream(1));
    const optimiser = new NetworkOptimiser(network, { learningRate: 0.1 });
    const start = await network.numbers();
    const gradient = tf.ones<tf.Rank.R1>([start.length]);
    optimiser.apply(gradient);
    const moved = await network.numbers();
    moved.forEach((value, i) => expect(value).toBeCloseTo((start[i] ?? 0) - 0.1, 4));
    expect(Object.keys(optimiser.state('encoder'))).toEqual(['encoderAdam']);
    gradient.dispose();
    optimiser.dispose();
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
