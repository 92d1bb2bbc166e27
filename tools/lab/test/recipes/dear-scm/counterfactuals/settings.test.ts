import {
  counterfactualsSchema,
  dearConfig,
  intactRows,
  readerScenes,
} from '../../../../src/recipes/dear-scm/counterfactuals/settings.ts';
import { dearCounterfactuals } from '../../../../src/recipes/dear-scm/counterfactuals/recipe.ts';
import { scenesOf } from '../../../../src/recipes/dear-scm/pendulum/settings.ts';

describe('counterfactualsSchema', () => {
  it.each(Object.entries(dearCounterfactuals.presets))('takes the preset %s', (_, preset) => {
    const config = counterfactualsSchema.parse(preset);
    expect(dearConfig(config, 7)).toMatchObject({ seed: 7, iterations: config.iterations });
    expect(dearConfig(config, 7)).not.toHaveProperty('reader');
  });
});

describe('readerScenes', () => {
  it('draws every shadow at random, whatever is observed', () => {
    for (const observations of ['images', 'features'] as const) {
      const config = counterfactualsSchema.parse({ observations, size: 16 });
      const scenes = readerScenes(config);
      expect(scenes.size).toBe(6724);
      expect(scenes.shape).toEqual(observations === 'images' ? [16, 16, 3] : [32]);
      expect(scenes.values.filter((value, i) => i % 5 === 4 && value === 1)).toHaveLength(6724);
    }
  });
});

describe('intactRows', () => {
  it('takes rows that are not corrupted, spread over the scenes', () => {
    const config = counterfactualsSchema.parse({ observations: 'features' });
    const scenes = scenesOf(config, 'test');
    const rows = intactRows(scenes, 100);
    expect(rows).toHaveLength(100);
    expect(new Set(rows).size).toBe(100);
    expect([...rows].every((row) => scenes.values[5 * row + 4] === 0)).toBe(true);
    expect(rows[0]).toBeLessThan(200);
    expect(rows[99]).toBeGreaterThan(6500);
    expect(intactRows(scenes, 10_000)).toHaveLength(6724 - 1345);
  });
});
