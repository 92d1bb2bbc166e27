import * as tf from '@tensorflow/tfjs';
import { ConfigError, useBackend } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import type { EdgeBeliefs } from '../../../src/graphs/beliefs/edgeBeliefs.ts';
import type { EncoConfigInput } from '../../../src/graphs/training/encoConfig.ts';
import { trainEdgeBeliefs } from '../../../src/graphs/training/trainEdgeBeliefs.ts';
import { copies } from './copies.ts';

beforeAll(() => useBackend());

const data = copies(60, 20);
const tiny: EncoConfigInput = {
  hidden: 3,
  batchSize: 8,
  draws: 6,
  pretraining: 2,
  mechanismSteps: 1,
};

learnerContract<EdgeBeliefs>('trainEdgeBeliefs', {
  start: (options, { steps, foreign }) =>
    trainEdgeBeliefs(data, {
      ...options,
      config: { ...tiny, updates: steps, sparsity: foreign ? 0.1 : 0.004 },
    }),
  main: 'beliefs',
  prolongable: true,
  fingerprint: ({ logits }) =>
    Promise.resolve(Float64Array.from([...logits.existence, ...(logits.orientation ?? [])])),
  // Beliefs move by whole step sizes, so that roundings of another order show.
  tolerance: () => (tf.getBackend() === 'tensorflow' ? 1e-4 : 0),
});

learnerContract<EdgeBeliefs>('trainEdgeBeliefs by algorithm 1', {
  start: (options, { steps, foreign }) =>
    trainEdgeBeliefs(data, {
      ...options,
      config: { estimator: 'reinforce', draws: 6, updates: steps, sparsity: foreign ? 0.2 : 0.1 },
    }),
  main: 'beliefs',
  prolongable: true,
  fingerprint: ({ logits }) => Promise.resolve(logits.existence),
});

learnerContract<EdgeBeliefs>('trainEdgeBeliefs by tables', {
  start: (options, { steps, foreign }) =>
    trainEdgeBeliefs(data, {
      ...options,
      config: { likelihood: 'tables', draws: 6, updates: steps, smoothing: foreign ? 2 : 1 },
    }),
  main: 'beliefs',
  prolongable: true,
  fingerprint: ({ logits }) =>
    Promise.resolve(Float64Array.from([...logits.existence, ...(logits.orientation ?? [])])),
});

describe('trainEdgeBeliefs', () => {
  it('finds a chain by tables', async () => {
    const config = { likelihood: 'tables', draws: 30, updates: 200, sparsity: 0.01 } as const;
    let found: EdgeBeliefs | undefined;
    for await (const event of trainEdgeBeliefs(copies(2000, 300), { config })) {
      if (event.kind === 'end') found = event.model;
    }
    expect(found?.adjacency().map((row) => row.join(''))).toEqual(['010', '001', '000']);
  });

  it('finds a chain by algorithm 1', async () => {
    const config = { estimator: 'reinforce', updates: 900 } as const;
    let found: EdgeBeliefs | undefined;
    for await (const event of trainEdgeBeliefs(copies(5000, 500), { config })) {
      if (event.kind === 'end') found = event.model;
    }
    expect(found?.adjacency().map((row) => row.join(''))).toEqual(['010', '001', '000']);
  });

  it.each<EncoConfigInput['contrast']>(['means', 'regression'])(
    'finds a chain by %s',
    async (contrast) => {
      const config: EncoConfigInput = {
        hidden: 8,
        batchSize: 64,
        draws: 30,
        sparsity: 0.01,
        pretraining: 100,
        mechanismSteps: 2,
        updates: 180,
        mechanismRate: 0.02,
        ...(contrast === undefined ? {} : { contrast }),
      };
      const run = trainEdgeBeliefs(copies(1000, 200), { config });
      let found: EdgeBeliefs | undefined;
      for await (const event of run) if (event.kind === 'end') found = event.model;
      expect(found?.adjacency({ acyclic: true }).map((row) => row.join(''))).toEqual([
        '010',
        '001',
        '000',
      ]);
      expect(found?.adjacency().map((row) => row.join(''))).toEqual(['010', '001', '000']);
    },
  );

  it('refuses data and settings before it starts', async () => {
    await expect(trainEdgeBeliefs({ ...data, interventions: [] }).next()).rejects.toThrow(
      'at least one intervention',
    );
    await expect(trainEdgeBeliefs(data, { config: { draws: 0 } }).next()).rejects.toThrow(
      ConfigError,
    );
  });
});
