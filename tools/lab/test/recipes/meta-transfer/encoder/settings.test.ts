import { resolveEncoderTrainingConfig } from '@causal-mechanisms/meta-transfer';
import { metaTransferEncoder } from '../../../../src/recipes/meta-transfer/encoder/recipe.ts';
import {
  LEARNER_LABELS,
  LEARNER_SETTINGS,
  LEARNERS,
  partName,
} from '../../../../src/recipes/meta-transfer/encoder/settings.ts';

describe('encoderSchema', () => {
  it('has the published iterations and rates as defaults', () => {
    expect(metaTransferEncoder.resolve({})).toMatchObject({
      splines: 20,
      decoderDegrees: -45,
      points: 1000,
      gradient: { iterations: 1000, learningRate: 0.01, batches: 5 },
    });
  });

  it.each([{ splines: 0 }, { learners: [] }, { learners: ['magic'] }, { search: { grid: 1 } }])(
    'refuses %j',
    (values) => {
      expect(() => metaTransferEncoder.resolve(values)).toThrow(
        expect.objectContaining({ code: 'ERR_CONFIG' }) as Error,
      );
    },
  );
});

describe('LEARNER_SETTINGS', () => {
  it('is understood by the trainer, and differs', () => {
    const resolved = LEARNERS.map((learner) =>
      JSON.stringify(resolveEncoderTrainingConfig(LEARNER_SETTINGS[learner])),
    );
    expect(new Set(resolved).size).toBe(LEARNERS.length);
    expect(new Set(Object.values(LEARNER_LABELS)).size).toBe(LEARNERS.length);
  });
});

describe('partName', () => {
  it('counts from 1, in order of the alphabet', () => {
    expect(partName('search', 0)).toBe('search-01');
    expect(partName('first-order', 11)).toBe('first-order-12');
  });
});
