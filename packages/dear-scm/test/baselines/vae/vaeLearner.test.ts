import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { learnerContract, thrownCode } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { trainVae } from '../../../src/baselines/vae/trainVae.ts';
import { resolveVaeConfig } from '../../../src/baselines/vae/vaeConfig.ts';
import type { VaeConfigInput } from '../../../src/baselines/vae/vaeConfig.ts';
import { vaeLearner } from '../../../src/baselines/vae/vaeLearner.ts';
import type { VaeModel } from '../../../src/baselines/vae/vaeModel.ts';
import { tinyData, tinyGraph, tinyImages } from '../data.ts';

beforeAll(() => useBackend());

const tiny: VaeConfigInput = {
  networks: { kind: 'mlp', width: 8, depth: 1 },
  latentWidth: 3,
  batchSize: 8,
  learningRate: 0.01,
};
const data = tinyData(20, 1, 0.3);

learnerContract<VaeModel>('trainVae', {
  start: (options, { steps, foreign }) =>
    trainVae(data, {
      ...options,
      graph: tinyGraph,
      config: {
        ...tiny,
        iterations: steps,
        objective: { kind: 'tc', beta: foreign ? 3 : 2 },
        supervision: { annealing: 10 },
      },
    }),
  main: 'training',
  prolongable: true,
  fingerprint: async ({ networks }) =>
    Float32Array.from([
      ...(await networks.encoder.numbers()),
      ...(await networks.generator.numbers()),
    ]),
  tolerance: () => (tf.getBackend() === 'tensorflow' ? 1e-5 : 0),
});

/** The first scalars of a run, and the last ones. */
async function run(config: VaeConfigInput, rows = data) {
  const seen: Readonly<Record<string, number>>[] = [];
  for await (const event of trainVae(rows, { graph: tinyGraph, config: { ...tiny, ...config } })) {
    if (event.kind === 'step') seen.push(event.scalars);
    if (event.kind === 'end') return { model: event.model, seen };
  }
  throw new Error('expected an end event');
}

describe('the loss', () => {
  it.each([
    ['vae', { kind: 'vae' }, [1, 1, 0]],
    ['beta', { kind: 'beta', beta: 3 }, [1, 3, 0]],
    ['tc', { kind: 'tc', beta: 6 }, [1, 1, 5]],
  ] as const)('of %s is the weighted sum of its parts', async (_, objective, weights) => {
    const { model, seen } = await run({ objective, iterations: 3, supervision: { weight: 7 } });
    model.dispose();
    for (const step of seen) {
      const { loss = NaN, reconstruction = 0, divergence = 0, supervised = 0 } = step;
      const { totalCorrelation = 0 } = step;
      const [r, k, t] = weights;
      const expected = r * reconstruction + k * divergence + t * totalCorrelation + 7 * supervised;
      expect(loss).toBeCloseTo(expected, 3);
    }
  });

  it('takes the supervision up along a straight line', async () => {
    const supervision = { weight: 8, annealing: 4 };
    const { model, seen } = await run({ iterations: 6, supervision });
    model.dispose();
    const weights = seen.map(
      ({ loss = 0, reconstruction = 0, divergence = 0, supervised = 1 }) =>
        (loss - reconstruction - divergence) / supervised,
    );
    [0, 2, 4, 6, 8, 8].forEach((weight, i) => expect(weights[i]).toBeCloseTo(weight, 3));
  });
});

it('learns to reconstruct, and to tell the factors', async () => {
  const rows = tinyData(300, 3);
  const { model, seen } = await run(
    { iterations: 500, batchSize: 32, networks: { kind: 'mlp', width: 24, depth: 1 } },
    rows,
  );
  expect(seen.at(-1)?.['loss']).toBeLessThan(0.7 * (seen[0]?.['loss'] ?? 0));
  const test = tinyData(200, 4);
  const numbers = new Float32Array(200 * 4);
  await test.read(
    Int32Array.from({ length: 200 }, (_, i) => i),
    numbers,
  );
  const x = tf.tensor2d(numbers, [200, 4]);
  const found = await model.factorValues(x);
  const errors = Array.from({ length: 200 }, (_, i) => [
    Math.abs((found[2 * i] ?? NaN) - (test.values[3 * i] ?? NaN)),
    Math.abs((found[2 * i + 1] ?? NaN) - (test.values[3 * i + 1] ?? NaN)),
  ]);
  const mean = (j: number) => errors.reduce((sum, row) => sum + (row[j] ?? NaN), 0) / 200;
  // Spreads of 10 and 1: guessing the mean is wrong by 8 and 0.8.
  expect(mean(0)).toBeLessThan(3);
  expect(mean(1)).toBeLessThan(0.3);
  x.dispose();
  model.dispose();
});

it('reconstructs images as probabilities too, without noise in the generator', async () => {
  const config: VaeConfigInput = {
    latentWidth: 2,
    networks: { kind: 'compact', width: 4 },
    reconstruction: 'bernoulli',
    batchSize: 16,
    learningRate: 3e-3,
    iterations: 60,
  };
  const { model, seen } = await run(config, tinyImages(64));
  expect(seen.at(-1)?.['reconstruction']).toBeLessThan(seen[0]?.['reconstruction'] ?? 0);
  expect(model.description.networks.injectedNoise).toBe(false);
  model.dispose();
});

it.each<[string, VaeConfigInput, string]>([
  ['fewer latents than factors', { latentWidth: 1 }, 'ERR_CONFIG'],
  ['vectors as probabilities', { reconstruction: 'bernoulli' }, 'ERR_CONFIG'],
  ['a batch that is larger than the data', { batchSize: 21 }, 'ERR_ARGUMENT'],
])('refuses %s, and leaves nothing behind', (_, config, code) => {
  const before = tf.memory().numTensors;
  const start = () => vaeLearner(resolveVaeConfig({ ...tiny, ...config }), data, tinyGraph);
  expect(thrownCode(start)).toBe(code);
  expect(tf.memory().numTensors).toBe(before);
});

it('says when a loss is no number any more', async () => {
  await expect(
    run({ learningRate: 1, iterations: 400, supervision: { weight: 1e6 } }),
  ).rejects.toMatchObject({
    code: 'ERR_VALUES',
  });
});

it('draws other noise at every seed', async () => {
  const first = await run({ iterations: 1, seed: 1 });
  const second = await run({ iterations: 1, seed: 2 });
  expect(first.seen).not.toEqual(second.seen);
  first.model.dispose();
  second.model.dispose();
  expect(new RandomStream(1).split('noise').seed).not.toBe(new RandomStream(2).split('noise').seed);
});
