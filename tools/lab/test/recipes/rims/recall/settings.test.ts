import { coreOf } from '@causal-mechanisms/rims';
import { rimsRecall } from '../../../../src/recipes/rims/recall/recipe.ts';
import type { RecallConfig } from '../../../../src/recipes/rims/recall/settings.ts';
import { sequenceEntries } from '../../../../src/recipes/rims/sequenceSettings.ts';

describe('the settings of rims/recall', () => {
  it('set RIMs against an LSTM with about as many parameters', () => {
    for (const preset of ['quick', 'small', 'paper'] as const) {
      const config = rimsRecall.resolve(
        rimsRecall.presets[preset] ?? {},
      ) as unknown as RecallConfig;
      const sizes = sequenceEntries(config).map(
        ({ core, embeddingWidth }) => coreOf(core, embeddingWidth).layout.length,
      );
      expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(1.01);
    }
  });

  it('name models that there are', () => {
    expect(() => rimsRecall.resolve({ models: ['rims-7-2'] })).toThrow('unknown model "rims-7-2"');
    expect(() => rimsRecall.resolve({ share: 1.5 })).toThrow('share');
  });
});
