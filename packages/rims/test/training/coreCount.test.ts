import { copyingTask } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { jest } from '@jest/globals';
import * as cores from '../../src/cores/coreOf.ts';

/** How many cores were made so far. */
let made = 0;

// Cores are made deep inside: to count them, the module that makes them is watched.
jest.unstable_mockModule('../../src/cores/coreOf.ts', () => ({
  ...cores,
  coreOf: (...given: Parameters<typeof cores.coreOf>) => {
    made++;
    return cores.coreOf(...given);
  },
}));

const { trainSequenceModel, SequenceModel } = await import('../../src/index.ts');

beforeAll(() => useBackend());

beforeEach(() => {
  made = 0;
});

it('makes one core to train one', async () => {
  const core = { kind: 'lstm', units: 4 } as const;
  const config = { core, embeddingWidth: 3, batchSize: 2, updates: 1 };
  for await (const event of trainSequenceModel(copyingTask({ gap: 2, symbols: 1 }), { config })) {
    if (event.kind === 'end') event.model.dispose();
  }
  expect(made).toBe(1);
});

it('makes one core per model', () => {
  const model = SequenceModel.create(
    {
      core: { kind: 'lstm', units: 4 },
      input: { kind: 'vectors', width: 2 },
      outputs: 1,
      answers: 'last',
      dropout: 0,
    },
    new RandomStream(1),
  );
  expect(made).toBe(1);
  model.dispose();
});
