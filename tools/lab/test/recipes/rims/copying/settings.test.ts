import { parseConfig } from '@causal-mechanisms/tensor-utils';
import {
  COPYING_SIZES,
  copyingGaps,
  copyingSchema,
  gapsInWords,
  shownGaps,
} from '../../../../src/recipes/rims/copying/settings.ts';
import { rimsCopying } from '../../../../src/recipes/rims/copying/recipe.ts';

describe('copyingSchema', () => {
  it('has the paper’s task and training as defaults', () => {
    const config = parseConfig('copying', copyingSchema, {});
    expect(config).toMatchObject({
      symbols: 10,
      gap: 50,
      testGaps: [50, 100, 200, 400],
      updates: 30_000,
      learningRate: 1e-3,
      classes: 20,
      embeddingWidth: 600,
      batchSize: 64,
    });
    expect(config.models).toHaveLength(13);
    for (const name of config.models) expect(Object.keys(config.settings)).toContain(name);
  });

  it.each(Object.entries(COPYING_SIZES))('takes the sizes of %s', (_, sizes) => {
    expect(parseConfig('copying', copyingSchema, sizes)).toMatchObject(sizes);
  });

  it('tests every gap once', () => {
    expect(() => parseConfig('copying', copyingSchema, { testGaps: [5, 5] })).toThrow(
      'testGaps: every gap is tested once',
    );
  });

  it('wants room for the ten tokens of the task', () => {
    expect(() => parseConfig('copying', copyingSchema, { classes: 9 })).toThrow('classes');
  });
});

describe('copyingGaps', () => {
  it('are that of training and those of the test, each once', () => {
    expect(copyingGaps({ gap: 5, testGaps: [20, 5, 10, 20] })).toEqual([5, 20, 10]);
  });
});

describe('shownGaps', () => {
  it('are that of training and the longest of at most four times that', () => {
    expect(shownGaps({ gap: 50, testGaps: [50, 100, 200, 400] })).toEqual([50, 200]);
    expect(shownGaps({ gap: 50, testGaps: [60] })).toEqual([50, 60]);
    expect(shownGaps({ gap: 50, testGaps: [50, 400] })).toEqual([50]);
  });

  it('are said in words', () => {
    expect(gapsInWords([50, 200])).toBe('at gap 50, that of training, and at gap 200');
    expect(gapsInWords([50])).toBe('at gap 50, that of training');
  });
});

describe('the preset stable', () => {
  const resolved = (preset: 'small' | 'stable') =>
    parseConfig('copying', copyingSchema, rimsCopying.presets[preset]);

  it('is small but for the projections of its RIMs', () => {
    const [small, { models, settings, ...rest }] = [resolved('small'), resolved('stable')];
    expect(small).toMatchObject(rest);
    expect(models).toEqual(['rims-6-2', 'lstm']);
    expect(settings['lstm']).toEqual(small.settings['lstm']);
    expect(settings['rims-6-2']).toEqual({
      core: { ...small.settings['rims-6-2']?.core, projectionDeviation: 0.1 },
    });
  });
});
