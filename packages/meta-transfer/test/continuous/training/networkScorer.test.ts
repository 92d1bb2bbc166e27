import * as tf from '@tensorflow/tfjs';
import { FlatAdam, RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { refittedLogLikelihood } from '../../../src/continuous/mixture/refittedLogLikelihood.ts';
import { adaptMixtureNetworks } from '../../../src/continuous/network/adaptMixtureNetworks.ts';
import { mixtureNetworkLosses } from '../../../src/continuous/network/mixtureNetworkGradient.ts';
import { resolveContinuousConfig } from '../../../src/continuous/training/continuousConfig.ts';
import { inUnits, pairScales } from '../../../src/continuous/training/episodeScorer.ts';
import {
  initialNetworks,
  networkScorer,
  trainNetworks,
} from '../../../src/continuous/training/networkScorer.ts';
import { drawnPairs } from '../pairs.ts';

beforeAll(() => useBackend());

const sizes = { hidden: 3, components: 2 };
const config = resolveContinuousConfig({ ...sizes, innerSteps: 3, innerRate: 0.05 }, Infinity);
const stream = new RandomStream(1);
const training = drawnPairs(stream, { count: 100 });
const episodes = [-2, 3].map((mean) => drawnPairs(stream, { count: 40, mean }));
const scales = pairScales(training);

/** What a network costs on columns of an episode. */
async function cost(parameters: tf.Tensor2D, row: number, x: Float64Array, y: Float64Array) {
  const batch = {
    parameters: parameters.slice([row, 0], [1, -1]),
    x: tf.tensor2d(Float32Array.from(x), [1, x.length]),
    y: tf.tensor2d(Float32Array.from(y), [1, y.length]),
  };
  const [found = NaN] = await adaptMixtureNetworks(batch, {
    ...sizes,
    steps: 3,
    learningRate: 0.05,
  });
  tf.dispose({ ...batch });
  return found;
}

describe('networkScorer', () => {
  it('adds up what each network costs while it adapts', async () => {
    for (const marginal of ['refit', 'adapt'] as const) {
      const networks = initialNetworks({ ...config, marginal }, new RandomStream(2));
      const parameters = networks.views[0] as tf.Tensor2D;
      const scores = await networkScorer({ ...config, marginal }, networks, scales).score(episodes);
      for (const [i, episode] of episodes.entries()) {
        const { a, b } = inUnits(episode, scales);
        const nothing = new Float64Array(40);
        const alone = async (row: number, column: Float64Array) =>
          marginal === 'adapt'
            ? cost(parameters, row, nothing, column)
            : -3 * refittedLogLikelihood(column, 2);
        const forward = (await cost(parameters, 0, a, b)) + (await alone(2, a));
        const backward = (await cost(parameters, 1, b, a)) + (await alone(3, b));
        expect(scores[i]?.forward).toBeCloseTo(-forward, 3);
        expect(scores[i]?.backward).toBeCloseTo(-backward, 3);
      }
      networks.dispose();
    }
  });

  it('leaves nothing behind', async () => {
    const before = tf.memory().numTensors;
    const networks = initialNetworks(config, new RandomStream(2));
    await networkScorer(config, networks, scales).score(episodes);
    networks.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('trainNetworks', () => {
  it('takes all networks down, each on its own columns', async () => {
    const whole = { ...config, marginal: 'adapt' } as const;
    const parameters = initialNetworks(whole, new RandomStream(2));
    const adam = new FlatAdam(parameters.layout.length, { learningRate: 0.02 });
    const { a, b } = inUnits(training, scales);
    const before = tf.memory().numTensors;
    const first = await trainNetworks(whole, { parameters, adam }, { a, b });
    let last = first;
    for (let i = 0; i < 200; i++) last = await trainNetworks(whole, { parameters, adam }, { a, b });
    expect(tf.memory().numTensors).toBe(before);
    expect(first).toHaveLength(4);
    last.forEach((loss, i) => expect(loss).toBeLessThan((first[i] ?? NaN) - 0.05));
    // Conditionals know more than marginals do.
    expect(last[0]).toBeLessThan((last[3] ?? NaN) - 0.2);
    expect(last[1]).toBeLessThan((last[2] ?? NaN) - 0.2);
    const rows = [
      [a, b],
      [b, a],
      [new Float64Array(100), a],
      [new Float64Array(100), b],
    ].map((columns) => columns.map((column) => tf.tensor2d(Float32Array.from(column), [1, 100])));
    const losses = rows.map(([x, y], i) =>
      mixtureNetworkLosses(
        {
          parameters: (parameters.views[0] as tf.Tensor2D).slice([i, 0], [1, -1]),
          x: x as tf.Tensor2D,
          y: y as tf.Tensor2D,
        },
        sizes,
      ),
    );
    const next = await trainNetworks(whole, { parameters, adam }, { a, b });
    for (const [i, loss] of losses.entries()) {
      expect((await loss.data())[0]).toBeCloseTo(next[i] ?? NaN, 4);
    }
    adam.dispose();
    parameters.dispose();
  });
});
