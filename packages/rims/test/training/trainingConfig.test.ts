import { addingTask, copyingTask } from '@causal-mechanisms/datasets';
import { thrownCode } from '@causal-mechanisms/test-utils';
import {
  modelConfigOf,
  resolveSequenceTrainingConfig,
  sequenceTrainingConfigSchema,
} from '../../src/training/trainingConfig.ts';

const copying = copyingTask({ gap: 5 });
const adding = addingTask({ length: 5 });

describe('resolveSequenceTrainingConfig', () => {
  it('is the paper’s copying experiment where nothing is said', () => {
    const { core, ...rest } = resolveSequenceTrainingConfig({}, copying);
    expect(rest).toEqual({
      embeddingWidth: 600,
      vocabulary: 10,
      outputs: 10,
      dropout: 0,
      updates: 30_000,
      batchSize: 64,
      learningRate: 1e-3,
      finalLearningRate: 1e-3,
      clipNorm: 1,
      loss: 'all',
      carryState: false,
      seed: 1,
    });
    expect(core).toMatchObject({ kind: 'rims', units: 600, modules: 6, activeModules: 4 });
  });

  it('asks the task how many tokens and classes there are, or how wide its values', () => {
    const core = { kind: 'lstm', units: 3 } as const;
    expect(resolveSequenceTrainingConfig({ core }, adding)).toMatchObject({
      vocabulary: 1,
      outputs: 1,
      core: { kind: 'lstm', units: 3, forgetBias: 0 },
    });
    const own = { core, vocabulary: 20, outputs: 30 };
    expect(resolveSequenceTrainingConfig(own, copying)).toMatchObject(own);
  });

  it('keeps the step size constant unless an end is named', () => {
    const learningRate = 0.02;
    expect(resolveSequenceTrainingConfig({ learningRate }, copying).finalLearningRate).toBe(0.02);
    const falling = { learningRate, finalLearningRate: 0.001 };
    expect(resolveSequenceTrainingConfig(falling, copying)).toMatchObject(falling);
  });

  it('resolves what it resolved to the same', () => {
    const resolved = resolveSequenceTrainingConfig({ updates: 7 }, copying);
    expect(resolveSequenceTrainingConfig(resolved, copying)).toEqual(resolved);
    expect(JSON.parse(JSON.stringify(resolved))).toEqual(resolved);
  });

  it.each<[string, object]>([
    ['an unknown key', { batch: 3 }],
    ['no updates', { updates: 0 }],
    ['half an update', { updates: 1.5 }],
    ['an empty batch', { batchSize: 0 }],
    ['no step size', { learningRate: 0 }],
    ['a step size above 1', { learningRate: 1.1 }],
    ['an end of no step size', { finalLearningRate: 0 }],
    ['an end above 1', { finalLearningRate: 2 }],
    ['a bound of zero', { clipNorm: 0 }],
    ['dropout of everything', { dropout: 1 }],
    ['less than no dropout', { dropout: -0.1 }],
    ['a loss over some answers', { loss: 'some' }],
    ['a seed that is none', { seed: -1 }],
    ['no width', { embeddingWidth: 0 }],
    ['no vocabulary', { vocabulary: 0 }],
    ['no outputs', { outputs: 0 }],
    ['a core without a kind', { core: { units: 3 } }],
    ['a core that cannot be', { core: { kind: 'rims', units: 13 } }],
  ])('refuses %s', (_, bad) => {
    const resolve = () => resolveSequenceTrainingConfig(bad, copying);
    expect(thrownCode(resolve)).toBe('ERR_CONFIG');
  });

  it('takes a step size of 1, the largest', () => {
    const input = { learningRate: 1, finalLearningRate: 1 };
    expect(resolveSequenceTrainingConfig(input, copying)).toMatchObject(input);
  });
});

describe('sequenceTrainingConfigSchema', () => {
  it.each<[string, number, number]>([
    ['embeddingWidth', 65_536, 65_537],
    ['vocabulary', 1_048_576, 1_048_577],
    ['outputs', 1_048_576, 1_048_577],
    ['dropout', 0.999, 1],
    ['updates', 100_000_000, 100_000_001],
    ['batchSize', 65_536, 65_537],
    ['learningRate', 1, 1.001],
    ['finalLearningRate', 1, 1.001],
    ['seed', 0, -1],
  ])('takes %s up to %d', (key, last, beyond) => {
    const takes = (value: number) =>
      sequenceTrainingConfigSchema.safeParse({ [key]: value }).success;
    expect([takes(last), takes(beyond)]).toEqual([true, false]);
  });

  it('leaves open what a task decides', () => {
    const parsed = sequenceTrainingConfigSchema.parse({});
    expect(parsed.core).toEqual({ kind: 'rims' });
    for (const open of ['vocabulary', 'outputs', 'finalLearningRate']) {
      expect(parsed).not.toHaveProperty(open);
    }
  });
});

describe('modelConfigOf', () => {
  it('puts an embedding before tokens', () => {
    const config = resolveSequenceTrainingConfig({ embeddingWidth: 7, dropout: 0.2 }, copying);
    expect(modelConfigOf(config, copying)).toEqual({
      core: config.core,
      input: { kind: 'tokens', vocabulary: 10, width: 7 },
      outputs: 10,
      answers: 'every',
      dropout: 0.2,
    });
  });

  it('reads vectors as they are, whatever the width of an embedding', () => {
    const core = { kind: 'lstm', units: 3 } as const;
    const config = resolveSequenceTrainingConfig({ core, embeddingWidth: 7 }, adding);
    expect(modelConfigOf(config, adding)).toEqual({
      core: config.core,
      input: { kind: 'vectors', width: 3 },
      outputs: 1,
      answers: 'last',
      dropout: 0,
    });
  });
});
