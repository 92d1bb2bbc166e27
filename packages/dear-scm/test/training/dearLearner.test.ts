import * as tf from '@tensorflow/tfjs';
import { factorDataset, hideLabels } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { memoryCheckpoints, RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import type { DearModel } from '../../src/model/dearModel.ts';
import { parameterValues } from '../../src/model/dearParameters.ts';
import type { DearConfigInput } from '../../src/training/dearConfig.ts';
import { trainDear } from '../../src/training/trainDear.ts';
import { tiny, toy, toyGraph, train } from './toy.ts';

beforeAll(() => useBackend());

const data = toy(32);
/** Threads may add in another order on the native backend; one thread does not. */
const tolerance = () => (tf.getBackend() === 'tensorflow' ? 1e-4 : 0);
const fingerprint = ({ parameters }: DearModel) => parameterValues(parameters);

learnerContract<DearModel>('trainDear', {
  start: (options, { steps, foreign }) =>
    trainDear(data, {
      ...options,
      graph: toyGraph,
      config: { ...tiny, iterations: steps, supervision: { weight: foreign ? 1 : 5 } },
    }),
  main: 'training',
  prolongable: true,
  fingerprint,
  tolerance,
});

learnerContract<DearModel>('trainDear with all that can be carried', {
  start: (options, { steps, foreign }) =>
    trainDear(data, {
      ...options,
      graph: toyGraph,
      config: {
        ...tiny,
        prior: { kind: 'monotone', breakpoints: 10 },
        discriminatorSteps: 2,
        average: foreign ? 0.8 : 0.9,
        iterations: steps,
      },
    }),
  main: 'training',
  prolongable: true,
  fingerprint,
  tolerance,
});

learnerContract<DearModel>('trainDear with a prior that has nothing to learn', {
  start: (options, { steps, foreign }) =>
    trainDear(data, {
      ...options,
      graph: foreign ? ['a -> b', 'b -> c', 'b -> d'] : toyGraph,
      config: { ...tiny, prior: { kind: 'gaussian' }, iterations: steps },
    }),
  main: 'training',
  prolongable: true,
  fingerprint,
  tolerance,
});

describe('a run that stopped', () => {
  it.each<[string, DearConfigInput, FactorDataset]>([
    ['as it is', {}, data],
    ['with an average', { average: 0.9 }, data],
    ['with labels missing', {}, hideLabels(data, { share: 0.5, stream: new RandomStream(1) })],
    ['with a deterministic encoder', { encoder: 'deterministic' }, data],
  ])('goes on as if it had not: %s', async (_, config, rows) => {
    const run = { graph: toyGraph, config: { ...tiny, ...config } };
    const whole = await train(rows, run);
    const store = memoryCheckpoints();
    const half = await train(rows, { ...run, checkpoints: { store, every: 100 } }, 5);
    const resume = (await store.latest())?.state;
    expect(resume?.step).toBe(5);
    const rest = await train(rows, { ...run, resume });
    const [expected, actual] = [await fingerprint(whole.model), await fingerprint(rest.model)];
    const far = expected.filter(
      (value, i) => !(Math.abs(value - (actual[i] ?? NaN)) <= tolerance()),
    );
    expect(far).toHaveLength(0);
    for (const { model } of [whole, half, rest]) model.dispose();
  });
});

describe('networks that carry statistics along', () => {
  const images = factorDataset({
    name: 'images',
    observations: Float32Array.from({ length: 12 * 16 * 16 * 3 }, (_, i) => (i % 97) / 96),
    shape: [16, 16, 3],
    factors: [{ name: 'a', kind: 'continuous' }],
    values: Float64Array.from({ length: 12 }, (_, i) => i),
  });
  const run = {
    graph: { factors: ['a'], adjacency: [Uint8Array.of(0)] },
    config: {
      ...tiny,
      networks: { kind: 'paper', encoder: 'resnet18', encoderWidth: 2, width: 2 },
      batchSize: 6,
      iterations: 3,
    },
  } as const;

  // The leak check of the test mode takes statistics that are kept under a gradient for a leak of the op: counted below instead.
  beforeAll(() => {
    tf.env().set('IS_TEST', false);
  });
  afterAll(() => {
    tf.env().set('IS_TEST', true);
  });

  it('go on with them after a stop, and give them to the model', async () => {
    const before = tf.memory().numTensors;
    const whole = await train(images, run);
    const store = memoryCheckpoints();
    const half = await train(images, { ...run, checkpoints: { store, every: 100 } }, 1);
    const resume = (await store.latest())?.state;
    expect(Object.keys(resume?.arrays ?? {})).toEqual(
      expect.arrayContaining(['encoderBuffers/values', 'generatorBuffers/values']),
    );
    const rest = await train(images, { ...run, resume });
    const buffers = ({ parameters }: DearModel) => parameters.encoderBuffers.values.data();
    const [expected, actual, early] = [
      await buffers(whole.model),
      await buffers(rest.model),
      await buffers(half.model),
    ];
    const far = expected.filter((value, i) => !(Math.abs(value - (actual[i] ?? NaN)) <= 1e-4));
    expect(far).toHaveLength(0);
    expect(early).not.toEqual(expected);
    for (const { model } of [whole, half, rest]) model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  }, 60_000);
});

describe('a model with an average', () => {
  it('has the average of what was trained, which begins where training does', async () => {
    const run = (average: number | null, iterations: number) =>
      train(data, { graph: toyGraph, config: { ...tiny, average, iterations } });
    const [averaged, first, second] = [await run(0.5, 2), await run(null, 1), await run(null, 2)];
    const start = trainDear(data, { graph: toyGraph, config: tiny });
    let before = new Float32Array(0);
    for await (const event of start) {
      if (event.kind !== 'start') continue;
      before = Float32Array.from(await fingerprint(event.model));
      break;
    }
    const [mean, one, two] = [
      await fingerprint(averaged.model),
      await fingerprint(first.model),
      await fingerprint(second.model),
    ];
    const wrong = mean.filter((value, i) => {
      const expected = (before[i] ?? NaN) / 4 + (one[i] ?? NaN) / 4 + (two[i] ?? NaN) / 2;
      return !(Math.abs(value - expected) < 1e-4);
    });
    expect(wrong).toHaveLength(0);
    for (const { model } of [averaged, first, second]) model.dispose();
  });
});
