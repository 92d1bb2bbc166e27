import * as tf from '@tensorflow/tfjs';
import { factorDataset, hideLabels } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { trainDear } from '../../src/training/trainDear.ts';
import type { TrainDearOptions } from '../../src/training/trainDear.ts';
import { tiny, toy, toyGraph, train, TRUE_WEIGHTS } from './toy.ts';

beforeAll(() => useBackend());

const data = toy(64);

it('recovers the signs of all weights of a linear model, and fits the labels', async () => {
  const run = await train(toy(2048), {
    graph: toyGraph,
    config: {
      latentWidth: 4,
      networks: { kind: 'mlp', width: 32, depth: 1, injectedNoise: false },
      batchSize: 64,
      iterations: 500,
      supervision: { loss: 'l2' },
      learningRates: {
        encoder: 2e-3,
        generator: 2e-3,
        discriminator: 4e-3,
        map: 2e-3,
        adjacency: 5e-3,
      },
    },
  });
  const { values } = await run.model.adjacency();
  const signs = values.map((row) => row.map((value) => Math.sign(value)));
  expect(signs).toEqual(TRUE_WEIGHTS.map((row) => row.map((value) => Math.sign(value))));
  const losses = run.events.flatMap((event) =>
    event.kind === 'step' ? [event.scalars['supervisedLoss'] ?? NaN] : [],
  );
  expect(losses[0]).toBeGreaterThan(0.5);
  expect(losses.at(-1)).toBeLessThan(0.05);
  run.model.dispose();
}, 120_000);

it('reports every figure that it promises', async () => {
  const { events, model } = await train(data, { graph: toyGraph, config: tiny });
  const steps = events.filter((event) => event.kind === 'step');
  expect(steps).toHaveLength(10);
  expect(Object.keys(steps[0]?.scalars ?? {}).sort()).toEqual([
    'clippedShare',
    'discriminatorAccuracy',
    'discriminatorLoss',
    'encoderLoss',
    'generatorLoss',
    'logitFake',
    'logitReal',
    'supervisedLoss',
  ]);
  model.dispose();
});

it('ignores labels that are missing: what they were changes nothing', async () => {
  const hidden = hideLabels(data, { share: 0.5, stream: new RandomStream(1) });
  const scalars = async (rows: FactorDataset) => {
    const { events, model } = await train(rows, { graph: toyGraph, config: tiny });
    model.dispose();
    return events.flatMap((event) => (event.kind === 'step' ? [event.scalars] : []));
  };
  const found = await scalars(hidden);
  expect(found.every((step) => Object.values(step).every(Number.isFinite))).toBe(true);
  expect(found[0]?.['supervisedLoss']).not.toBeCloseTo(
    (await scalars(data))[0]?.['supervisedLoss'] ?? NaN,
    3,
  );
});

it('tells of each update in its order', async () => {
  const told: string[] = [];
  const { model } = await train(data, {
    graph: toyGraph,
    config: { ...tiny, iterations: 2, discriminatorSteps: 2 },
    onUpdate: (update) => told.push(update),
  });
  model.dispose();
  const iteration = ['discriminator', 'discriminator', 'encoder', 'generator'];
  expect(told).toEqual([...iteration, ...iteration]);
});

describe('bad input', () => {
  const own = (values: ArrayLike<number>, kind: 'continuous' | 'binary' = 'continuous') => ({
    ...data,
    factors: data.factors.map((factor) => ({ ...factor, kind })),
    values: Float64Array.from(values),
  });
  const broken = (observation: number): FactorDataset => ({
    ...data,
    read: (_, out) => {
      out.fill(0);
      out[3] = observation;
      return Promise.resolve();
    },
  });
  const graph = toyGraph;
  it.each<[string, string, FactorDataset, Partial<TrainDearOptions>]>([
    ['all labels missing', 'ERR_VALUES', own(data.values.map(() => NaN)), {}],
    [
      'no label of one factor',
      'ERR_VALUES',
      own(data.values.map((value, i) => (i % 4 === 2 ? NaN : value))),
      {},
    ],
    ['an unknown factor', 'ERR_ARGUMENT', data, { graph: ['a -> e'] }],
    ['a cycle', 'ERR_ARGUMENT', data, { graph: ['a -> b', 'b -> a'] }],
    [
      'a mask that is not square',
      'ERR_SHAPE',
      data,
      { graph: { factors: ['a', 'b'], adjacency: [Uint8Array.of(0, 1)] } },
    ],
    [
      'binary labels of 2',
      'ERR_VALUES',
      own(
        data.values.map(() => 2),
        'binary',
      ),
      {},
    ],
    [
      'infinite labels',
      'ERR_VALUES',
      own(data.values.map((value, i) => (i === 9 ? Infinity : value))),
      {},
    ],
    ['more labels than observations', 'ERR_SHAPE', own(new Float64Array(65 * 4)), {}],
    ['a batch larger than the data', 'ERR_ARGUMENT', data, { config: { ...tiny, batchSize: 65 } }],
    ['NaN in an observation', 'ERR_VALUES', broken(NaN), {}],
    ['infinite numbers in an observation', 'ERR_VALUES', broken(Infinity), {}],
    ['fewer latents than factors', 'ERR_ARGUMENT', data, { config: { ...tiny, latentWidth: 3 } }],
    ['unknown settings', 'ERR_CONFIG', data, { config: { latents: 3 } as never }],
    ['no iterations', 'ERR_CONFIG', data, { config: { ...tiny, iterations: 0 } }],
  ])('is refused without a tensor left behind: %s', async (_, code, rows, options) => {
    const before = tf.memory().numTensors;
    await expect(train(rows, { graph, config: tiny, ...options })).rejects.toMatchObject({ code });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('names the factor and the observation', async () => {
    await expect(
      train(own(data.values.map((value, i) => (i === 9 ? Infinity : value))), {
        graph,
        config: tiny,
      }),
    ).rejects.toThrow(/label b of observation 2 .* got Infinity/);
    await expect(train(data, { graph: ['pendulum -> a'], config: tiny })).rejects.toThrow(
      /^trainDear: graph must be of factors of the data, which have no "pendulum" \(factors: a, b, c, d\)$/,
    );
  });

  it('includes pixels beyond [0, 1]', async () => {
    const images = factorDataset({
      name: 'pixels',
      observations: new Float32Array(8 * 16 * 16),
      shape: [16, 16, 1],
      factors: [{ name: 'a', kind: 'continuous' }],
      values: [1, 2, 3, 4, 5, 6, 7, 8],
    });
    const bright: FactorDataset = {
      ...images,
      read: (_, out) => {
        out.fill(1.5);
        return Promise.resolve();
      },
    };
    const one = { factors: ['a'], adjacency: [Uint8Array.of(0)] };
    await expect(train(bright, { graph: one, config: tiny })).rejects.toMatchObject({
      code: 'ERR_VALUES',
    });
  });
});

it('ends with an error when the discriminator is too sure of itself', async () => {
  const before = tf.memory().numTensors;
  await expect(
    train(data, { graph: toyGraph, config: { ...tiny, logitLimit: 1e-6 } }),
  ).rejects.toMatchObject({ code: 'ERR_VALUES', data: { iteration: 1, limit: 1e-6 } });
  expect(tf.memory().numTensors).toBe(before);
});

it('has a generator that may be left before it starts', async () => {
  const before = tf.memory().numTensors;
  await trainDear(data, { graph: toyGraph, config: tiny }).return(undefined as never);
  expect(tf.memory().numTensors).toBe(before);
});
